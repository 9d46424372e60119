/** Exact decimal numbers: an integer of any size and a scale, the count of its decimals (stdlib.md section 18). */
import { canonicalInt, divisionByZero, fitsInt, type Int, overflow } from "../operations/int.ts";

export class Decimal {
  constructor(
    readonly coefficient: bigint,
    readonly scale: number,
  ) {}
}

/** What arithmetic takes: an Int counts as a Decimal of scale 0. */
export type DecimalOperand = Decimal | Int;

/** Significant digits of a quotient that is not exact. */
const DIGITS = 28;
const LIMIT = 10n ** BigInt(DIGITS);

export function decimalFromInt(value: Int): Decimal {
  return new Decimal(BigInt(value), 0);
}

const TEXT = /^[+-]?[0-9]+(?:\.[0-9]+)?$/;

/** The number written as an optional sign, digits, optional point and digits; null for any other text. */
export function decimalParse(text: string): Decimal | null {
  if (!TEXT.test(text)) return null;
  const point = text.indexOf(".");
  if (point < 0) return new Decimal(integer(text), 0);
  return new Decimal(integer(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1);
}

function integer(digits: string): bigint {
  return BigInt(digits[0] === "+" ? digits.slice(1) : digits);
}

function decimal(value: DecimalOperand): Decimal {
  return value instanceof Decimal ? value : decimalFromInt(value);
}

function powerOfTen(exponent: number): bigint {
  return exponent === 0 ? 1n : 10n ** BigInt(exponent);
}

/** Both coefficients at the larger scale. */
function aligned(a: DecimalOperand, b: DecimalOperand): [bigint, bigint, number] {
  const x = decimal(a);
  const y = decimal(b);
  if (x.scale === y.scale) return [x.coefficient, y.coefficient, x.scale];
  return x.scale > y.scale
    ? [x.coefficient, y.coefficient * powerOfTen(x.scale - y.scale), x.scale]
    : [x.coefficient * powerOfTen(y.scale - x.scale), y.coefficient, y.scale];
}

/** `a + b`, exact, at the larger scale. */
export function decimalAdd(a: DecimalOperand, b: DecimalOperand): Decimal {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x + y, scale);
}

/** `a - b`, exact, at the larger scale. */
export function decimalSub(a: DecimalOperand, b: DecimalOperand): Decimal {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x - y, scale);
}

/** `a * b`, exact; the scales add up. */
export function decimalMul(a: DecimalOperand, b: DecimalOperand): Decimal {
  const x = decimal(a);
  const y = decimal(b);
  return new Decimal(x.coefficient * y.coefficient, x.scale + y.scale);
}

/** `a % b` with the sign of the divisor, at the larger scale; `run/division-by-zero`. */
export function decimalMod(a: DecimalOperand, b: DecimalOperand): Decimal {
  const [x, y, scale] = aligned(a, b);
  if (y === 0n) divisionByZero(`${showOperand(a)} % ${showOperand(b)}`);
  const rest = x % y;
  return new Decimal(rest !== 0n && (rest < 0n) !== (y < 0n) ? rest + y : rest, scale);
}

/**
 * `a / b`: exact when 28 significant digits are enough (the smallest scale that is exact and not below either operand's), else rounded to 28 significant digits, ties to
 * even; `run/division-by-zero`.
 */
export function decimalDiv(a: DecimalOperand, b: DecimalOperand): Decimal {
  const x = decimal(a);
  const y = decimal(b);
  if (y.coefficient === 0n) divisionByZero(`${showOperand(a)} / ${showOperand(b)}`);
  const isNegative = (x.coefficient < 0n) !== (y.coefficient < 0n);
  const least = Math.max(x.scale, y.scale);
  const top = magnitude(x.coefficient) * powerOfTen(least - x.scale + y.scale);
  const bottom = magnitude(y.coefficient);
  const quotient = top / bottom;
  // The common case: exact at the operands' scale.
  const found = quotient * bottom === top && isShort(quotient)
    ? new Decimal(quotient, least)
    : divideFurther(top, bottom, least);
  return isNegative ? decimalNeg(found) : found;
}

