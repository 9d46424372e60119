import assert from "node:assert/strict";
import { Failure } from "../../src/runtime/failures/failure.ts";
import * as int from "../../src/runtime/operations/int.ts";
import { floatDiv, floatMod } from "../../src/runtime/operations/float.ts";

type Int = int.Int;
const MIN = -9223372036854775808n;
const MAX = 9223372036854775807n;

/** Runs and gives the value or the code of the failure. */
function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

/** What the operation must give: the canonical Int, or `run/overflow`. */
function expected(value: bigint): unknown {
  return BigInt.asIntN(64, value) === value ? int.canonicalInt(value) : "run/overflow";
}

function floorMod(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && (rest < 0n) !== (b < 0n) ? rest + b : rest;
}

/** A reproducible source of interesting Ints. */
function* samples(count: number): Generator<bigint> {
  const edges = [0n, 1n, -1n, 2n, 7n, -7n, 2n ** 31n, -(2n ** 31n), 2n ** 32n, 2n ** 53n, 2n ** 53n - 1n];
  yield* [...edges, -(2n ** 53n), 1n - 2n ** 53n, MIN, MIN + 1n, MAX, MAX - 1n, 3037000500n];
  let state = 12345n;
  for (let i = 0; i < count; i++) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    yield BigInt.asIntN(64, state) >> (state % 60n);
  }
}

Deno.test("Int arithmetic agrees with BigInt", () => {
  const values = [...samples(120)];
  const same = (name: string, a: bigint, b: bigint, actual: () => Int, exact: () => bigint) => {
    const result = outcome(actual);
    assert.ok(Object.is(result, expected(exact())), `${a} ${name} ${b} gave ${String(result)}`);
  };
  for (const a of values) {
    for (const b of values) {
      const x = int.canonicalInt(a);
      const y = int.canonicalInt(b);
      same("+", a, b, () => int.intAdd(x, y), () => a + b);
      same("-", a, b, () => int.intSub(x, y), () => a - b);
      same("*", a, b, () => int.intMul(x, y), () => a * b);
      same("&", a, b, () => int.bitAnd(x, y), () => a & b);
      same("|", a, b, () => int.bitOr(x, y), () => a | b);
      same("^", a, b, () => int.bitXor(x, y), () => a ^ b);
      if (b !== 0n) {
        same("/", a, b, () => int.intDiv(x, y), () => a / b);
        same("%", a, b, () => int.intMod(x, y), () => floorMod(a, b));
      }
      const count = Number(BigInt.asUintN(6, b));
      same("<<", a, b, () => int.shiftLeft(x, count), () => BigInt.asIntN(64, a << BigInt(count)));
      same(">>", a, b, () => int.shiftRight(x, count), () => a >> BigInt(count));
    }
    same("neg", a, 0n, () => int.intNeg(int.canonicalInt(a)), () => -a);
    same("~", a, 0n, () => int.bitNot(int.canonicalInt(a)), () => ~a);
    same("abs", a, 0n, () => int.intAbs(int.canonicalInt(a)), () => a < 0n ? -a : a);
  }
});

Deno.test("Int failures name the values", () => {
  const rows: [() => unknown, string, RegExp][] = [
    [() => int.intAdd(MAX, 1), "run/overflow", /9223372036854775807 \+ 1/],
    [() => int.intDiv(7, 0), "run/division-by-zero", /7 \/ 0/],
    [() => int.intMod(7, 0), "run/division-by-zero", /7 % 0/],
    [() => int.intDiv(MIN, -1), "run/overflow", /-9223372036854775808 \/ -1/],
    [() => int.shiftLeft(1, 64), "run/shift-count", /1 << 64/],
    [() => int.shiftRight(1, -1), "run/shift-count", /1 >> -1/],
    [() => int.intNeg(MIN), "run/overflow", /-9223372036854775808/],
    [() => int.intFromFloat(NaN, "int(NaN)"), "run/overflow", /int\(NaN\)/],
    [() => int.intFromFloat(9.3e18, "x"), "run/overflow", /x/],
  ];
  for (const [run, code, text] of rows) {
    assert.throws(
      run,
      (error: unknown) => error instanceof Failure && error.code === code && text.test(error.message),
    );
  }
});

Deno.test("Float division and remainder", () => {
  assert.equal(floatDiv(7, 2), 3.5);
  const rows: [number, number, number][] = [
    [-7.5, 2, 0.5],
    [7.5, -2, -0.5],
    [7, 3, 1],
    [-7, 3, 2],
    [-4, 2, 0],
    [4, -2, -0],
    [1, Infinity, 1],
  ];
  for (const [a, b, rest] of rows) assert.ok(Object.is(floatMod(a, b), rest), `${a} % ${b}`);
  assert.equal(outcome(() => floatDiv(1, 0)), "run/division-by-zero");
  assert.equal(outcome(() => floatMod(1, 0)), "run/division-by-zero");
});
