/** `@cron` and `@every`: realtime.md 18. */
import { isConnection } from "../../app/app_pool.ts";
import { decoratorArgument, literalJson, literalText } from "../../app/constants.ts";
import type { Schedule } from "../../app/manifest.ts";
import { type Handler, report, spanOf } from "../../app/parameters.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Decorator, Expr } from "../../syntax/ast.ts";
import { isCronProblem, parseCron } from "../../syntax/cron_expression.ts";
import { parseDuration } from "../../syntax/server_values.ts";
import { isTimeZone } from "../../syntax/time_zone_name.ts";
import { printType } from "../../types/print_type.ts";
import { readRetry, readStore } from "./arguments.ts";

/** The schedule of a function; null when something about its time is wrong. */
export function readSchedule(handler: Handler, decorator: Decorator, name: string): Schedule | null {
  const { declaration, module, symbol } = handler;
  const kind = decorator.name.name;
  const other = declaration.decorators.find(({ name }) =>
    (name.name === "cron" || name.name === "every") && name.name !== kind
  );
  // The first one of the two is the schedule.
  if (other && other.start < decorator.start) return reportSecond(handler, decorator, other);
  checkSignature(handler, kind);
  const time = kind === "every" ? readInterval(handler, decorator) : readCron(handler, decorator);
  if (time === null) return null;
  const store = readStore(handler, decorator);
  return {
    name,
    ...time,
    handler: { module, name: symbol.name },
    isAsync: declaration.isAsync,
    retry: readRetry(handler, decorator),
    overlap: readOverlap(handler, decorator),
    store,
    catchUp: readCatchUp(handler, decorator),
    flag: null,
  };
}

function reportSecond(handler: Handler, decorator: Decorator, first: Decorator): null {
  const place = (one: Decorator) => spanOf(handler, { start: one.start, end: one.name.end } as Decorator);
  handler.context.report(diagnostic(
    "error",
    "decorator/conflict",
    place(decorator),
    `\`@${first.name.name}\` and \`@${decorator.name.name}\` exclude each other`,
    {
      label: "a function has one schedule",
      labels: [{ span: place(first), text: "its schedule is given here" }],
      help: ["make two functions that call a third one"],
    },
  ));
  return null;
}

/** Nobody gives arguments, and nobody takes a result. */
function checkSignature(handler: Handler, kind: string): void {
  const { declaration, symbol } = handler;
  const name = declaration.name.name;
  const param = declaration.params.find((_, i) => !isConnection(symbol.type.params[i].type));
  if (param) {
    report(handler, "decorator/target", param, `\`@${kind}\` function \`${name}\` takes no parameters`, [
      "nobody calls it with arguments: let it get what it needs, or call a function with parameters",
    ]);
  }
  const { result } = symbol.type;
  if (declaration.result === null) return;
  const value = result.kind === "result" ? result.ok : result;
  if (value.kind === "any" || (value.kind === "primitive" && value.name === "Null")) return;
  report(
    handler,
    "decorator/target",
    declaration.result,
    `\`@${kind}\` function \`${name}\` returns \`${printType(result)}\`, but nobody receives it`,
    ["declare no result or `Result<Null>`, whose `Err` makes the run a failed one"],
  );
}

type Time = Pick<Schedule, "expression" | "interval" | "timeZone">;

function readCron(handler: Handler, decorator: Decorator): Time | null {
  const given = decoratorArgument(decorator, "expression", 0);
  const expression = literalText(given);
  if (expression === null) return null;
  const parsed = parseCron(expression);
  if (isCronProblem(parsed)) {
    const { message } = parsed;
    report(handler, "cron/expression", partOf(handler, given!, parsed), message, [
      "the fields are minute, hour, day of month, month and day of week, with the second before them in six",
    ]);
    return null;
  }
  const zone = decoratorArgument(decorator, "tz");
  const timeZone = zone === undefined ? "UTC" : literalText(zone);
  if (timeZone === null) return null;
  if (!isTimeZone(timeZone)) {
    report(handler, "cron/timezone", zone!, `there is no time zone \`${timeZone}\``, [zoneHelp(timeZone)]);
    return null;
  }
  return { expression, interval: null, timeZone };
}

/** The zone that was probably meant: one of a similar name, or of that city. */
function zoneHelp(name: string): string {
  const zones = Intl.supportedValuesOf("timeZone");
  const city = name.toLowerCase().replaceAll(" ", "_");
  const close = zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? didYouMean(name, zones);
  return close ? `did you mean \`${close}\`?` : "write an IANA name, such as `Europe/Madrid`";
}

/** A part of a literal's text, where the text is written as it is. */
function partOf(handler: Handler, literal: Expr, part: { start: number; end: number }): Expr {
  const { text } = handler.context.program.modules[handler.module].file;
  const written = text.slice(literal.start + 1, literal.end - 1);
  if (part.end === 0 || written !== literalText(literal)) return literal;
  return { ...literal, start: literal.start + 1 + part.start, end: literal.start + 1 + part.end };
}

const INTERVAL_HELP =
  'write a number with its unit, "500ms", "30s", "5m", "2h", "1d", or a number of seconds';

function readInterval(handler: Handler, decorator: Decorator): Time | null {
  const given = decoratorArgument(decorator, "interval", 0);
  const value = given && literalJson(given);
  // What is not a literal has been reported.
  if (given === undefined || value === undefined) return null;
  const interval = typeof value === "string"
    ? parseDuration(value)
    : typeof value === "number"
    ? value * 1000
    : null;
  if (interval === null) {
    report(handler, "decorator/argument", given, "`interval` of `@every` is not a duration", [INTERVAL_HELP]);
    return null;
  }
  if (interval < 1) {
    report(handler, "decorator/argument", given, "`interval` of `@every` must be at least 1 ms");
    return null;
  }
  const expression = typeof value === "string" ? value : `${value}s`;
  return { expression, interval, timeZone: "UTC" };
}

function readOverlap(handler: Handler, decorator: Decorator): Schedule["overlap"] {
  const given = decoratorArgument(decorator, "overlap");
  const value = literalText(given);
  if (value !== null && value !== "skip" && value !== "allow") {
    const message = `\`overlap\` of \`@cron\` must be "skip" or "allow", found "${value}"`;
    report(handler, "decorator/argument", given!, message);
  }
  return value === "allow" ? "allow" : "skip";
}

function readCatchUp(handler: Handler, decorator: Decorator): boolean {
  const given = decoratorArgument(decorator, "catch_up");
  if (given === undefined || literalJson(given) !== true) return false;
  if (decoratorArgument(decorator, "store") === undefined) {
    report(handler, "decorator/argument", given, "`catch_up` of `@cron` needs `store`", [
      "only a database remembers which ticks have been missed",
    ]);
  }
  return true;
}
