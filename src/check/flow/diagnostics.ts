/** The descriptions of the `flow/*` codes and of `name/before-assignment`, for `fitz explain` and the documentation. */

import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";
import { diagnosticSpec as spec } from "../../diagnostics/diagnostic_spec.ts";

export const FLOW_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  spec(
    "error",
    "name/before-assignment",
    "a variable read that no assignment can precede",
    "Functions and types are visible everywhere in their module; a variable has a value only after an assignment has run. No path leads from an assignment to this read. (Where only some paths are without one, the read is checked when the program runs.)",
    "print(total)\ntotal = 3",
    "total = 3\nprint(total)",
  ),
  spec(
    "error",
    "flow/return-outside",
    "`return` at the top level",
    "`return` leaves a function, and the top level of a module is none. Put the statements into a function, or use `if` around what is to be skipped.",
    "let n = 3\nif n > 2 { return }\nprint(n)",
    "let n = 3\nif n <= 2 { print(n) }",
  ),
  spec(
    "error",
    "flow/loop-control-outside",
    "`break` or `continue` outside a loop of the same function",
    "They act on a `loop`, `while` or `for` around them; an inline function inside a loop is a function of its own. Use `return` to leave a function.",
    "[1, 2, 3].each(fn(n) {\n    if n == 2 { break }\n    print(n)\n})",
    "for n in [1, 2, 3] {\n    if n == 2 { break }\n    print(n)\n}",
  ),
  spec(
    "error",
    "flow/unknown-label",
    "a label that no enclosing loop has",
    "A label is written before a loop, `'name: for …`, and `break 'name` or `continue 'name` inside that loop act on it. A label outside of the current function does not count.",
    "'rows: for y in 0..3 {\n    for x in 0..3 {\n        if x > y { continue 'row }\n        print(x, y)\n    }\n}",
    "'rows: for y in 0..3 {\n    for x in 0..3 {\n        if x > y { continue 'rows }\n        print(x, y)\n    }\n}",
  ),
  spec(
    "error",
    "flow/break-value",
    "`break` with a value out of `while` or `for`",
    "Only `loop` is an expression, so only its `break` may carry a value. Use `loop`, or assign a variable before the `break`.",
    "for n in 1..9 {\n    if n * n > 20 { break n }\n}",
    "let n = 1\nlet found = loop {\n    if n * n > 20 { break n }\n    n += 1\n}\nprint(found)",
  ),
  spec(
    "error",
    "flow/missing-return",
    "a block that can end without the declared result",
    "The last expression of a function's block is not its result: a function that reaches the end of its block returns `null`. Write `return`, use an arrow body `=> …`, or declare a nullable result. A `loop` without `break`, a call of `panic`, and an `if` with `else` or an exhaustive `match` whose branches all leave do not reach the end.",
    "fn twice(n: Int) -> Int {\n    n * 2\n}\nprint(twice(4))",
    "fn twice(n: Int) -> Int {\n    return n * 2\n}\nprint(twice(4))",
  ),
  spec(
    "warning",
    "flow/unreachable",
    "a statement after one that always leaves",
    "Nothing after a `return`, `break`, `continue` or `panic` of the same block runs. Remove the statement, or move it up.",
    'fn sign(n: Int) -> Int {\n    return if n < 0 { -1 } else { 1 }\n    print("done")\n}\nprint(sign(4))',
    'fn sign(n: Int) -> Int {\n    print("done")\n    return if n < 0 { -1 } else { 1 }\n}\nprint(sign(4))',
  ),
  spec(
    "warning",
    "flow/main-not-called",
    "a `main` that nothing calls",
    "No function is called by its name: the statements of the entry file run from top to bottom. Call `main()` at the end of the file, or write its statements at the top level.",
    'fn main() {\n    print("hello")\n}',
    'fn main() {\n    print("hello")\n}\nmain()',
  ),
];
