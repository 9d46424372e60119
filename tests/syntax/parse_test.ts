import { deepStrictEqual as equal, match, ok, strictEqual } from "node:assert";
import type { Node } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";
import { forEachChild } from "../../src/syntax/visitor.ts";
import { bare, shape, statements } from "./support.ts";

Deno.test("precedence", () => {
  const table: Record<string, string> = {
    "not x == 1": "(== (not x) 1)",
    "f & 4 == 4": "(== (& f 4) 4)",
    "0..n + 1": "(.. 0 (+ n 1))",
    "a or b xor c": "(xor (or a b) c)",
    "a and b ?? c": "(?? (and a b) c)",
    "-x.abs()": "(- (call (. x abs)))",
    "a - b - c": "(- (- a b) c)",
    "a + b * c": "(+ a (* b c))",
    "a << 1 + 2": "(<< a (+ 1 2))",
    "a | b ^ c & d": "(| a (^ b (& c d)))",
    "a not in b == c": "(== (not in a b) c)",
    "a >> b >= c": "(>= (>> a b) c)",
    "not - ~a": "(not (- (~ a)))",
    "a?.b.c ?? d": "(?? (. (?. a b) c) d)",
    "(a?.b).c": "(. [(?. a b)] c)",
    "t.0.1?.2": "(?. (. (. t 0) 1) 2)",
    "f(1)(2)[3].await?": "(try (await (index (call (call f 1) 2) 3)))",
    "x[..]": "(index x (.. _ _))",
    "x[1..]": "(index x (.. 1 _))",
    "x[..=2]": "(index x (..= _ 2))",
    "x[-2..n + 1]": "(index x (.. (- 2) (+ n 1)))",
    "json.parse_as(List<Int>, t)": "(call (. json parse_as) type t)",
  };
  for (const [text, expected] of Object.entries(table)) strictEqual(shape(text), expected, text);
});

Deno.test("type arguments close in >>, >=, >>= and >=>", () => {
  statements(
    "let a: List<List<Int>>= []\nlet b: List<Int>= []\nlet f = fn() -> List<Int>=> []\nfn g() -> Map<Str, List<List<Int>>>=> {}",
  );
});

Deno.test("one element: grouping or tuple", () => {
  equal(["(a)", "(a,)", "()", "(a, b)"].map(shape), ["[a]", "TupleLit", "TupleLit", "TupleLit"]);
});

Deno.test("contextual words are names elsewhere", () => {
  statements(
    "type Mail { from: Str, type: Str, in: Int }\nfn find(type: Str) { }\nlet from = 3\nlet enum = type in [1]\nas = static",
  );
  statements("x.match(1).in.type(for: 1, if=2)\nregex.match(p, s)");
});

Deno.test("heads: a struct literal only in parentheses or brackets", () => {
  const [first, second] = statements("if a == b { c }\nfor x in [P { a: 1 }] { }");
  equal([first.kind, second.kind], ["ExprStmt", "ForStmt"]);
  statements(
    'if x in {"a": 1} { }\nmatch f(P { a }) { _ => P { a: 2 } }\nwhile (P { a: 1 }).a > 0 { let q = P { a: 3 } }',
  );
});

Deno.test("arm bodies: block, map, status return", () => {
  const [stmt] = statements(
    'match x { 1 => { }, 2 => { "a": 1 }, 3 => { "{a}": 1 }, 4 => { f() }, 5 => return 404 { } }',
  );
  ok(stmt.kind === "ExprStmt" && stmt.expr.kind === "MatchExpr");
  equal(stmt.expr.arms.map((arm) => arm.body.kind), ["Block", "MapLit", "MapLit", "Block", "StatusReturn"]);
});

Deno.test("return: status, struct literal, value", () => {
  const kinds = statements(
    'fn f() {\nreturn 404 {"a": 1}\nreturn CODE {"a": 1}\nreturn P {}\nreturn P { a: 1 }\nreturn\nreturn 1\n}',
  );
  ok(kinds[0].kind === "FnDecl" && kinds[0].body?.kind === "Block");
  equal(kinds[0].body.body.map((s) => s.kind), [
    ...["StatusReturn", "StatusReturn", "StatusReturn", "ReturnStmt", "ReturnStmt", "ReturnStmt"],
  ]);
});

