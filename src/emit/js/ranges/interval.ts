/** Bounds of Int values. Infinite bounds mean that the value may lie beyond the safe integers, as a BigInt. */
import type { CheckedModule } from "../../../check/result.ts";
import type { Expr } from "../../../syntax/ast.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const MAX_SAFE = Number.MAX_SAFE_INTEGER;

export const UNKNOWN: Interval = { low: -Infinity, high: Infinity };

/** Bounds, widened to infinity where they leave the safe integers. */
export function interval(low: number, high: number): Interval {
  return { low: low < -MAX_SAFE ? -Infinity : low, high: high > MAX_SAFE ? Infinity : high };
}

/** Whether a value within is surely a JavaScript number. */
export function isNumeric(range: Interval): boolean {
  return range.low >= -MAX_SAFE && range.high <= MAX_SAFE;
}

/** Whether a value within is surely a 32-bit signed integer. */
export function isInt32(range: Interval): boolean {
  return range.low >= -2147483648 && range.high <= 2147483647;
}

/** What is known of the Int values of expressions. */
export interface Ranges {
  of(module: CheckedModule, node: Expr): Interval;
}
