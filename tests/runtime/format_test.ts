import assert from "node:assert/strict";
import { format, formatSpec } from "../../src/runtime/text/format.ts";
import { Failure } from "../../src/runtime/failures/failure.ts";
import { formatMisfit, parseFormatSpec } from "../../src/syntax/format_spec.ts";
import { Decimal } from "../../src/runtime/values/decimal.ts";
import { boxFloat } from "../../src/runtime/values/float.ts";

const f = boxFloat;
const decimal = (coefficient: bigint, scale: number) => new Decimal(coefficient, scale);

/** Specification, value in uniform form, output. */
const ROWS: [string, unknown, string][] = [
  // The table of the specification.
  [".2f", 3.14159, "3.14"],
  [".2", 3.14159, "3.14"],
  ["5d", 42, "   42"],
  ["<5d", 42, "42   "],
  ["^5d", 42, " 42  "],
  ["05d", 42, "00042"],
  ["=+8d", 42, "+     42"],
  ["08.2f", -3.14159, "-0003.14"],
  ["x", 255, "ff"],
  ["X", 255, "FF"],
  ["#x", 255, "0xff"],
  ["b", 255, "11111111"],
  ["#b", 5, "0b101"],
  ["#o", 0xCAFE, "0o145376"],
  ["_x", 0xDEADBEEF, "dead_beef"],
  ["+", 42, "+42"],
  ["+", -7, "-7"],
  ["*>10", "Roca", "******Roca"],
  ["-^10", "Roca", "---Roca---"],
  [",", 1000000, "1,000,000"],
  ["_d", 1000000, "1_000_000"],
  [">15,d", 1234567, "      1,234,567"],
  ["015,", 1234567, "000,001,234,567"],
  [",.2f", 1234567.89, "1,234,567.89"],
  [",", 1234567.89, "1,234,567.89"],
  [".1%", 0.42, "42.0%"],
  [".0%", 0.5, "50%"],
  ["%", 0.25, "25.000000%"],
  [".2e", 0.00012345, "1.23e-4"],
  ["e", 1234.5, "1.234500e3"],
  ["g", 1234.5, "1234.5"],
  ["g", 0.00001, "1.00000e-5"],
  ["g", f(1234567890), "1.23457e9"],
  ["g", 3.14, "3.14"],
  ["g", f(3), "3"],
  ["G", f(1234567890), "1.23457E9"],
  [".4g", 3.14159265, "3.142"],
  ["c", 65, "A"],
  ["c", 9731, "☃"],
  [".3", "abcdef", "abc"],
  [">6", true, "  true"],
  ["^6", null, " null "],
  // Rounding is that of the exact value, ties away from zero.
  [".0f", 0.5, "1"],
  [".0f", 2.5, "3"],
  [".0f", -2.5, "-3"],
  [".2f", 1.005, "1.00"],
  [".1f", 0.25, "0.3"],
  [".0%", 0.575, "57%"],
  [".1e", 2.5e10 / 1e10, "2.5e0"],
  [".0e", f(25), "3e1"],
  [".0e", 25, "3e1"],
  [".1f", 0.05, "0.1"],
  // Large and small magnitudes.
  [".1f", f(1e22), "10000000000000000000000.0"],
  [",.0f", f(1e21), "1,000,000,000,000,000,000,000"],
  ["e", 9007199254740993n, "9.007199e15"],
  [".15e", 9007199254740993n, "9.007199254740993e15"],
  [".120f", 0.1, "0.1000000000000000055511151231257827021181583404541015625" + "0".repeat(65)],
  [".101e", 0.5, "5." + "0".repeat(101) + "e-1"],
  ["f", 5, "5.000000"],
  [".2%", 1, "100.00%"],
  [",", f(1e16), "1e16"],
  ["", f(2), "2.0"],
  ["+.1f", -0.04, "-0.0"],
  // g at its borders.
  ["g", 0.0001, "0.0001"],
  ["g", 123456, "123456"],
  ["g", 1234567, "1.23457e6"],
  ["g", 0, "0"],
  ["g", f(0), "0"],
  [".0g", f(30), "3e1"],
  ["g", f(100000), "100000"],
  ["g", f(1e6), "1.00000e6"],
  // Infinities and NaN take only sign and width.
  ["+.2f", Infinity, "+inf"],
  ["08.2f", -Infinity, "    -inf"],
  ["%", NaN, "NaN"],
  // Zeros with grouping never start with a separator.
  ["012,", 1234567, "0,001,234,567"],
  ["09_x", 0xBEEF, "0000_beef"],
  ["#010x", 255, "0x000000ff"],
  ["#x", -255, "-0xff"],
  [" d", 42, " 42"],
  // Decimals, other kinds, wide fillers.
  [".1f", decimal(1995n, 2), "20.0"],
  [".1f", decimal(-1994n, 2), "-19.9"],
  ["", decimal(1990n, 2), "19.90"],
  ["%", decimal(42n, 2), "42.000000%"],
  [",", decimal(123456789n, 2), "1,234,567.89"],
  ["☃^7", "ñandú", "☃ñandú☃"],
  ["s", [1, "a"], '[1, "a"]'],
  ["10s", [1], "[1]       "],
  ["10", 5, "         5"],
  [">3", "😀", "  😀"],
  ["😀>3", "a", "😀😀a"],
];

Deno.test("format: every row", () => {
  for (const [spec, value, expected] of ROWS) {
    assert.equal(format(value, formatSpec(spec)), expected, `:${spec}`);
  }
});

Deno.test("format: texts that are no specification", () => {
  for (const text of ["z", "5q", ".f", ".", "#d", ",x", ".2d", "+c", "{<5", "5.2.1", "f5", "d d"]) {
    const { problem } = parseFormatSpec(text);
    assert.ok(problem, text);
    assert.ok(problem.index <= text.length, text);
  }
});

Deno.test("format: specifications against kinds", () => {
  const misfits: [string, string][] = [
    [".2f", "Str"],
    ["d", "Float"],
    [".2", "Int"],
    ["x", "Bool"],
    ["+", "Str"],
    ["05", "Str"],
    ["=5", "List"],
    [",", "Str"],
    ["e", "Decimal"],
    ["c", "Float"],
    [".2", "Bool"],
    [".2s", "Int"],
  ];
  for (const [text, kind] of misfits) assert.ok(formatMisfit(formatSpec(text), kind), `${text} ${kind}`);
  const fits: [string, string][] = [[".2f", "Int"], [".2", "Str"], [".2", "Decimal"], ["05", "Float"], [
    ".2f",
    "Secret",
  ], ["s", "Map"]];
  for (const [text, kind] of fits) {
    assert.equal(formatMisfit(formatSpec(text), kind), null, `${text} ${kind}`);
  }
});

Deno.test("format: a misfit raises run/format", () => {
  const isFormat = (error: unknown) => error instanceof Failure && error.code === "run/format";
  assert.throws(() => format("x", formatSpec(".2f")), isFormat);
  assert.throws(() => format(-1, formatSpec("c")), isFormat);
});
