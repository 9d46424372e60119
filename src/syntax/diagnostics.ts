/** The descriptions of the `lex/*` and `parse/*` codes, for `fitz explain` and the documentation. */

import type { DiagnosticSpec } from "../diagnostics/diagnostic.ts";

function error(
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec {
  return { code, severity: "error", summary, explanation, wrong: wrong + "\n", right: right + "\n" };
}

const LEX: readonly DiagnosticSpec[] = [
  error(
    "lex/unknown-character",
    "a character that starts no token",
    "Outside strings and comments a program consists of names, numbers, strings, operators and brackets. Names are letters, digits and `_`; " +
      "emoji and symbols such as `$` or `#` are not part of them. Comments start with `//`.",
    "let price$ = 3\nprint(price)",
    "let price = 3\nprint(price)",
  ),
  error(
    "lex/bad-number",
    "a malformed number",
    "A `_` stands only between two digits, digits must follow `0x`, `0b`, `0o` and the `e` of an exponent, the digits must fit the base, and a letter cannot " +
      "follow a number directly.",
    "print(1__000)",
    "print(1_000)",
  ),
  error(
    "lex/number-too-large",
    "an Int or Float literal out of range",
    "An `Int` has 64 bits: literals go up to 9223372036854775807. The number 9223372036854775808 is accepted only directly after a unary `-`. A `Float` goes up to " +
      "about 1.8e308. Use `Decimal` for larger exact numbers.",
    "print(9223372036854775808)",
    "print(9223372036854775807)",
  ),
  error(
    "lex/unterminated-string",
    "a string, bytes literal or interpolation without end",
    'A `"""` text ends with `"""`, a `b"` literal with `"` on the same line, and an interpolation `{…}` with the `}` that balances it, on the same line in a `"…"` ' +
      "string. A brace that is text is written `\\{`.",
    'print("a {1 + 2")',
    'print("a {1 + 2}")',
  ),
  error(
    "lex/newline-in-string",
    "a raw line end in a one-line string",
    'A `"…"` string ends on the line where it starts. Write `\\n` for a line end, or use `"""…"""` for a text of several lines.',
    'let text = "one\nprint(text)',
    'let text = "one\\n"\nprint(text)',
  ),
  error(
    "lex/bad-escape",
    "an unknown or malformed escape",
    'Strings know `\\n \\t \\r \\0 \\b \\\\ \\" \\{ \\}`, `\\xHH` up to `\\x7F`, and `\\u{H…}` with one to six hex digits of a Unicode character that is not a surrogate. ' +
      "A backslash that is text is written `\\\\`. Bytes literals have no `\\b`, `\\{`, `\\}` and `\\u`, and `\\xHH` goes up to `\\xFF`.",
    'print("C:\\d")',
    'print("C:\\\\d")',
  ),
  error(
    "lex/lone-brace",
    "a `}` in a string that closes no interpolation",
    "Braces in strings enclose interpolations. A closing brace that is text is written `\\}`.",
    'print("a } b")',
    'print("a \\} b")',
  ),
  error(
    "lex/single-quotes",
    "a string in single quotes",
    "Strings are written with double quotes. A single quote begins the label of a loop: `'outer: for …`.",
    "print('hello')",
    'print("hello")',
  ),
  error(
    "lex/unterminated-comment",
    "`/*` without `*/`",
    "A block comment ends with the first `*/`; comments do not nest.",
    "print(1)\n/* never closed",
    "print(1)\n/* closed */",
  ),
];

const PARSE: readonly DiagnosticSpec[] = [
  error(
    "parse/unexpected-token",
    "a token that the grammar does not allow",
    "The message names what could stand here and what was found. The mistake is often right before this place: a missing comma, operator or bracket.",
    "print(1 2)",
    "print(1, 2)",
  ),
  error(
    "parse/unclosed",
    "a bracket or brace without its partner",
    "Every `(`, `[` and `{` needs its closing partner, in the right order. The label shows the bracket that was opened.",
    "let xs = [1, 2\nprint(xs)",
    "let xs = [1, 2]\nprint(xs)",
  ),
  error(
    "parse/foreign-syntax",
    "an operator or word that Fitz spells differently",
    "Fitz writes `and`, `or`, `not`, `==`, `+= 1`, `if a { b } else { c }`, `else if`, `let`, `fn`, `type`, `match`, `null` and `self`. Errors are `Result` values: there is no `try`, `catch` or `throw`.",
    "let a = true && false\nprint(a)",
    "let a = true and false\nprint(a)",
  ),
  error(
    "parse/reserved-word",
    "a keyword or reserved name where a new name is declared",
    "Keywords are not names of variables, parameters, functions or types; `Ok`, `Err`, `Fn` and the built-in type names cannot be declared again. Fields, methods and " +
      "arguments may be called like a keyword.",
    "let match = 3\nprint(4)",
    "let found = 3\nprint(found)",
  ),
  error(
    "parse/empty-interpolation",
    "`{}` in a string",
    "Braces in a string enclose an expression. Write `\\{` and `\\}` for braces that are text.",
    'print("a {} b")',
    'print("a \\{\\} b")',
  ),
  error(
    "parse/struct-in-head",
    "a struct literal in a head without parentheses",
    "Between `if`, `while`, `for … in` or `match` and the block, `Name {` would open the block. Put the struct literal in parentheses.",
    "type Point { x: Int }\nlet p = Point { x: 1 }\nif p == Point { x: 1 } { print(p) }",
    "type Point { x: Int }\nlet p = Point { x: 1 }\nif p == (Point { x: 1 }) { print(p) }",
  ),
  error(
    "parse/default-order",
    "a parameter without default after one with default",
    "Arguments are matched from left to right: once a parameter has a default, all that follow need one too.",
    "fn label(size = 3, text) => text\nprint(label(1, 2))",
    "fn label(text, size = 3) => text\nprint(label(1, 2))",
  ),
  error(
    "parse/variadic",
    "`...` not last, or with a default",
    "A variadic parameter takes all remaining arguments: it is the last one. Without arguments it is an empty list, so it has no default.",
    "fn f(...xs: Int, y: Int) => y\nprint(1)",
    "fn f(y: Int, ...xs: Int) => y\nprint(1)",
  ),
  error(
    "parse/positional-after-named",
    "a positional argument after a named one",
    "Positional arguments come first, named ones after them in any order.",
    "fn f(a, b) => a\nprint(f(b: 1, 2))",
    "fn f(a, b) => a\nprint(f(2, b: 1))",
  ),
  error(
    "parse/not-top-level",
    "`type`, `enum`, `import` or `from` inside a body",
    "Types, enums and imports belong to a module: they stand at its top level, not inside functions or blocks. Functions may be nested.",
    "fn f() {\n    type Point { x: Int }\n}\nf()",
    "type Point { x: Int }\nfn f() {\n}\nf()",
  ),
  error(
    "parse/not-a-target",
    "an assignment to something that is no target",
    "Variables, fields (`obj.field`) and elements (`xs[i]`, `m[k]`) can be assigned. Calls, slices, `a?.b` and other expressions cannot. To compare, write `==`.",
    "fn f() => 1\nf() = 2",
    "fn f() => 1\nlet x = f()",
  ),
];

/** Every code that the syntax room reports. */
export const SYNTAX_DIAGNOSTICS: readonly DiagnosticSpec[] = [...LEX, ...PARSE];
