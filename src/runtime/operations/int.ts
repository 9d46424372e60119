/**
 * Int arithmetic: the exact, checked operations behind the inlined fast paths of emitted code. Operands and results are canonical: a number while safe, a BigInt
 * beyond; never -0.
 */
import { fail } from "../failures/failure.ts";

export type Int = number | bigint;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const TWO_32 = 4294967296;
const RANGE_HELP = "Int holds -9223372036854775808 to 9223372036854775807";

/** Shortest form of an exact integer that is known to fit 64 bits. */
export function canonicalInt(value: bigint): Int {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** Whether an exact integer is a 64-bit signed one. */
export function fitsInt(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** `value` as Int; `run/overflow` naming the operation otherwise. */
function checked(value: bigint, operation: () => string): Int {
  return fitsInt(value) ? canonicalInt(value) : overflow(operation());
}

/** Raises `run/overflow`: `what` is the operation that was asked for. */
export function overflow(what: string): never {
  fail("run/overflow", `the result of \`${what}\` is outside the range of Int`, [RANGE_HELP]);
}

/** `a + b`; `run/overflow` outside 64 bits. */
export function intAdd(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= MAX_SAFE && sum >= -MAX_SAFE) return sum;
  }
  return checked(BigInt(a) + BigInt(b), () => `${a} + ${b}`);
}

/** `a - b`; `run/overflow` outside 64 bits. */
export function intSub(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (difference <= MAX_SAFE && difference >= -MAX_SAFE) return difference;
  }
  return checked(BigInt(a) - BigInt(b), () => `${a} - ${b}`);
}

/** `a * b`; `run/overflow` outside 64 bits. */
export function intMul(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (product <= MAX_SAFE && product >= -MAX_SAFE) return product + 0;
  }
  return checked(BigInt(a) * BigInt(b), () => `${a} * ${b}`);
}

/** `a / b`, truncated toward zero; `run/division-by-zero`, and `run/overflow` for the smallest Int by -1. */
export function intDiv(a: Int, b: Int): Int {
  if (b === 0) divisionByZero(`${a} / ${b}`);
  if (typeof a === "number" && typeof b === "number") return Math.trunc(a / b) + 0;
  return checked(BigInt(a) / BigInt(b), () => `${a} / ${b}`);
}

/** `a % b` with the sign of the divisor; `run/division-by-zero`. */
export function intMod(a: Int, b: Int): Int {
  if (b === 0) divisionByZero(`${a} % ${b}`);
  if (typeof a === "number" && typeof b === "number") {
    const rest = a % b;
    return rest !== 0 && (rest < 0) !== (b < 0) ? rest + b : rest + 0;
  }
  const divisor = BigInt(b);
  const rest = BigInt(a) % divisor;
  return canonicalInt(rest !== 0n && (rest < 0n) !== (divisor < 0n) ? rest + divisor : rest);
}

/** `-a`; `run/overflow` for the smallest Int. */
export function intNeg(a: Int): Int {
  return typeof a === "number" ? 0 - a : checked(-a, () => `-(${a})`);
}

/** Absolute value; `run/overflow` for the smallest Int. */
export function intAbs(a: Int): Int {
  if (typeof a === "number") return a < 0 ? -a : a;
  return a < 0n ? checked(-a, () => `abs(${a})`) : a;
}

/** Raises `run/division-by-zero` for the operation `what`. */
export function divisionByZero(what: string): never {
  fail("run/division-by-zero", `division by zero: \`${what}\``);
}

/** A safe integer from its signed upper and unsigned lower 32 bits. */
function join(high: number, low: number): Int {
  const value = high * TWO_32 + (low >>> 0);
  return value >= -MAX_SAFE ? value : BigInt(value);
}

/** `a & b` */
export function bitAnd(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    return join(Math.floor(a / TWO_32) & Math.floor(b / TWO_32), a & b);
  }
  return canonicalInt(BigInt(a) & BigInt(b));
}

/** `a | b` */
export function bitOr(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    return join(Math.floor(a / TWO_32) | Math.floor(b / TWO_32), a | b);
  }
  return canonicalInt(BigInt(a) | BigInt(b));
}

/** `a ^ b` */
export function bitXor(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    return join(Math.floor(a / TWO_32) ^ Math.floor(b / TWO_32), a ^ b);
  }
  return canonicalInt(BigInt(a) ^ BigInt(b));
}

/** `~a` */
export function bitNot(a: Int): Int {
  if (typeof a === "number" && a < MAX_SAFE) return -1 - a;
  return canonicalInt(~BigInt(a));
}

/** `a << count`, dropping the bits above 64; `run/shift-count` outside 0..63. */
export function shiftLeft(a: Int, count: Int): Int {
  const bits = shiftCount(count, `${a} << ${count}`);
  if (typeof a === "number") {
    const shifted = a * 2 ** bits;
    if (shifted <= MAX_SAFE && shifted >= -MAX_SAFE) return shifted;
  }
  return canonicalInt(BigInt.asIntN(64, BigInt(a) << BigInt(bits)));
}

/** `a >> count`, keeping the sign; `run/shift-count` outside 0..63. */
export function shiftRight(a: Int, count: Int): Int {
  const bits = shiftCount(count, `${a} >> ${count}`);
  if (typeof a === "number") return Math.floor(a / 2 ** bits);
  return canonicalInt(a >> BigInt(bits));
}

function shiftCount(count: Int, what: string): number {
  if (typeof count === "number" && count >= 0 && count <= 63) return count;
  fail("run/shift-count", `the shift count in \`${what}\` is not in 0..63`);
}

/** The 64-bit pattern of an Int as an unsigned integer. */
export function toUnsigned(a: Int): bigint {
  return BigInt.asUintN(64, BigInt(a));
}

/** An Int from a 64-bit pattern. */
export function fromUnsigned(bits: bigint): Int {
  return canonicalInt(BigInt.asIntN(64, bits));
}

/** An Int from a double, which is truncated toward zero; `run/overflow` for `what` when it is NaN, infinite or too large. */
export function intFromFloat(value: number, what: string): Int {
  const whole = Math.trunc(value);
  if (whole <= MAX_SAFE && whole >= -MAX_SAFE) return whole + 0;
  if (!Number.isFinite(whole)) overflow(what);
  return checked(BigInt(whole), () => what);
}

/** A position or count as a number: Ints beyond the safe range are beyond every length as well. */
export function toNumber(a: Int): number {
  return typeof a === "number" ? a : Number(a);
}