Deno.test("doc comments and decorators belong to their declaration", () => {
  const [fn, type, value] = statements(
    '/// F\n@get("/x") @auth\nfn f(/// p\n a: Int) { }\n/// T\ntype T {\n  /// field\n  @min(3) x: Int\n  /// method\n  fn m() => 1\n}\n/// v\nlet v = 1',
  );
  ok(fn.kind === "FnDecl" && type.kind === "TypeDecl" && value.kind === "LetStmt");
  equal([fn.doc, fn.decorators.length, fn.start, fn.params[0].doc], ["F", 2, 6, "p"]);
  equal([type.doc, ...type.members!.map((m) => m.doc), value.doc], ["T", "field", "method", "v"]);
});

Deno.test("patterns", () => {
  const [stmt] = statements(
    "match v { -1 | 2 => 0, -5..=5 => 0, 1.5 => 0, (a, _) => 0, (a,) => 0, (a) => 0, Ok(x) => 0, S.D => 0, S.F(a) => 0, D => 0, null => 0 }",
  );
  ok(stmt.kind === "ExprStmt" && stmt.expr.kind === "MatchExpr");
  equal(stmt.expr.arms.map((arm) => arm.pattern.kind), [
    ...[
      "OrPattern",
      "RangePattern",
      "LiteralPattern",
      "TuplePattern",
      "TuplePattern",
      "NamePattern",
      "VariantPattern",
    ],
    ...["VariantPattern", "VariantPattern", "NamePattern", "LiteralPattern"],
  ]);
});

Deno.test("comprehensions over lines", () => {
  const [a, b] = statements(
    "let a = [x for x in y\n for z in x if z > 1]\nlet b = {\n k: v\n for k in y\n if k\n}",
  );
  ok(
    a.kind === "LetStmt" && b.kind === "LetStmt" && a.value.kind === "ListComp" && b.value.kind === "MapComp",
  );
  equal([a.value.clauses.length, b.value.clauses.length, b.value.condition?.kind], [2, 1, "Name"]);
});

Deno.test("every node has its own id below nodeCount, and lies within its parent", () => {
  const text =
    'from a import (b, c as d,)\n@x(1, k=2) async fn f<T>(a: T?, ...b: Int) -> Fn(Int) -> (T,) {\n  let (p, _) = (1, "a{b:2}c")\n  p.q[1] += fn(x) => { 1: x }\n}';
  const { program, nodeCount } = parse({ path: "t", text });
  const seen = new Set<number>();
  const walk = (node: Node) => {
    ok(!seen.has(node.id) && node.id < nodeCount, node.kind);
    seen.add(node.id);
    forEachChild(node, (child) => {
      ok(child.start >= node.start && child.end <= node.end, `${child.kind} in ${node.kind}`);
      walk(child);
    });
  };
  walk(program);
});

Deno.test("declarations of the standard library", () => {
  const text = `extern fn max<T>(a: T, b: T) -> T
extern fn print(...xs: Any, sep: Str = " ")
extern async fn sleep(ms: Int) -> Null
/// A list
extern type List<T> {
  /// Length
  fn len() -> Int
  static fn of(x: T) -> List<T>
  size: Int
}
extern namespace math {
  let pi: Float
  fn sin(x: Float) -> Float
  namespace clock { fn now() -> Int }
}
extern decorator min(n: Int) on field, param
extern decorator test on fn
`;
  const { program, diagnostics } = parse({ path: "t", text }, { declarations: true });
  equal(diagnostics, []);
  equal(program.body.map((s) => s.kind), [
    ...["FnDecl", "FnDecl", "FnDecl", "TypeDecl", "NamespaceDecl", "DecoratorDecl", "DecoratorDecl"],
  ]);
  const list = program.body[3];
  ok(list.kind === "TypeDecl" && list.isExtern && list.doc === "A list" && list.members![0].doc === "Length");
  ok(parse({ path: "t", text }).diagnostics.length > 0);
});

Deno.test("positions do not matter to the tree", () => {
  equal(bare(statements("f( a ,b )\n\n\nx=1")), bare(statements("f(a, b)\nx = 1")));
});

Deno.test("10 000 lines parse fast", () => {
  const text =
    'fn add(a: Int, b: Int) -> Int {\n    let total = a + b * 2\n    print("sum {total}")\n    return total\n}\n'
      .repeat(2000);
  const started = performance.now();
  strictEqual(parse({ path: "t", text }).diagnostics.length, 0);
  const spent = performance.now() - started;
  ok(spent < 3000, `${spent} ms`);
  match(text, /add/);
});
