import assert from "node:assert/strict";
import { EditBuffer } from "../../src/cli/repl/editor/edit_buffer.ts";
import { decodeKeys } from "../../src/cli/repl/editor/keys.ts";
import { highlight } from "../../src/cli/repl/editor/highlight.ts";
import { isComplete } from "../../src/cli/repl/is_complete.ts";

Deno.test("an input goes on while something is open that can still be closed", () => {
  const open = [
    "f(1,",
    "let x = [1,",
    "fn f() {\n    g(1,\n",
    'x = """a\nb',
    "/* a",
    "match x {\n    A => 1",
    '@get("/")',
    "/// text",
  ];
  for (const text of open) assert.equal(isComplete(text), false, text);
  const whole = [
    "f(1)",
    "x)",
    '{ "a": (1 }',
    "f(\n) }",
    'x = "abc',
    '@get("/")\nfn f() => 1',
    "// (",
    "",
    '"{[1]}"',
    'x = """a\n"""',
  ];
  for (const text of whole) assert.equal(isComplete(text), true, text);
});

Deno.test("what a terminal sends becomes keys, also in pieces", () => {
  const names = (text: string) =>
    decodeKeys(text).keys.map((key) => key.kind === "key" ? key.name : `${key.kind}:${key.text}`);
  assert.deepEqual(names("ab\r\x01\x7f\t"), ["text:ab", "Enter", "C-a", "Backspace", "Tab"]);
  assert.deepEqual(names("\x1b[A\x1bOB\x1b[3~\x1bf\x1b\x7f\x1b[1;5D"), [
    "Up",
    "Down",
    "Delete",
    "M-f",
    "M-Backspace",
    "M-b",
  ]);
  assert.deepEqual(names("\x1b[200~a\r\nb\x1b[201~c"), ["paste:a\nb", "text:c"]);
  assert.deepEqual(decodeKeys("x\x1b[200~half"), {
    keys: [{ kind: "text", text: "x" }],
    rest: "\x1b[200~half",
  });
  assert.deepEqual(decodeKeys("x\x1b[1;").rest, "\x1b[1;");
});

Deno.test("keys of emacs", () => {
  const after = (text: string, ...keys: string[]) => {
    const buffer = new EditBuffer();
    buffer.set(text);
    for (const key of keys) buffer.edit(key);
    return `${buffer.text.slice(0, buffer.cursor)}|${buffer.text.slice(buffer.cursor)}`;
  };
  assert.equal(after("one two", "M-b"), "one |two");
  assert.equal(after("one two", "M-b", "M-b", "M-f"), "one| two");
  assert.equal(after("one two", "C-w", "C-y", "C-y"), "one twotwo|");
  assert.equal(after("one two", "C-a", "M-d", "C-e", "C-y"), " twoone|");
  assert.equal(after("ab\ncd", "C-a"), "ab\n|cd");
  assert.equal(after("ab\ncd", "M-<", "C-k"), "|\ncd");
  assert.equal(after("ab\ncd", "M-<", "C-k", "C-k"), "|cd");
  assert.equal(after("abc", "C-b", "C-t"), "acb|");
  // What people see as one character goes at once.
  assert.equal(after("x👩‍👧", "Backspace"), "x|");
  assert.equal(after("e\u0301", "Backspace"), "|");
  assert.equal(after("👩‍👧y", "C-a", "Delete"), "|y");
  assert.equal(after("ab", "C-a", "C-b", "C-d", "C-f", "C-f"), "b|");
});

Deno.test("highlighting changes nothing but colours", () => {
  for (
    const text of [
      'let x = "a {y} b" // c',
      '@get("/")\nfn f() -> Int => 1',
      ":type x",
      'x = """open',
      "match { ☃",
    ]
  ) {
    // deno-lint-ignore no-control-regex
    assert.equal(highlight(text).replace(/\x1b\[[0-9;]*m/g, ""), text);
  }
  assert.equal(highlight("let Aa"), "\x1b[35mlet\x1b[0m \x1b[36mAa\x1b[0m");
});
