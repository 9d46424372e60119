/** Bounds of Int values. Infinite bounds mean that the value may lie beyond the safe integers, as a BigInt. */
import type { CheckedModule } from "../../../check/result.ts";
import type { Expr } from "../../../syntax/ast.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const MAX_SAFE = Number.MAX_SAFE_INTEGER;

export const UNKNOWN: Interval = { low: -Infinity, high: Infinity };
/** Of an expression that no value has reached so far. */
export const EMPTY: Interval = { low: Infinity, high: -Infinity };

/** Bounds, widened to infinity where they leave the safe integers. */
export function interval(low: number, high: number): Interval {
  return { low: low < -MAX_SAFE ? -Infinity : low, high: high > MAX_SAFE ? Infinity : high };
}

export function isEmpty(range: Interval): boolean {
  return range.low > range.high;
}

/** Whether a value within is surely a JavaScript number. */
export function isNumeric(range: Interval): boolean {
  return range.low >= -MAX_SAFE && range.high <= MAX_SAFE;
}

/** Whether a value within is surely a 32-bit signed integer. */
export function isInt32(range: Interval): boolean {
  return range.low >= -2147483648 && range.high <= 2147483647;
}

/** The smallest interval around both. */
export function union(a: Interval, b: Interval): Interval {
  if (b.low >= a.low && b.high <= a.high) return a;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

const STEPS = [0, 1, 255, 65535, 2147483647, 4294967295, 2 ** 52, MAX_SAFE, Infinity];

/** `next` with the bounds that still grow moved out to the next round number, so that repeating ends. */
export function widen(previous: Interval, next: Interval): Interval {
  if (isEmpty(previous)) return next;
  const low = next.low < previous.low ? -STEPS.find((step) => -step <= next.low)! : next.low;
  const high = next.high > previous.high ? STEPS.find((step) => step >= next.high)! : next.high;
  return { low: low + 0, high };
}

/** Values that an Int counter of a range loop takes, and whether it may be counted with `++`: it starts far enough below the end of the safe integers. */
export function counterRange(
  from: Interval,
  to: Interval,
  isInclusive: boolean,
): { range: Interval; isPlain: boolean } {
  const isPlain = from.low >= -MAX_SAFE && from.high <= 2 ** 52;
  const last = to.high - (isInclusive ? 0 : 1);
  if (isPlain) {
    return { range: { low: from.low, high: Math.max(from.low, Math.min(last, MAX_SAFE)) }, isPlain };
  }
  return { range: interval(from.low, last), isPlain };
}

/** What is known of the Int values of expressions. */
export interface Ranges {
  of(module: CheckedModule, node: Expr): Interval;
}
