/** The descriptions of the `decorator/*` codes and of checks of literals, for `fitz explain` and the documentation. */

import type { DiagnosticSpec, Severity } from "../../diagnostics/diagnostic.ts";

function spec(
  severity: Severity,
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec {
  return { code, severity, summary, explanation, wrong: wrong + "\n", right: right + "\n" };
}

export const DECORATOR_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  spec(
    "error",
    "decorator/unknown",
    "no such decorator",
    "The decorators of Fitz are listed in the documentation; there are no decorators of one's own.",
    '@gett("/ping")\nfn ping() -> Str => "pong"',
    '@get("/ping")\nfn ping() -> Str => "pong"',
  ),
  spec(
    "error",
    "decorator/target",
    "a decorator before a declaration that it does not fit",
    "Each decorator belongs before certain declarations: routes before top-level functions, constraints before fields and parameters of routes, and so on. Some need another one beside them: `@header` a route.",
    'type Song {\n    title: Str\n}\n@email\nfn title(s: Song) -> Str => s.title\nprint(title(Song { title: "x" }))',
    'type Song {\n    @email title: Str\n}\nfn title(s: Song) -> Str => s.title\nprint(title(Song { title: "x" }))',
  ),
  spec(
    "error",
    "decorator/argument",
    "wrong arguments of a decorator",
    "The number, names and types of the arguments follow the declaration of the decorator, and some must be literals because they are needed before the program runs.",
    "@server(prot=8080)\nfn main() => 0",
    "@server(port=8080)\nfn main() => 0",
  ),
  spec(
    "error",
    "decorator/duplicate",
    "a decorator given twice where once is the rule",
    "Only decorators that add up, such as routes and `@header`, may be repeated on one declaration; `@server`, `@healthz` and `@readyz` stand once in a program.",
    "@test @test\nfn adds() { assert_eq(1 + 1, 2) }",
    "@test\nfn adds() { assert_eq(1 + 1, 2) }",
  ),
  spec(
    "error",
    "decorator/conflict",
    "two decorators that exclude each other",
    "A function has one role: route, probe, test, fixture. Make two functions of it, and let them call a third one.",
    '@test\n@get("/ping")\nfn ping() -> Str => "pong"',
    '@get("/ping")\nfn ping() -> Str => "pong"\n\n@test\nfn pings() { assert_eq(ping(), "pong") }',
  ),
  spec(
    "error",
    "type/constraint",
    "a field constraint on a type that it does not fit, or with a bad pattern",
    "`@min` and `@max` are for numbers, `@min_len` and `@max_len` for texts, bytes, lists and maps, `@pattern`, `@email` and `@url` for texts, `@one_of` for texts and numbers. A nullable field and a Secret are looked through.",
    'type Song {\n    @min(3) title: Str\n}\nprint(Song { title: "abc" })',
    'type Song {\n    @min_len(3) title: Str\n}\nprint(Song { title: "abc" })',
  ),
  spec(
    "error",
    "format/bad-spec",
    "a format specification that does not parse",
    "The form is `[[fill]align][sign][#][0][width][grouping][.precision][type]`, as in `{x:>10}`, `{x:,.2f}` or `{n:08b}`.",
    'print("{3.5:.2q}")',
    'print("{3.5:.2f}")',
  ),
  spec(
    "error",
    "format/type",
    "a format specification that does not fit the static type",
    "`d b o x X c` are for Int, `f e g %` for numbers, a precision without type for Float, Decimal and Str; a sign, `=`, `0` and grouping for numbers. `s` and a plain width fit everything.",
    'let name = "Ana"\nprint("{name:.2f}")',
    'let name = "Ana"\nprint("{name:>8}")',
  ),
  spec(
    "error",
    "regex/bad-pattern",
    "a literal pattern that is not valid",
    'The syntax of regular expressions is in the chapter on `regex`; there are no back-references and no look-around. In a Fitz string backslashes and braces are escaped: `"\\\\d\\{3\\}"`.',
    'print(regex.match("a(b", "ab"))',
    'print(regex.match("a(b)", "ab"))',
  ),
  spec(
    "error",
    "date/bad-directive",
    "an unknown directive in a literal date format",
    "The directives are listed in the chapter on `DateTime`: `%Y %m %d %H %M %S` and others. A percent sign is written `%%`.",
    'print(Date.today().format("%Q"))',
    'print(Date.today().format("%Y").len())',
  ),
  spec(
    "error",
    "log/reserved-field",
    "a log field with a name that every record has",
    "`level`, `msg`, `timestamp`, `trace_id` and `span_id` are written by the logger itself. Give the field another name.",
    'log.info("paid", level: 3)',
    'log.info("paid", tier: 3)',
  ),
];
