import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { JsonSyntaxProblem } from "../../src/runtime/json/node.ts";
import { scanJson } from "../../src/runtime/json/scan.ts";

Deno.test("what is not JSON is told with line, column and reason", () => {
  const cases: [string, string][] = [
    ["", "line 1, column 1: expected a value, found the end of the text"],
    ["{", "line 1, column 2: expected a key in double quotes, found the end of the text"],
    ["[1,]", "line 1, column 4: expected a value, found `]`"],
    ["[1 2]", "line 1, column 4: expected `,` or `]`, found `2`"],
    ['{"a" 1}', "line 1, column 6: expected `:` after the key, found `1`"],
    ["{a: 1}", "line 1, column 2: expected a key in double quotes, found `a`"],
    ['{"a": 1}\n x', "line 2, column 2: unexpected `x` after the value"],
    ["\ufeff1", "line 1, column 1: a byte-order mark is not allowed"],
    ['"é😀" x', "line 1, column 6: unexpected `x` after the value"],
    ["01", "line 1, column 1: malformed number"],
    ["1.", "line 1, column 1: malformed number"],
    ["-", "line 1, column 1: malformed number"],
    ["1e999", "line 1, column 1: number too large"],
    ['"abc', "line 1, column 1: a string without end"],
    ['"a\nb"', "line 1, column 3: a control character in a string must be escaped"],
    ['"\\x"', "line 1, column 2: unknown escape `\\x`"],
    ['"\\u12"', "line 1, column 2: `\\u` needs four hex digits"],
    ["tru", "line 1, column 1: expected a value, found `t`"],
    ["[".repeat(129), "line 1, column 129: nested deeper than 128 levels"],
  ];
  for (const [text, expected] of cases) {
    const problem = scanJson(text);
    strictEqual(
      problem instanceof JsonSyntaxProblem && problem.toString(),
      `invalid JSON at ${expected}`,
      text,
    );
  }
});

Deno.test("what is JSON agrees with JSON.parse", () => {
  const texts = [
    "null",
    " [1, -2.5e3, true] ",
    '{"a": {"b": []}, "a": 2}',
    '"\\u00e9\\n\\/"',
    "[" + "[".repeat(126) + "]".repeat(126) + "]",
    "-0",
    "{}",
  ];
  for (const text of texts) deepStrictEqual(plain(scanJson(text)), JSON.parse(text), text);
});

Deno.test("random texts: the reader and JSON.parse accept the same ones", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    "1",
    "-2.5",
    "true",
    "null",
    " ",
    '"\\n"',
    "1e5",
    "x",
    '"',
  ];
  let seed = 7;
  const next = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 5000; round++) {
    let text = "";
    for (let i = next(12); i >= 0; i--) text += pieces[next(pieces.length)];
    const node = scanJson(text);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined;
    }
    strictEqual(node instanceof JsonSyntaxProblem, value === undefined, text);
    if (!(node instanceof JsonSyntaxProblem)) deepStrictEqual(plain(node), value, text);
  }
});

// deno-lint-ignore no-explicit-any
function plain(node: any): unknown {
  switch (node.kind) {
    case "Null":
      return null;
    case "Int":
    case "Float":
      return Number(node.text);
    case "List":
      return node.items.map(plain);
    case "Map":
      return Object.fromEntries(
        [...node.entries].map(([key, item]: [string, unknown]) => [key, plain(item)]),
      );
    default:
      return node.value;
  }
}
