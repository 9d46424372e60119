/** What is known of variables at one point of a function; null where no path leads. */
import type { VariableSymbol } from "../../../types/symbol.ts";
import { type Interval, union, widen } from "./interval.ts";

export type Environment = Map<VariableSymbol, Interval>;

/** Knowledge after two paths meet. A variable that one of them has not assigned cannot be read before it is. */
export function join(a: Environment | null, b: Environment | null): Environment | null {
  if (a === null) return b;
  if (b === null) return a;
  const result = new Map(a);
  for (const [symbol, range] of b) {
    const other = a.get(symbol);
    result.set(symbol, other === undefined ? range : union(other, range));
  }
  return result;
}

/** As `join`, but bounds that grew are widened. */
export function widenAll(previous: Environment, next: Environment): Environment {
  const result = new Map(next);
  for (const [symbol, range] of next) {
    const before = previous.get(symbol);
    if (before !== undefined && before !== range) result.set(symbol, widen(before, range));
  }
  return result;
}

/** Whether everything in `inner` lies within `outer`. */
export function isWithin(inner: Environment | null, outer: Environment): boolean {
  if (inner === null) return true;
  for (const [symbol, range] of inner) {
    const bound = outer.get(symbol);
    if (bound === undefined || range.low < bound.low || range.high > bound.high) return false;
  }
  return true;
}
