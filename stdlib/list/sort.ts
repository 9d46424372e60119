/** Sorting: stable, by the order of section 1 (Ord), NaN last. */
import { checkInt } from "../../src/runtime/operations/check_kind.ts";
import { compare } from "../../src/runtime/operations/compare.ts";
import { hasSurrogates } from "../../src/runtime/text/text.ts";

/** A callback that orders: gives a negative Int, zero or a positive one. */
export type Comparison = (a: unknown, b: unknown) => unknown;

/** Sorts in place by value. */
export function sortList(list: unknown[]): void {
  if (list.length < 2) return;
  if (list.every((value) => typeof value === "number")) {
    // Equal plain numbers are indistinguishable, so this sort needs no stability; NaN goes last.
    const sorted = Float64Array.from(list as number[]).sort();
    for (let i = 0; i < sorted.length; i++) list[i] = sorted[i];
  } else if (list.every((value) => typeof value === "string" && !hasSurrogates(value))) {
    // Without surrogates JavaScript's own order is that of code points.
    list.sort();
  } else {
    list.sort(compare);
  }
}

/** Sorts in place by a callback. */
export function sortListBy(list: unknown[], comparison: Comparison): void {
  list.sort((a, b) => {
    const result = comparison(a, b);
    return typeof result === "number" && Number.isInteger(result) ? result : checkInt(result) < 0 ? -1 : 1;
  });
}
