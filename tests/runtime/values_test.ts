import assert from "node:assert/strict";
import { compare, ge, gt, le, lt } from "../../src/runtime/operations/compare.ts";
import { display, displayNested } from "../../src/runtime/operations/display.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { Failure } from "../../src/runtime/failures/failure.ts";
import { index, setIndex } from "../../src/runtime/operations/index_access.ts";
import { iterate } from "../../src/runtime/operations/iterate.ts";
import {
  mapDelete,
  mapEntries,
  mapFromEntries,
  mapGet,
  mapSet,
} from "../../src/runtime/operations/map_key.ts";
import { contains } from "../../src/runtime/operations/membership.ts";
import * as op from "../../src/runtime/operations/operators.ts";
import { slice } from "../../src/runtime/operations/slice.ts";
import { typeName } from "../../src/runtime/operations/type_name.ts";
import { Decimal } from "../../src/runtime/values/decimal.ts";
import { EnumValue } from "../../src/runtime/values/enum_value.ts";
import { boxFloat as f } from "../../src/runtime/values/float.ts";
import { Future } from "../../src/runtime/values/future.ts";
import { type FieldInfo, Instance } from "../../src/runtime/values/instance.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { ModuleValue } from "../../src/runtime/values/module_value.ts";
import { Range } from "../../src/runtime/values/range.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";

const field = (name: string, isFloat = false): FieldInfo => ({
  name,
  property: name,
  isFloat,
  isPrivate: false,
  isHidden: false,
  accept: (value) => value,
});
class Point extends Instance {
  constructor(public x: unknown, public y: number | null) {
    super();
  }
}
Object.assign(Point.prototype, {
  info: { name: "Point", fields: [field("x"), field("y", true)], methods: {} },
});
class Empty extends Instance {}
Object.assign(Empty.prototype, { info: { name: "Empty", fields: [], methods: {} } });

const STATUS = {
  name: "Status",
  variants: [{ name: "Draft", payload: [] }, { name: "Failed", payload: ["code", "why"] }],
};
const draft = new EnumValue(STATUS, 0, []);
const failed = (...payload: unknown[]) => new EnumValue(STATUS, 1, payload);
const map = (...entries: [unknown, unknown][]) => mapFromEntries(entries);
const d = (coefficient: bigint, scale: number) => new Decimal(coefficient, scale);

function code(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return "no failure";
}

