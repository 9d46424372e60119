/** Codes of scheduled and background functions: realtime.md 17, 18. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const JOB_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "cron/expression",
    severity: "error",
    summary: "a cron expression that is malformed or never comes",
    explanation:
      "An expression has five fields, separated by spaces: minute (0-59), hour (0-23), day of month (1-31), month (1-12 or JAN-DEC) and day of week (0-7 or SUN-SAT, 0 and 7 are Sunday); " +
      "six with the second first. A field is `*`, a value, a range `a-b`, a step `*/n`, `a-b/n` or `a/n`, or several of those with commas between them.",
    wrong: '@cron("61 * * * *")\nfn hourly() { print("now") }\n',
    right: '@cron("1 * * * *")\nfn hourly() { print("now") }\n',
  },
  {
    code: "cron/timezone",
    severity: "error",
    summary: "the time zone of a cron expression does not exist",
    explanation:
      "`tz` is the IANA name of a zone, such as `Europe/Madrid` or `America/New_York`; without it the expression is in UTC.",
    wrong: '@cron("0 9 * * *", tz="Madrid")\nfn open() { print("good morning") }\n',
    right: '@cron("0 9 * * *", tz="Europe/Madrid")\nfn open() { print("good morning") }\n',
  },
  {
    code: "background/args",
    severity: "error",
    summary: "a parameter or the result of a background function with a store has no JSON form",
    explanation:
      "With `store` the arguments and the result of a task are kept in a database, as JSON. Functions, futures, ranges and open connections cannot be; give what they are made of instead.",
    wrong:
      "let db: Any = null\n\n@background(store=db)\nfn later(then: Fn() -> Null) { then() }\nspawn(later(fn() => null))\n",
    right: "@background\nfn later(then: Fn() -> Null) { then() }\nspawn(later(fn() => null))\n",
  },
];
