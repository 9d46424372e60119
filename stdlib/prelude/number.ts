/** Global functions on numbers (stdlib.md section 2.2). Overloaded ones get and give uniform values. */
import { toFloatPlace, typeError } from "../../src/runtime/operations/check_kind.ts";
import { compare, gt, operandError } from "../../src/runtime/operations/compare.ts";
import { display } from "../../src/runtime/operations/display.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import {
  fromUnsigned,
  type Int,
  intAbs,
  intFromFloat,
  toNumber,
  toUnsigned,
} from "../../src/runtime/operations/int.ts";
import { fixedFloat } from "../../src/runtime/text/number_digits.ts";
import { floatToText } from "../../src/runtime/text/float_text.ts";
import { typeName } from "../../src/runtime/operations/type_name.ts";
import { Decimal, decimalAbs, decimalToInt } from "../../src/runtime/values/decimal.ts";
import { boxFloat, FloatBox, isFloat, isInt } from "../../src/runtime/values/float.ts";

/** Absolute value of a uniform Int, Float or Decimal. */
function abs(value: unknown): unknown {
  if (isInt(value)) return intAbs(value);
  if (value instanceof Decimal) return decimalAbs(value);
  return boxFloat(Math.abs(float(value, "Int, Float or Decimal")));
}

/** The double of a uniform Int or Float; `run/type` otherwise, where `expected` says what is taken. */
function float(value: unknown, expected = "Int or Float"): number {
  return isFloat(value) || isInt(value) ? toFloatPlace(value) : typeError(expected, value);
}

/** Checks that all values are numbers of one kind. */
function sameKind(name: string, values: readonly unknown[]): void {
  const kind = typeName(values[0]);
  for (const value of values) {
    const other = typeName(value);
    if (other !== "Int" && other !== "Float" && other !== "Decimal") {
      typeError("Int, Float or Decimal", value);
    }
    if (other !== kind) operandError(name, values[0], value, ["convert them to one kind first"]);
  }
}

/** `min` and `max`: two values and a list of more. `sign` 1: the smallest. */
function extreme(name: string, sign: 1 | -1): (a: unknown, b: unknown, more?: unknown[]) => unknown {
  return (a, b, more = []) => {
    const values = [a, b, ...more];
    sameKind(name, values);
    return values.reduce((best, value) => compare(value, best) * sign < 0 ? value : best);
  };
}

function clamp(value: unknown, low: unknown, high: unknown): unknown {
  sameKind("clamp", [value, low, high]);
  if (gt(low, high)) {
    fail("run/bad-argument", `the bounds of \`clamp\` are swapped: ${display(low)} > ${display(high)}`);
  }
  return compare(value, low) < 0 ? low : compare(value, high) > 0 ? high : value;
}

/** `base` to the power of `exponent`, on raw Floats. */
export function pow(base: number, exponent: number): number {
  if (base < 0 && Number.isFinite(exponent) && !Number.isInteger(exponent)) {
    fail("run/bad-argument", `${floatToText(base)} has no power ${floatToText(exponent)}`, [
      "a negative base needs a whole exponent",
    ]);
  }
  if (base === 0 && exponent < 0) {
    fail("run/bad-argument", `0 has no power ${floatToText(exponent)}`, ["0 needs an exponent of 0 or more"]);
  }
  return base ** exponent;
}

/** Square root of a raw Float. */
export function sqrt(value: number): number {
  if (value < 0) fail("run/bad-argument", `${floatToText(value)} has no square root`);
  return Math.sqrt(value);
}

/** A function from Float to whole numbers; an Int is itself. */
function toWhole(name: string, whole: (value: number) => number): (value: unknown) => Int {
  return (value) => {
    if (isInt(value)) return value;
    const double = float(value);
    return intFromFloat(whole(double), `${name}(${floatToText(double)})`);
  };
}

/** To the nearest whole number, ties away from zero. */
function roundHalfAway(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

const roundToInt = toWhole("round", roundHalfAway);

function round(value: unknown, digits?: unknown): unknown {
  if (digits === undefined) return roundToInt(value);
  const double = float(value);
  const places = isInt(digits) ? toNumber(digits) : typeError("Int", digits);
  if (places < 0 || places > 15) {
    fail("run/bad-argument", `cannot round to ${digits} digits`, ["digits are 0 to 15"]);
  }
  if (!Number.isFinite(double)) return double;
  const rounded = Number(fixedFloat(Math.abs(double), places));
  return boxFloat(double < 0 ? -rounded : rounded);
}

/** Set bits of the 64-bit pattern. */
function popcount(value: Int): Int {
  let bits = toUnsigned(value);
  let count = 0;
  for (; bits > 0n; bits >>= 32n) {
    let part = Number(bits & 0xFFFFFFFFn);
    part -= (part >>> 1) & 0x55555555;
    part = (part & 0x33333333) + ((part >>> 2) & 0x33333333);
    count += Math.imul((part + (part >>> 4)) & 0x0F0F0F0F, 0x01010101) >>> 24;
  }
  return count;
}

function leadingZeros(value: Int): Int {
  const bits = toUnsigned(value);
  const high = Number(bits >> 32n);
  return high !== 0 ? Math.clz32(high) : 32 + Math.clz32(Number(bits & 0xFFFFFFFFn));
}

function trailingZeros(value: Int): Int {
  const bits = toUnsigned(value);
  if (bits === 0n) return 64;
  return 63 - toNumber(leadingZeros(fromUnsigned(bits & -bits)));
}

function rotateLeft(value: Int, count: Int): Int {
  const bits = toUnsigned(value);
  const by = BigInt.asUintN(6, BigInt(count));
  return fromUnsigned((bits << by) | (bits >> (64n - by)));
}

function rotateRight(value: Int, count: Int): Int {
  return rotateLeft(value, 64n - BigInt.asUintN(6, BigInt(count)));
}

/** A Float or Decimal truncated toward zero; `run/overflow`. */
export function truncate(value: FloatBox | number | Decimal): Int {
  if (value instanceof Decimal) return decimalToInt(value, `int(${display(value)})`);
  const double = float(value);
  return intFromFloat(double, `int(${floatToText(double)})`);
}

export const numberImplementations = {
  "abs": abs,
  "min": extreme("min", 1),
  "max": extreme("max", -1),
  "clamp": clamp,
  "pow": pow,
  "sqrt": sqrt,
  "ceil": toWhole("ceil", Math.ceil),
  "floor": toWhole("floor", Math.floor),
  "round": round,
  "popcount": popcount,
  "leading_zeros": leadingZeros,
  "trailing_zeros": trailingZeros,
  "rotate_left": rotateLeft,
  "rotate_right": rotateRight,
};