Deno.test("display: every kind", () => {
  const cyclic: unknown[] = [1];
  cyclic.push(cyclic);
  const cyclicMap = new FitzMap();
  cyclicMap.set("me", cyclicMap);
  const cyclicPoint = new Point(null, 1);
  cyclicPoint.x = [cyclicPoint];
  const rows: [unknown, string][] = [
    ['a"b', 'a"b'],
    [['a"b\\\n\t\r\u0001'], '["a\\"b\\\\\\n\\t\\r\u0001"]'],
    [42, "42"],
    [9007199254740993n, "9007199254740993"],
    [f(2), "2.0"],
    [0.1, "0.1"],
    [0.1 + 0.2, "0.30000000000000004"],
    [f(-0), "-0.0"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [NaN, "NaN"],
    [f(1e16), "1e16"],
    [f(-2.25e21), "-2.25e21"],
    [1.5e-5, "1.5e-5"],
    [0.0001, "0.0001"],
    [0.00009, "9e-5"],
    [f(9999999999999998), "9999999999999998.0"],
    [f(1e100), "1e100"],
    [d(1990n, 2), "19.90"],
    [d(-5n, 2), "-0.05"],
    [true, "true"],
    [null, "null"],
    [new Uint8Array([97, 10, 34, 92, 0, 255, 126]), 'b"a\\n\\"\\\\\\x00\\xff~"'],
    [[1, "a", null], '[1, "a", null]'],
    [[], "[]"],
    [new Tuple([1, "x"]), '(1, "x")'],
    [new Tuple([42]), "(42,)"],
    [new Tuple([]), "()"],
    [map(["k", 1], [2, "b"]), '{"k": 1, 2: "b"}'],
    [map(), "{}"],
    [new Range(0, 5, false), "0..5"],
    [new Range(0, 5, true), "0..=5"],
    [new Ok(3), "Ok(3)"],
    [new Err("text"), 'Err("text")'],
    [draft, "Draft"],
    [failed(1, "x"), 'Failed(1, "x")'],
    [new Point("b", 2), 'Point { x: "b", y: 2.0 }'],
    [new Point(1, null), "Point { x: 1, y: null }"],
    [new Empty(), "Empty {}"],
    [() => null, "<function>"],
    [Object.assign(() => null, { isBuiltin: "len" }), "<builtin len>"],
    [Object.assign(() => null, { isNative: true }), "<native function>"],
    [new ModuleValue("util", {}), "<module util>"],
    [new Future(() => null), "<future>"],
    [cyclic, "[1, [...]]"],
    [cyclicMap, '{"me": {...}}'],
    [cyclicPoint, "Point { x: [Point {...}], y: 1.0 }"],
    [[[1], [1]], "[[1], [1]]"],
  ];
  for (const [value, text] of rows) assert.equal(display(value), text);
  assert.equal(displayNested("a"), '"a"');
});

Deno.test("type names", () => {
  const rows: [unknown, string][] = [[1, "Int"], [2n ** 60n, "Int"], [1.5, "Float"], [f(1), "Float"], [
    NaN,
    "Float",
  ]];
  rows.push(["", "Str"], [true, "Bool"], [null, "Null"], [new Uint8Array(), "Bytes"], [[], "List"], [
    map(),
    "Map",
  ]);
  rows.push([new Range(0, 1, false), "Range"], [new Tuple([]), "Tuple"], [new Ok(1), "Result"], [
    new Err(1),
    "Result",
  ]);
  rows.push([() => null, "Function"], [new Future(() => 1), "Future"], [new ModuleValue("m", {}), "Module"]);
  rows.push([d(1n, 0), "Decimal"], [new Point(1, 2), "Point"], [draft, "Status"]);
  for (const [value, name] of rows) assert.equal(typeName(value), name);
});

Deno.test("equality", () => {
  const fn = () => null;
  const future = new Future(() => 1);
  const rows: [unknown, unknown, boolean][] = [
    [1, f(1), true],
    [1, "1", false],
    [true, 1, false],
    [null, 0, false],
    [NaN, NaN, false],
    [f(-0), 0, true],
    [9007199254740993n, f(9007199254740992), false],
    [9007199254740994n, f(9007199254740994), true],
    [d(10n, 1), 1, true],
    [d(10n, 1), d(100n, 2), true],
    [d(15n, 1), 1.5, false],
    [d(10n, 1), f(1), false],
    [[1, 2], [f(1), f(2)], true],
    [[1, 2], [1], false],
    [new Tuple([1]), new Tuple([f(1)]), true],
    [new Tuple([1]), [1], false],
    [map(["a", 1], ["b", 2]), map(["b", 2], ["a", 1]), true],
    [map(["a", 1]), map(["a", 2]), false],
    [map(["a", null]), map(["b", null]), false],
    [map([1, "x"]), map([f(1), "x"]), true],
    [new Range(0, 4, true), new Range(0, 5, false), true],
    [new Range(3, 1, false), new Range(9, 2, false), true],
    [new Range(0, 4, true), new Range(0, 4, false), false],
    [new Ok(1), new Ok(f(1)), true],
    [new Ok(1), new Err(1), false],
    [draft, draft, true],
    [failed(1, "x"), failed(1, "x"), true],
    [failed(1, "x"), failed(2, "x"), false],
    [new Point(1, 2), new Point(f(1), 2), true],
    [new Point(1, NaN), new Point(1, NaN), false],
    [new Empty(), new Point(1, 2), false],
    [new Uint8Array([1]), new Uint8Array([1]), true],
    [fn, fn, false],
    [future, future, false],
    [[fn], [fn], false],
    ["é", "é", true],
  ];
  for (const [a, b, same] of rows) {
    assert.equal(equals(a, b), same, `${display(a)} == ${display(b)}`);
    assert.equal(equals(b, a), same, `${display(b)} == ${display(a)}`);
  }
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  assert.equal(code(() => equals(cyclic, cyclic)), "run/stack-overflow");
});

Deno.test("order", () => {
  assert.ok(lt("Z", "a") && lt("\uFFFD", "😀") && gt("😀", "\uFFFD") && le("a", "a") && lt("a", "ab"));
  assert.ok(lt(9007199254740992, 9007199254740993n) && lt(f(9007199254740992), 9007199254740993n));
  assert.ok(lt(1, 1.5) && ge(f(2), 2) && lt(d(15n, 1), 2) && gt(2, d(15n, 1)));
  assert.ok(!lt(NaN, 1) && !ge(NaN, 1));
  for (const [a, b] of [[1, "1"], [true, false], [null, 1], [[1], [2]], [d(1n, 0), 1.5]]) {
    assert.equal(code(() => lt(a, b)), "run/operand");
  }
  assert.ok(compare(false, true) < 0);
  assert.deepEqual([NaN, 1, -Infinity, 5n].sort(compare), [-Infinity, 1, 5n, NaN]);
  assert.equal(code(() => compare([1], [2])), "run/operand");
});

Deno.test("operators on values of unknown kind", () => {
  const rows: [unknown, unknown][] = [
    [op.add(1, 2), 3],
    [op.add(1, f(2)), f(3)],
    [op.add(1.5, 0.25), 1.75],
    [op.add("a", "b"), "ab"],
    [op.add(9007199254740991, 1), 9007199254740992n],
    [op.sub(d(20n, 1), 1), d(10n, 1)],
    [op.mul(f(2), f(3)), f(6)],
    [op.div(-7, 2), -3],
    [op.div(f(7), 2), 3.5],
    [op.mod(-7, 3), 2],
    [op.mod(-7.5, f(2)), 0.5],
    [op.neg(f(3)), f(-3)],
    [op.neg(-9223372036854775807n), 9223372036854775807n],
    [op.anyBitAnd(6, 3), 2],
    [op.anyBitNot(0), -1],
    [op.anyShiftLeft(1, 63), -9223372036854775808n],
    [op.anyShiftRight(-9223372036854775808n, 63), -1],
  ];
  for (const [actual, expected] of rows) assert.deepEqual(actual, expected);
  const failing: [() => unknown, string][] = [
    [() => op.add("a", 1), "run/operand"],
    [() => op.add(null, 1), "run/operand"],
    [() => op.sub("a", "b"), "run/operand"],
    [() => op.add(d(1n, 0), 1.5), "run/operand"],
    [() => op.div(1, 0), "run/division-by-zero"],
    [() => op.div(d(1n, 0), 0), "run/division-by-zero"],
    [() => op.mod(1.5, f(0)), "run/division-by-zero"],
    [() => op.add(9223372036854775807n, 1), "run/overflow"],
    [() => op.anyBitAnd(1, f(1)), "run/operand"],
    [() => op.neg("a"), "run/operand"],
    [() => op.expectCondition(1, "`if`"), "run/not-bool"],
  ];
  for (const [run, expected] of failing) assert.equal(code(run), expected);
  assert.throws(() => op.add("a", 1), /`\+` does not work on `Str` and `Int`/);
});

Deno.test("map keys: equal keys are one, the first spelling stays", () => {
  const m = map([1, "a"], [f(1), "b"], [d(10n, 1), "c"], [1.5, "x"], [d(15n, 1), "y"], [draft, 1], [null, 2]);
  assert.equal(display(m), '{1: "c", 1.5: "x", 1.5: "y", Draft: 1, null: 2}');
  const spelled = map([f(2), "a"], [2, "b"]);
  assert.equal(display(spelled), '{2.0: "b"}');
  assert.equal(mapGet(spelled, d(200n, 2)), "b");
  assert.ok(mapDelete(spelled, 2) && !mapDelete(spelled, 2));
  mapSet(spelled, 2, "c");
  assert.deepEqual(mapEntries(spelled), [[2, "c"]]);
  assert.equal(display(map(["__proto__", 1], ["1", 2], [1, 3])), '{"__proto__": 1, "1": 2, 1: 3}');
  for (const key of [[1], map(), new Tuple([1]), failed(1, "x"), () => null, new Point(1, 2)]) {
    assert.equal(code(() => mapSet(map(), key, 1)), "run/map-key");
  }
});

Deno.test("indexing", () => {
  const list = [1, 2, 3];
  assert.equal(index(list, -1), 3);
  assert.equal(index("ñandú", -1), "ú");
  assert.equal(index("a😀b", 1), "😀");
  assert.equal(index(map(["a", null]), "a"), null);
  assert.deepEqual(index(list, new Range(1, -1, false)), [2]);
  setIndex(list, -1, 9);
  assert.deepEqual(list, [1, 2, 9]);
  const failing: [() => unknown, string][] = [
    [() => index(list, 3), "run/index"],
    [() => index(list, -4), "run/index"],
    [() => index("", 0), "run/index"],
    [() => setIndex(list, 3, 1), "run/index"],
    [() => index(map(), "a"), "run/missing-key"],
    [() => index(null, 0), "run/null-access"],
    [() => index(5, 0), "run/type"],
    [() => index(list, "a"), "run/type"],
    [() => index(new Uint8Array([1]), 0), "run/type"],
  ];
  for (const [run, expected] of failing) assert.equal(code(run), expected);
  assert.throws(() => index(list, 3), /index 3 is out of range for a list of length 3/);
  assert.throws(() => index(map(), "pin"), /no key "pin"/);
});

Deno.test("slices clamp and copy", () => {
  const w = [9, 8, 7, 6];
  const rows: [unknown, number | null, number | null, boolean, unknown][] = [
    [w, -2, null, false, [7, 6]],
    [w, null, 1, true, [9, 8]],
    [w, 9, null, false, []],
    [w, 3, 1, false, []],
    [w, null, -1, true, [9, 8, 7, 6]],
    [w, null, -9, false, []],
    ["patagonia", -3, null, false, "nia"],
    ["a😀b", 1, 2, false, "😀"],
    ["abc", 2, 1, false, ""],
  ];
  for (const [value, start, end, isInclusive, expected] of rows) {
    assert.deepEqual(slice(value, start, end, isInclusive), expected);
  }
  assert.deepEqual([...slice(new Uint8Array([1, 2, 3]), 1, null, false) as Uint8Array], [2, 3]);
  assert.notEqual(slice(w, null, null, false), w);
});

Deno.test("membership", () => {
  const rows: [unknown, unknown, boolean][] = [
    [[1, 2], f(2), true],
    [[1, 2], 3, false],
    [[[1]], [1], true],
    [["a"], "a", true],
    [map(["a", 1]), "a", true],
    [map([1, 1]), f(1), true],
    ["banana", "nan", true],
    ["x", "", true],
    [new Range(0, 5, false), 5, false],
    [new Range(0, 5, true), 5, true],
    [new Range(0, 5, false), f(1), false],
    [new Range(0, 5, false), "1", false],
  ];
  for (const [container, value, is] of rows) assert.equal(contains(container, value), is);
  assert.equal(code(() => contains("a", 1)), "run/operand");
  assert.equal(code(() => contains(5, 1)), "run/operand");
});

Deno.test("iteration visits what was there", () => {
  const list: unknown[] = [1, 2];
  const seen: unknown[] = [];
  for (const item of iterate(list)) {
    seen.push(item);
    list.push(item);
  }
  assert.deepEqual(seen, [1, 2]);
  assert.deepEqual([...iterate("a😀")], ["a", "😀"]);
  assert.deepEqual([...iterate(new Range(2, 4, true))], [2, 3, 4]);
  assert.deepEqual([...iterate(map(["a", 1]))], [new Tuple(["a", 1])]);
  assert.equal(code(() => iterate(5)), "run/not-iterable");
});
