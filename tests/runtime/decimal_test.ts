import assert from "node:assert/strict";
import { compare } from "../../src/runtime/operations/compare.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { boxFloat } from "../../src/runtime/values/float.ts";
import {
  Decimal,
  decimalAdd,
  decimalCompare,
  decimalDiv,
  decimalEquals,
  decimalMod,
  decimalMul,
  decimalParse,
  decimalRound,
  decimalSub,
  decimalToString,
} from "../../src/runtime/values/decimal.ts";
import { implementations } from "../../stdlib/decimal/decimal.ts";
import { checkTable } from "./table.ts";

const d = (text: string): Decimal => decimalParse(text) ?? assert.fail(`not a decimal: ${text}`);

Deno.test("decimal: methods and conversion", () => {
  checkTable(implementations, [
    ["decimal", [5], "5"],
    ["decimal", [9223372036854775807n], "9223372036854775807"],
    ["decimal", [d("1.50")], "1.50"],
    ["decimal", ["19.90"], "19.90"],
    ["decimal", ["x"], 'run/bad-argument: not a decimal: "x"'],
    ["decimal", [1.5], "run/type: expected `Int, Decimal or Str`, found `Float`"],
    ["Decimal.parse", ["-0.50"], "Ok(-0.50)"],
    ["Decimal.parse", ["+007"], "Ok(7)"],
    ["Decimal.parse", ["-0"], "Ok(0)"],
    ["Decimal.parse", ["1."], 'Err("not a decimal: \\"1.\\"")'],
    ["Decimal.parse", [".5"], 'Err("not a decimal: \\".5\\"")'],
    ["Decimal.parse", ["1e3"], 'Err("not a decimal: \\"1e3\\"")'],
    ["Decimal.parse", [" 1"], 'Err("not a decimal: \\" 1\\"")'],
    ["Decimal.parse", [""], 'Err("not a decimal: \\"\\"")'],
    ["Decimal.abs", [d("-1.50")], "1.50"],
    ["Decimal.round", [d("2.5")], "3"],
    ["Decimal.round", [d("-2.5")], "-3"],
    ["Decimal.round", [d("2.345"), 2], "2.35"],
    ["Decimal.round", [d("2.344"), 2], "2.34"],
    ["Decimal.round", [d("1"), 2], "1.00"],
    ["Decimal.round", [d("1"), -1], "run/bad-argument: `round` takes 0 to 10000 digits, got -1"],
    ["Decimal.floor", [d("-1.5")], "-2"],
    ["Decimal.floor", [d("1.9")], "1"],
    ["Decimal.ceil", [d("-1.5")], "-1"],
    ["Decimal.ceil", [d("1.1")], "2"],
    ["Decimal.to_int", [d("-1.9")], "-1"],
    [
      "Decimal.to_int",
      [d("9223372036854775808")],
      "run/overflow: the result of `9223372036854775808.to_int()` is outside the range of Int",
    ],
    ["Decimal.to_str", [d("19.90")], '"19.90"'],
    ["Decimal.scale", [d("19.90")], "2"],
    ["Decimal.is_zero", [d("0.00")], "true"],
    ["Decimal.is_zero", [d("0.01")], "false"],
  ]);
  assert.equal(implementations["Decimal.to_float"](d("19.90")), 19.9);
});

Deno.test("decimal: arithmetic keeps exact scales", () => {
  const rows: [(a: Decimal, b: Decimal) => Decimal, string, string, string][] = [
    [decimalAdd, "0.1", "0.2", "0.3"],
    [decimalAdd, "19.90", "1", "20.90"],
    [decimalSub, "1", "0.999", "0.001"],
    [decimalMul, "19.90", "3", "59.70"],
    [decimalMul, "0.10", "0.10", "0.0100"],
    [decimalDiv, "10", "4", "2.5"],
    [decimalDiv, "7.50", "2.5", "3.00"],
    [decimalDiv, "1", "3", "0.3333333333333333333333333333"],
    [decimalDiv, "2", "3", "0.6666666666666666666666666667"],
    [decimalDiv, "-1", "6", "-0.1666666666666666666666666667"],
    [decimalDiv, "100", "3", "33.33333333333333333333333333"],
    [decimalDiv, "0", "3", "0"],
    [decimalDiv, "1", "1024", "0.0009765625"],
    [decimalDiv, "5", "0.001", "5000.000"],
    [decimalDiv, "1000000000000000000000000000000", "1", "1000000000000000000000000000000"],
    [decimalDiv, "9999999999999999999999999999.5", "1", "10000000000000000000000000000"],
    // Ties go to even: 28 digits and a half.
    [decimalDiv, "1000000000000000000000000000.5", "1", "1000000000000000000000000000"],
    [decimalDiv, "1000000000000000000000000001.5", "1", "1000000000000000000000000002"],
    [decimalMod, "-7", "3", "2"],
    [decimalMod, "7", "-3", "-2"],
    [decimalMod, "7.50", "2", "1.50"],
    [decimalMod, "6", "3", "0"],
  ];
  for (const [operation, a, b, expected] of rows) {
    assert.equal(decimalToString(operation(d(a), d(b))), expected, `${operation.name} ${a} ${b}`);
  }
  assert.equal(decimalToString(decimalAdd(d("0.50"), 1)), "1.50");
  assert.throws(() => decimalDiv(d("1.5"), 0), /division by zero: `1.5 \/ 0`/);
  assert.throws(() => decimalMod(1, d("0.0")), /division by zero: `1 % 0.0`/);
});

Deno.test("decimal: division agrees with multiplication", () => {
  let seed = 7;
  const random = (n: number) => seed = (seed * 48271) % 2147483647 % n;
  for (let i = 0; i < 500; i++) {
    const a = new Decimal(BigInt(random(1e9)) - 500000000n, random(12));
    const b = new Decimal(BigInt(random(1e6)) + 1n, random(12));
    const quotient = decimalDiv(a, b);
    const error = decimalSub(a, decimalMul(quotient, b));
    // Half a unit of the 28th digit, times b.
    const digits = quotient.coefficient.toString().replace("-", "").length;
    const unit = new Decimal(1n, quotient.scale);
    assert.ok(digits <= 28 || error.coefficient === 0n, decimalToString(quotient));
    assert.ok(
      decimalCompare(
        decimalMul(2, error.coefficient < 0n ? decimalMul(error, -1) : error),
        decimalMul(unit, b),
      ) <= 0,
    );
  }
});

Deno.test("decimal: order and equality ignore the scale", () => {
  assert.ok(decimalEquals(d("1.0"), d("1.00")) && decimalEquals(d("1.0"), 1));
  assert.ok(equals(d("19.9"), d("19.90")) && equals(d("2.00"), 2));
  assert.ok(!equals(d("1.0"), boxFloat(1)));
  assert.ok(compare(d("1.5"), 2) < 0 && compare(d("2.5"), d("2.50")) === 0);
  assert.equal(decimalToString(decimalRound(d("19.90"), 1)), "19.9");
});
