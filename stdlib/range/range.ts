/** Methods of Range (stdlib.md section 9). */
import { fail } from "../../src/runtime/failures/failure.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import {
  rangeContains,
  rangeCount,
  rangeElements,
  rangeLength,
  rangeToList,
} from "../../src/runtime/operations/range.ts";
import type { Range } from "../../src/runtime/values/range.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";

function enumerate(range: Range): Tuple[] {
  return rangeToList(range).map((value, i) => new Tuple([i, value]));
}

function zip(range: Range, list: unknown[]): Tuple[] {
  const pairs: Tuple[] = [];
  for (const value of rangeElements(range)) {
    if (pairs.length >= list.length) break;
    pairs.push(new Tuple([value, list[pairs.length]]));
  }
  return pairs;
}

function stepBy(range: Range, n: Int): Int[] {
  if (n <= 0) fail("run/bad-argument", `cannot step by ${n}`, ["the step must be 1 or more"]);
  return rangeToList(range, n);
}

export const implementations = {
  "Range.len": rangeCount,
  "Range.is_empty": (range: Range): boolean => rangeLength(range) === 0,
  "Range.contains": rangeContains as (range: Range, value: unknown) => boolean,
  "Range.to_list": (range: Range): Int[] => rangeToList(range),
  "Range.enumerate": enumerate,
  "Range.zip": zip,
  "Range.chain": (range: Range, list: unknown[]): unknown[] => [...rangeToList(range), ...list],
  "Range.step_by": stepBy,
};
