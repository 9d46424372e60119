/** The descriptions of the `match/*` and `pattern/*` codes, for `fitz explain` and the documentation. */

import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";
import { diagnosticSpec as spec } from "../../diagnostics/diagnostic_spec.ts";

export const PATTERN_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  spec(
    "error",
    "match/missing-case",
    "a case of a `match` that no arm covers",
    "A `match` over a Bool, an enum, a Result, a `T?`, or a tuple of those must cover every value, through payloads and tuples too. An arm with a guard covers nothing, because its condition may be false. Add the arms that the message lists, or a last arm `_ => …`.",
    'fn text(ok: Bool) -> Str => match ok {\n    true => "yes"\n}\nprint(text(true))',
    'fn text(ok: Bool) -> Str => match ok {\n    true => "yes"\n    false => "no"\n}\nprint(text(true))',
  ),
  spec(
    "warning",
    "match/not-exhaustive",
    "a `match` over an open type without a catch-all",
    "Int, Str and the other open types have more values than arms can name. When no arm matches, the program stops with `run/no-match`. Add a last arm `_ => …`, or one that binds a name.",
    'let n = 3\nprint(match n {\n    1 => "one"\n    3 => "three"\n})',
    'let n = 3\nprint(match n {\n    1 => "one"\n    3 => "three"\n    _ => "many"\n})',
  ),
  spec(
    "warning",
    "match/unreachable-arm",
    "an arm that can never be chosen",
    "Arms are tried in order, and the arms above already match every value that this one matches. Remove it, or move it above the more general arm.",
    'let n = 3\nprint(match n {\n    _ => "many"\n    1 => "one"\n})',
    'let n = 3\nprint(match n {\n    1 => "one"\n    _ => "many"\n})',
  ),
  spec(
    "warning",
    "pattern/never-matches",
    "a pattern of a type that the value cannot have",
    "The static type of the matched value excludes the pattern: a text never equals an Int, and an empty range holds nothing. Numbers are compared by value, so `1` also matches the Float `1.0`.",
    'let n = 3\nprint(match n {\n    "three" => 1\n    _ => 2\n})',
    "let n = 3\nprint(match n {\n    3 => 1\n    _ => 2\n})",
  ),
  spec(
    "error",
    "pattern/or-binding",
    "a name bound inside `p | q`",
    "Only one alternative matches, so a name bound in it might have no value. Write `_` in the alternatives, or give each its own arm.",
    "let pair = (1, 2)\nprint(match pair {\n    (1, x) | (x, 1) => x\n    _ => 0\n})",
    "let pair = (1, 2)\nprint(match pair {\n    (1, x) => x\n    (x, 1) => x\n    _ => 0\n})",
  ),
  spec(
    "error",
    "pattern/duplicate-name",
    "a name bound twice in one pattern",
    "Every name of a pattern is a new variable; it does not compare two parts. Give the second one another name and compare in a guard.",
    'let pair = (1, 1)\nprint(match pair {\n    (a, a) => "same"\n    _ => "different"\n})',
    'let pair = (1, 1)\nprint(match pair {\n    (a, b) if a == b => "same"\n    _ => "different"\n})',
  ),
  spec(
    "error",
    "pattern/arity",
    "a wrong number of sub-patterns",
    "A tuple pattern has one sub-pattern for each element, a variant one for each payload value; `_` stands for what does not matter. `Ok()` and `Err()` mean `Ok(_)` and `Err(_)`.",
    "let pair = (1, 2)\nlet (a, b, c) = pair\nprint(a, b, c)",
    "let pair = (1, 2)\nlet (a, b) = pair\nprint(a, b)",
  ),
  spec(
    "error",
    "pattern/unknown-variant",
    "an upper-case name that is no variant of the matched enum",
    "In a `match` a bare name that starts with an upper-case letter never binds: it is a variant of the static enum type of the value. Where that type is not known, and for variants in lower case, write the enum too: `Status.Draft`. To compare with a constant use a guard: `x if x == MAX`.",
    "enum Status { Draft, Done }\nlet s = Status.Done\nprint(match s {\n    Draft => 1\n    Don => 2\n})",
    "enum Status { Draft, Done }\nlet s = Status.Done\nprint(match s {\n    Draft => 1\n    Done => 2\n})",
  ),
  spec(
    "error",
    "pattern/for",
    "a refutable pattern in `for` or a comprehension",
    "`for` and comprehensions accept names, `_` and tuples of those: a pattern that may fail would have to skip elements or stop. Bind a name, and use `match` in the body.",
    'for (name, 1) in [("a", 1), ("b", 2)] {\n    print(name)\n}',
    'for (name, n) in [("a", 1), ("b", 2)] {\n    if n == 1 { print(name) }\n}',
  ),
];
