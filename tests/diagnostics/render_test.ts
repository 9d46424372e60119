import assert from "node:assert/strict";
import { diagnostic, type SourceFile, type Span } from "../../src/diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { renderGithub } from "../../src/diagnostics/render_github.ts";
import { renderHuman } from "../../src/diagnostics/render_human.ts";
import { renderJson } from "../../src/diagnostics/render_json.ts";

function spanOf(file: SourceFile, text: string, from = 0): Span {
  const start = file.text.indexOf(text, from);
  assert.notEqual(start, -1, `no ${text} in the file`);
  return { file, start, end: start + text.length };
}

const hall: SourceFile = { path: "src/hall.fitz", text: '\n\n\nlet seats: Int = "forty"\n' };

Deno.test("human: the example of the specification", () => {
  const one = diagnostic("error", "type/mismatch", spanOf(hall, '"forty"'), "expected `Int`, found `Str`", {
    label: "this is a `Str`",
    help: ['convert it: `"forty".to_int()`'],
  });
  assert.equal(
    renderHuman(one),
    `error[type/mismatch]: expected \`Int\`, found \`Str\`
 --> src/hall.fitz:4:18
  |
4 | let seats: Int = "forty"
  |                  ^^^^^^^ this is a \`Str\`
  = help: convert it: \`"forty".to_int()\``,
  );
});

Deno.test("human: labels in the same file and in another, notes, wide gutter", () => {
  const file: SourceFile = { path: "a.fitz", text: "fn f() {}\n".repeat(11) + "f(1)\n" };
  const other: SourceFile = { path: "b.fitz", text: "one\ntwo\n" };
  const one = diagnostic("warning", "name/redefined", spanOf(file, "f(1)"), "again", {
    labels: [
      { span: { file, start: 3, end: 4 }, text: "first here" },
      { span: spanOf(file, "{}", 90), text: "" },
      { span: spanOf(other, "two"), text: "and there" },
    ],
    notes: ["first line\nsecond line"],
  });
  assert.equal(
    renderHuman(one),
    `warning[name/redefined]: again
  --> a.fitz:12:1
   |
 1 | fn f() {}
   |    - first here
...
10 | fn f() {}
   |        --
11 | fn f() {}
12 | f(1)
   | ^^^^
  ::: b.fitz:2:1
   |
 2 | two
   | --- and there
   = note: first line
           second line`,
  );
});

Deno.test("human: a span over several lines is marked at both ends", () => {
  const file: SourceFile = { path: "m.fitz", text: "let a = match x {\n    1 => 2\n    3 => 4\n  }\n" };
  const span = { file, start: 8, end: file.text.length - 1 };
  assert.equal(
    renderHuman(diagnostic("error", "match/missing-case", span, "m", { label: "here" })),
    `error[match/missing-case]: m
 --> m.fitz:1:9
  |
1 | let a = match x {
  |         ^^^^^^^^^
...
4 |   }
  |   ^ here`,
  );
});

Deno.test("human: tabs, wide characters, astral characters, control characters", () => {
  const file: SourceFile = { path: "w.fitz", text: "\tlet 漢 = 😀\u001b + é\n" };
  const at = renderHuman(diagnostic("error", "x/y", spanOf(file, "é"), "m")).split("\n");
  assert.equal(at[1], " --> w.fitz:1:15");
  assert.equal(at[3], "1 |     let 漢 = 😀␛ + é");
  assert.equal(at[4], "  |                    ^");
  const wide = renderHuman(diagnostic("error", "x/y", spanOf(file, "漢"), "m")).split("\n");
  assert.equal(wide[4], "  |         ^^");
});

