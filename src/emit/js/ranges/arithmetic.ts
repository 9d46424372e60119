/** Bounds of the results of Int operations. */
import { type Interval, interval, UNKNOWN } from "./interval.ts";

/** Bounds of `a op b`. */
export function resultRange(op: string, a: Interval, b: Interval): Interval {
  switch (op) {
    case "+":
      return interval(a.low + b.low, a.high + b.high);
    case "-":
      return interval(a.low - b.high, a.high - b.low);
    case "*":
      return product(a, b);
    case "/":
      return quotient(a, b);
    case "%":
      return remainder(a, b);
    case "&":
      if (a.low >= 0 && b.low >= 0) return { low: 0, high: Math.min(a.high, b.high) };
      if (a.low >= 0) return { low: 0, high: a.high };
      if (b.low >= 0) return { low: 0, high: b.high };
      return UNKNOWN;
    case ">>":
      if (a.low >= 0) return { low: 0, high: b.low > 0 ? Math.floor(a.high / 2 ** b.low) : a.high };
      return a.low > -Infinity && a.high < Infinity ? { low: a.low, high: Math.max(a.high, 0) } : UNKNOWN;
    case "|":
    case "^":
      // Within the bits of the larger operand.
      if (a.low >= 0 && b.low >= 0 && a.high < 2 ** 52 && b.high < 2 ** 52) {
        return { low: 0, high: 2 ** bits(Math.max(a.high, b.high)) - 1 };
      }
      return UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function bits(value: number): number {
  let count = 0;
  for (let limit = 1; limit <= value; limit *= 2) count++;
  return count;
}

function product(a: Interval, b: Interval): Interval {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    .map((corner) => Number.isNaN(corner) ? 0 : corner);
  return interval(Math.min(...corners), Math.max(...corners));
}

function quotient(a: Interval, b: Interval): Interval {
  // The magnitude never grows, except that the smallest Int by -1 overflows, which raises.
  const size = Math.max(Math.abs(a.low), Math.abs(a.high));
  if (a.low >= 0 && b.low > 0) {
    return interval(Math.floor(a.low / b.high) || 0, Math.floor(a.high / b.low));
  }
  if (a.low >= 0 && b.low >= 0) return { low: 0, high: a.high };
  return interval(-size, size);
}

function remainder(a: Interval, b: Interval): Interval {
  if (b.low > 0) return { low: 0, high: a.low >= 0 ? Math.min(a.high, b.high - 1) : b.high - 1 };
  if (b.high < 0) return { low: b.low + 1, high: 0 };
  const size = Math.max(Math.abs(b.low), Math.abs(b.high));
  return { low: -size, high: size };
}
