/** Names and types across modules (language.md 15.2): modules by name, dependencies first, and the diagnostics that they give. */
import { deepStrictEqual } from "node:assert/strict";
import { checkModules, summary } from "./check_text.ts";

const CASES: [string, Record<string, string>, string[]][] = [
  ["reexport", {
    a: "let x = 1\nfn f(n: Int) -> Int => n\ntype T { v: Int\n static fn of(v: Int) -> T => T { v: v } }\nenum E { A, B(n: Int) }\n_p = 1",
    b: "from a import x, f as g, T, E\nimport a",
    main:
      'from b import x, g, T as U, E\nimport b\nlet n: Int = x + g(1) + U { v: 1 }.v + b.a.f(2) + b.T.of(1).v\nlet e: E = b.E.A\nprint(match e { A => 1, B(k) => k }, b.g("x"))',
  }, ["type/mismatch 5:42"]],
  ["module var types", {
    a: "count = 0\nfn bump() { count += 1 }",
    main: "from a import count, bump\nimport a\nbump()\nlet s: Str = count\nlet t: Str = a.count",
  }, ["type/mismatch 4:14", "type/mismatch 5:14"]],
  ["type via module not name", { a: "type T { v: Int }", main: "import a\nfn f(t: T) -> Int => t.v" }, [
    "name/unknown-type 2:9",
  ]],
  ["module as value", { a: "x = 1", main: "import a\nprint(a, a == a)\na()" }, ["type/not-callable 3:1"]],
  ["same type identity", {
    a: "type T { v: Int }\nfn mk() -> T => T { v: 1 }",
    b: "type T { v: Int }",
    main: "from a import T, mk\nimport b\nlet t: T = mk()\nlet u: T = b.mk2()",
  }, ["module/no-such-name 4:14"]],
  ["private type member", {
    a: "type T { _v: Int = 1\n fn _m() => 1 }",
    main: "from a import T\nprint(T {}._v)\nT {}._m()",
  }, ["field/private 2:12", "field/private 3:6"]],
  ["method through import", {
    a: "type T { v: Int\n fn dbl() -> Int => v * 2 }",
    main: "from a import T as K\nlet n: Str = K { v: 1 }.dbl()",
  }, ["type/mismatch 2:14"]],
  ["import enum variants", {
    a: "enum S { Draft, Done(n: Int) }",
    main:
      "from a import S\nfn f(s: S) -> Int => match s { Draft => 0, S.Done(n) => n }\nprint(f(S.Done(1)), f(S.Draft))",
  }, []],
  ["import private twice", { a: "_x = 1", main: "from a import _x\nprint(_x)" }, ["module/private 1:15"]],
  ["alias import type", {
    a: "type Id = Int\ntype Pair<T> = (T, T)",
    main: 'from a import Id, Pair\nlet i: Id = "x"\nlet p: Pair<Id> = (1, 2)',
  }, ["type/mismatch 2:13"]],
  ["unused import name ok", { a: "x = 1", main: "import a as b\nprint(b.x + 1)" }, []],
  ["assign imported", { a: "x = 1", main: "from a import x\nx = 2\nlet x = 3" }, ["name/duplicate 3:5"]],
  ["fn local shadows import", {
    a: "x = 1",
    main: 'from a import x\nfn f() { let x = "s"\n return x.len() }\nprint(f(), x)',
  }, []],
  ["plain assign to import in fn", { a: "x = 1", main: "from a import x\nfn f() { x = 2 }\nf()" }, [
    "name/not-assignable 2:10",
  ]],
];

for (const [name, modules, expected] of CASES) {
  Deno.test(`checker, modules: ${name}`, () => {
    const found = summary(checkModules(modules)).map((line) => line.split(" ").slice(0, 2).join(" "));
    deepStrictEqual(found, expected);
  });
}