/** `top / (bottom * 10^scale)` of positive numbers. */
function divideFurther(top: bigint, bottom: bigint, scale: number): Decimal {
  let shift = DIGITS - (digitCount(top) - digitCount(bottom));
  let numerator = shift >= 0 ? top * powerOfTen(shift) : top;
  let denominator = shift >= 0 ? bottom : bottom * powerOfTen(-shift);
  if (numerator >= denominator * LIMIT) {
    shift--;
    numerator = shift >= 0 ? top * powerOfTen(shift) : top;
    denominator = shift >= 0 ? bottom : bottom * powerOfTen(-shift);
  }
  // 28 digits exactly, or 27 where the leading digits of the operands do not reach.
  let digits = numerator / denominator;
  const rest = numerator - digits * denominator;
  let exact = scale + shift;
  // An exact quotient goes down to the operands' scale at least, a rounded one to whole numbers.
  let target = 0;
  if (rest === 0n) {
    target = scale;
    while (exact > scale && digits % 10n === 0n) {
      digits /= 10n;
      exact--;
    }
  } else if (rest * 2n > denominator || (rest * 2n === denominator && digits % 2n === 1n)) {
    digits++;
    if (digits === LIMIT) {
      digits /= 10n;
      exact--;
    }
  }
  return exact >= target
    ? new Decimal(digits, exact)
    : new Decimal(digits * powerOfTen(target - exact), target);
}

/** Whether a coefficient needs at most 28 significant digits; trailing zeros need none. */
function isShort(value: bigint): boolean {
  return value < LIMIT || value.toString().replace(/0+$/, "").length <= DIGITS;
}

function digitCount(value: bigint): number {
  return value.toString().length;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function showOperand(value: DecimalOperand): string {
  return value instanceof Decimal ? decimalToString(value) : value.toString();
}

export function decimalNeg(a: Decimal): Decimal {
  return new Decimal(-a.coefficient, a.scale);
}

export function decimalAbs(a: Decimal): Decimal {
  return a.coefficient < 0n ? decimalNeg(a) : a;
}

/** Negative, zero or positive. */
export function decimalCompare(a: DecimalOperand, b: DecimalOperand): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Numeric equality: the scales do not matter. */
export function decimalEquals(a: DecimalOperand, b: DecimalOperand): boolean {
  return decimalCompare(a, b) === 0;
}

/** The value at scale `digits` (0 or more), rounded half away from zero. */
export function decimalRound(a: Decimal, digits: number): Decimal {
  if (digits >= a.scale) return new Decimal(a.coefficient * powerOfTen(digits - a.scale), digits);
  const unit = powerOfTen(a.scale - digits);
  const rounded = (magnitude(a.coefficient) * 2n + unit) / (unit * 2n);
  return new Decimal(a.coefficient < 0n ? -rounded : rounded, digits);
}

/** The largest integer that is not above. */
function floorInteger(a: Decimal): bigint {
  const unit = powerOfTen(a.scale);
  const quotient = a.coefficient / unit;
  return a.coefficient < 0n && quotient * unit !== a.coefficient ? quotient - 1n : quotient;
}

/** `floor()` as Int; `run/overflow`. */
export function decimalFloor(a: Decimal): Int {
  return asInt(floorInteger(a), `${decimalToString(a)}.floor()`);
}

/** `ceil()` as Int; `run/overflow`. */
export function decimalCeil(a: Decimal): Int {
  return asInt(-floorInteger(decimalNeg(a)), `${decimalToString(a)}.ceil()`);
}

/** Truncated toward zero; `run/overflow`. `what` names the operation in the error. */
export function decimalToInt(a: Decimal, what = `${decimalToString(a)}.to_int()`): Int {
  return asInt(a.coefficient / powerOfTen(a.scale), what);
}

function asInt(value: bigint, what: string): Int {
  return fitsInt(value) ? canonicalInt(value) : overflow(what);
}

/** The nearest double. */
export function decimalToFloat(a: Decimal): number {
  return Number(decimalToString(a));
}

/** Digits with the scale, never an exponent. */
export function decimalToString(value: Decimal): string {
  const { coefficient, scale } = value;
  if (scale === 0) return coefficient.toString();
  const digits = magnitude(coefficient).toString().padStart(scale + 1, "0");
  return `${coefficient < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
