import assert from "node:assert/strict";
import { excludesNull, factsOf, pathOf, takesNull } from "../../src/check/narrow/facts.ts";
import { assignedPaths } from "../../src/check/narrow/assigned_paths.ts";
import { NarrowEnvironment } from "../../src/check/narrow/narrow_environment.ts";
import type { Pattern } from "../../src/syntax/ast.ts";
import { find, world } from "./program.ts";

const condition = (text: string) => find(world(`if ${text} { 1 }`).program, "IfExpr").condition;

Deno.test("facts: what a condition says about null", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["x != null", "x", ""],
    ["x == null", "", "x"],
    ["null != x", "x", ""],
    ["(x) != (null)", "x", ""],
    ["not (x == null)", "x", ""],
    ["x != null and y != null", "x y", ""],
    ["x != null and y != null and f(z)", "x y", ""],
    ["x == null or y == null", "", "x y"],
    ["x == null or s.is_empty()", "", "x"],
    ["x == null and y == null", "", ""],
    ["x != null or y != null", "", ""],
    ["not (x == null or y == null)", "x y", ""],
    ["a.b.c != null", "a.b.c", ""],
    ["self.name != null", "self.name", ""],
    ["a?.b != null", "", ""],
    ["a[0] != null", "", ""],
    ["f() != null", "", ""],
    ["null == null", "", ""],
    ["x == 3", "", ""],
    ["x xor y", "", ""],
  ];
  for (const [text, whenTrue, whenFalse] of cases) {
    const facts = factsOf(condition(text));
    assert.equal(facts.whenTrue.join(" "), whenTrue, text);
    assert.equal(facts.whenFalse.join(" "), whenFalse, text);
  }
});

Deno.test("facts: a bare field has the path of self", () => {
  assert.equal(pathOf(condition("name"), (name) => name === "name"), "self.name");
  assert.deepEqual(factsOf(condition("owner.name != null"), (name) => name === "owner").whenTrue, [
    "self.owner.name",
  ]);
});

Deno.test("environment: known until the path or a part of it is assigned", () => {
  const known = NarrowEnvironment.EMPTY.with(["a", "a.b", "a.b.c", "ab"]);
  const after = known.assigned("a.b");
  assert.deepEqual(["a", "a.b", "a.b.c", "ab"].map((path) => after.has(path)), [true, false, false, true]);
  assert.equal(known.assigned("a", true).has("a"), true);
  assert.equal(known.assigned("a", true).has("a.b"), false);
  assert.equal(known.has("a.b.c"), true, "the environment before stays as it was");
});

Deno.test("environment: joins keep what both ways know", () => {
  const one = NarrowEnvironment.EMPTY.with(["x", "y"]);
  const other = NarrowEnvironment.EMPTY.with(["y", "z"]);
  const joined = one.join(other);
  assert.deepEqual(["x", "y", "z"].map((path) => joined.has(path)), [false, true, false]);
  assert.equal(one.join(NarrowEnvironment.UNREACHABLE), one);
  assert.equal(NarrowEnvironment.UNREACHABLE.join(other), other);
  assert.equal(NarrowEnvironment.UNREACHABLE.join(NarrowEnvironment.UNREACHABLE).isReachable, false);
});

Deno.test("environment: after an if that leaves, and in nested functions", () => {
  const test = condition("s == null or t == null");
  const after = NarrowEnvironment.UNREACHABLE.join(NarrowEnvironment.EMPTY.whenFalse(test));
  assert.equal(after.has("s") && after.has("t"), true);
  const inner = after.with(["u.name"]).forNestedFunction((variable) => variable !== "t");
  assert.deepEqual(["s", "t", "u.name"].map((path) => inner.has(path)), [true, false, true]);
});

Deno.test("environment: what a loop assigns is not known at its start", () => {
  const { program } = world(
    "while go { x = f()\n a.b += 1\n for (k, v) in m { y: Int = 2 }\n let g = fn() { hidden = 1 } }",
  );
  assert.deepEqual([...assignedPaths(find(program, "WhileStmt"))].sort(), ["a.b", "g", "k", "v", "x", "y"]);
});

Deno.test("patterns and null", () => {
  const pattern = (text: string): Pattern =>
    find(world(`match v { ${text} => 1 }`).program, "MatchArm").pattern;
  const binds = (one: Pattern) => one.kind === "NamePattern" && /^[a-z]/.test(one.name);
  const excludes = ["1", '"a"', "Ok(_)", "(a, b)", "Draft", "1 | 2", "Status.Draft", "1..5"];
  for (const text of excludes) assert.equal(excludesNull(pattern(text), binds), true, text);
  for (const text of ["null", "_", "name", "1 | null"]) {
    assert.equal(excludesNull(pattern(text), binds), false, text);
  }
  assert.equal(takesNull(pattern("null"), false), true);
  assert.equal(takesNull(pattern("1 | null"), false), true);
  assert.equal(takesNull(pattern("null"), true), false);
  assert.equal(takesNull(pattern("name"), false), false);
});