Deno.test("human: empty spans, ends of lines and of files get one caret", () => {
  const file: SourceFile = { path: "e.fitz", text: "let x =\r\nlet" };
  const end = renderHuman(diagnostic("error", "x/y", { file, start: 12, end: 12 }, "m")).split("\n");
  assert.deepEqual(end.slice(1), [" --> e.fitz:2:4", "  |", "2 | let", "  |    ^"]);
  const newline = renderHuman(diagnostic("error", "x/y", { file, start: 7, end: 9 }, "m")).split("\n");
  assert.deepEqual(newline.slice(1), [" --> e.fitz:1:8", "  |", "1 | let x =", "  |        ^"]);
  const empty: SourceFile = { path: "n.fitz", text: "" };
  const none = renderHuman(diagnostic("error", "x/y", { file: empty, start: 0, end: 0 }, "m")).split("\n");
  assert.deepEqual(none.slice(1), [" --> n.fitz:1:1", "  |", "1 |", "  | ^"]);
});

Deno.test("human: a line of 10 MB is cut around the span, quickly", () => {
  const file: SourceFile = { path: "l.fitz", text: "x".repeat(5_000_000) + "@@@" + "y".repeat(5_000_000) };
  const started = performance.now();
  const text = renderHuman(diagnostic("error", "lex/unknown-character", spanOf(file, "@@@"), "m"));
  assert.ok(performance.now() - started < 1000);
  assert.equal(
    text.split("\n")[3],
    `1 | …${"x".repeat(40)}@@@${"y".repeat(117)}…`,
  );
  assert.equal(text.split("\n")[4], `  | ${" ".repeat(41)}^^^`);
});

Deno.test("human: colours only when asked for", () => {
  const one = diagnostic("error", "x/y", spanOf(hall, "seats"), "m");
  assert.ok(!renderHuman(one).includes("\x1b"));
  assert.ok(renderHuman(one, { color: true }).startsWith("\x1b[1;31merror[x/y]\x1b[0m"));
});

Deno.test("a file shows at most 100 and names how many are left", () => {
  const file: SourceFile = { path: "many.fitz", text: "a\n".repeat(150) };
  const all = Array.from(
    { length: 130 },
    (_, i) => diagnostic("error", "x/y", { file, start: i * 2, end: i * 2 + 1 }, `m${i}`),
  );
  const text = renderDiagnostics(all.toReversed());
  assert.equal(text.match(/^error/gm)!.length, 100);
  assert.ok(text.startsWith("error[x/y]: m0\n"));
  assert.ok(text.endsWith("\n… and 30 more in many.fitz\n"));
});

Deno.test("sorted by file and position, equal ones once", () => {
  const b: SourceFile = { path: "b.fitz", text: "b b" };
  const a: SourceFile = { path: "a.fitz", text: "a" };
  const first = diagnostic("error", "x/y", { file: b, start: 2, end: 3 }, "second");
  const text = renderDiagnostics([
    first,
    first,
    diagnostic("error", "x/y", { file: b, start: 0, end: 1 }, "first"),
    diagnostic("error", "x/y", { file: a, start: 0, end: 1 }, "zero"),
  ], "github");
  assert.deepEqual([...text.matchAll(/::(\w+)\n/g)].map((m) => m[1]), ["zero", "first", "second"]);
});

Deno.test("json: one object with places and fixes", () => {
  const span = spanOf(hall, '"forty"');
  const one = diagnostic("error", "type/mismatch", span, "m", {
    label: "l",
    help: ["h"],
    fixes: [{ title: "t", safe: false, edits: [{ span, replacement: "40" }] }],
  });
  const place = { file: "src/hall.fitz", line: 4, column: 18, end_line: 4, end_column: 25 };
  assert.deepEqual(JSON.parse(renderJson(one)), {
    code: "type/mismatch",
    severity: "error",
    message: "m",
    ...place,
    labels: [{ ...place, text: "l" }],
    help: ["h"],
    fixes: [{ title: "t", safe: false, edits: [{ ...place, replacement: "40" }] }],
  });
});

Deno.test("github: one escaped workflow command", () => {
  const one = diagnostic("warning", "flow/unreachable", spanOf(hall, "seats"), "50% of it", {
    help: ["drop it"],
  });
  assert.equal(
    renderGithub(one),
    "::warning file=src/hall.fitz,line=4,endLine=4,col=5,endColumn=10,title=flow/unreachable::50%25 of it%0Ahelp: drop it",
  );
});
