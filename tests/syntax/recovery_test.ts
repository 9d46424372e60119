import { deepStrictEqual as equal, ok, strictEqual } from "node:assert";
import { SYNTAX_DIAGNOSTICS } from "../../src/syntax/diagnostics.ts";
import { parse } from "../../src/syntax/parse.ts";
import { codes, messages } from "./support.ts";

Deno.test("the wrong program of each code raises exactly that code, the right one none", () => {
  for (const { code, wrong, right } of SYNTAX_DIAGNOSTICS) {
    equal(codes(wrong), [code], `${code} wrong`);
    equal(codes(right), [], `${code} right`);
  }
});

Deno.test("several mistakes are all reported, each once", () => {
  equal(
    messages("let x = = 3\nprint(1 2)\nfn f(a Int) {\n    let = 4\n}\nlet y = [1, 2\nprint(y)"),
    [
      "1:9 parse/unexpected-token expected an expression, found `=`",
      "2:9 parse/unexpected-token expected `,` or `)`, found `2`",
      "3:8 parse/unexpected-token expected `,` or `)`, found `Int`",
      "4:9 parse/unexpected-token expected a name or `(`, found `=`",
      "6:9 parse/unclosed this `[` has no closing `]`",
    ],
  );
});

Deno.test("what could be parsed is kept", () => {
  const { program } = parse({
    path: "t",
    text: "let a = \nfn f() { return 1 2 }\nlet b = foo.\nlet c = 3\ntype T {\n x: Int\n y Str\n z: Int\n}",
  });
  equal(program.body.map((s) => s.kind), ["LetStmt", "FnDecl", "LetStmt", "LetStmt", "TypeDecl"]);
  const type = program.body[4];
  ok(type.kind === "TypeDecl");
  equal(type.members!.map((m) => m.name.name), ["x", "z"]);
});

Deno.test("unclosed brackets point at the bracket", () => {
  equal(messages('fn f() {\n    print("a"\n    let x = 1\n}'), [
    "2:10 parse/unclosed this `(` has no closing `)`",
  ]);
  equal(messages("fn f() {\n    if a {\n        b()\n}\nfn g() {\n}"), [
    "2:10 parse/unclosed this `{` has no closing `}`",
  ]);
  equal(messages("f(1, [2, 3)"), ["1:6 parse/unclosed this `[` has no closing `]`"]);
  equal(messages("f(P { a: b.len) })"), ["1:15 parse/unclosed `)` has no opening `(`"]);
  equal(messages("f(P { a: b.len( })"), ["1:15 parse/unclosed this `(` has no closing `)`"]);
  equal(messages("type A {\n    x: Int\nlet a = 1\nlet b = f(a)"), [
    "1:8 parse/unclosed this `{` has no closing `}`",
  ]);
  equal(messages("match a\n    1 => 2\n    _ => 3\n}\nf()"), [
    "1:8 parse/unexpected-token expected `{`, found end of line",
  ]);
  equal(messages("f()\n}"), ["2:1 parse/unclosed `}` has no opening `{`"]);
});

Deno.test("a lexical mistake is not reported again by the parser", () => {
  equal(codes("let 🎉 = 1"), ["lex/unknown-character"]);
  equal(codes('print("a {b")\nprint(1)'), ["lex/unterminated-string"]);
  equal(codes('print("abc\nprint(1)'), ["lex/newline-in-string"]);
  equal(codes("f(1, § 2)"), ["lex/unknown-character"]);
});

Deno.test("other languages", () => {
  for (
    const text of [
      "a && b",
      "a || b",
      "!a",
      "a === b",
      "a ** b",
      "a++",
      "--a",
      "x = +a",
      "x = a ? b : c",
      "x = a ? 1 : 2",
      "if a { } elif b { }",
      "const a = 1",
      "var a = 1",
      "let mut a = 1",
      "def f() { }",
      "function f() { }",
      "class A { x: Int }",
      "struct A { x: Int }",
      "interface A { x: Int }",
      "pub fn f() { }",
      "try { f() } catch (e) { }",
      "throw f x",
      "do { f() } while (a)",
      "switch (a) { case 1: f() }",
    ]
  ) equal(codes(text), ["parse/foreign-syntax"], text);
});

Deno.test("deep nesting ends in a message, not in a crash", () => {
  const n = 10_000;
  const cases = {
    parens: "x = " + "(".repeat(n) + "1" + ")".repeat(n),
    lists: "x = " + "[".repeat(n) + "]".repeat(n),
    maps: "x = " + "{1: ".repeat(n) + "1" + "}".repeat(n),
    minus: "x = " + "- ".repeat(n) + "1",
    ifs: "if a { ".repeat(n) + "}".repeat(n),
    functions: "x = " + "fn() => ".repeat(n) + "1",
    strings: "x = " + '"{'.repeat(n) + "1" + '}"'.repeat(n),
    operators: "x = 1" + " + 1".repeat(n),
    members: "x = a" + ".b".repeat(n),
    types: "let x: " + "List<".repeat(n) + "Int" + ">".repeat(n) + " = 1",
  };
  for (const [name, text] of Object.entries(cases)) equal(codes(text), ["parse/unexpected-token"], name);
  equal(codes("x = " + "(".repeat(200) + "1" + ")".repeat(200)), []);
  equal(codes("if a { ".repeat(200) + "}".repeat(200)), []);
});

Deno.test("any damage to a program leaves a tree and a reason", () => {
  const source =
    'fn f(a: Int, b = "x{a}") -> Int {\n    match a { 1 => "{", n if n > 2 => P { a, ..b }, _ => return 4 }\n    xs[1] += [x for x in y]\n}\n';
  for (let i = 0; i < source.length; i++) {
    for (const damage of ["", "(", "}", '"', "\n"]) {
      const text = source.slice(0, i) + damage + source.slice(i + 1);
      const { program, diagnostics } = parse({ path: "t", text });
      strictEqual(program.kind, "Program");
      if (
        JSON.stringify(program, (_, v) => typeof v === "bigint" ? String(v) : v).includes('"kind":"Error')
      ) ok(diagnostics.length > 0, text);
      for (const d of diagnostics) {
        ok(d.span.start >= 0 && d.span.end <= text.length && d.span.start <= d.span.end, text);
      }
    }
  }
});
