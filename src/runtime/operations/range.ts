/** Ranges as values: bounds, length, elements. */
import { canonicalInt, fitsInt, type Int, overflow } from "./int.ts";
import { fail } from "../failures/failure.ts";
import type { Range } from "../values/range.ts";

/** The exclusive end; beyond the Ints for `..=` the largest one. */
export function rangeEnd(range: Range): Int {
  if (!range.isInclusive) return range.to;
  return typeof range.to === "number" && range.to < Number.MAX_SAFE_INTEGER
    ? range.to + 1
    : canonicalInt(BigInt(range.to) + 1n);
}

/** Count of elements. */
export function rangeLength(range: Range): Int {
  const { from } = range;
  const end = rangeEnd(range);
  if (from >= end) return 0;
  if (typeof from === "number" && typeof end === "number") {
    const length = end - from;
    if (length <= Number.MAX_SAFE_INTEGER) return length;
  }
  return canonicalInt(BigInt(end) - BigInt(from));
}

/** The same for programs; `run/overflow` for a count that is no Int. */
export function rangeCount(range: Range): Int {
  const length = rangeLength(range);
  if (typeof length === "bigint" && !fitsInt(length)) overflow("len");
  return length;
}

/** The longest list that JavaScript holds. */
export const MAX_LIST = 2 ** 32 - 2;

/** Every `step`-th element as a list, the first one included; `run/bad-argument` when that is too long for a list. */
export function rangeToList(range: Range, step: Int = 1): Int[] {
  const end = rangeEnd(range);
  const { from } = range;
  const count = rangeLength(range);
  const length = typeof count === "number" && typeof step === "number"
    ? Math.ceil(count / step)
    : Number((BigInt(count) + BigInt(step) - 1n) / BigInt(step));
  if (length > MAX_LIST) fail("run/bad-argument", "the range has too many elements for a list");
  if (typeof from === "number" && typeof end === "number" && typeof step === "number") {
    const list = new Array<Int>(length);
    for (let i = 0; i < length; i++) list[i] = from + i * step;
    return list;
  }
  const [first, by] = [BigInt(from), BigInt(step)];
  return Array.from({ length }, (_, i) => canonicalInt(first + BigInt(i) * by));
}

/** The elements one after the other, without a list. */
export function rangeElements(range: Range): Iterable<Int> {
  const end = rangeEnd(range);
  const { from } = range;
  return typeof from === "number" && typeof end === "number"
    ? new Steps(from, end)
    : largeElements(from, end);
}

/** Counts up: a plain iterator, which JavaScript engines run faster than a generator. */
class Steps implements IterableIterator<number> {
  constructor(private at: number, private readonly end: number) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<number> {
    return this.at < this.end ? { value: this.at++, done: false } : { value: undefined, done: true };
  }
}

function* largeElements(from: Int, end: Int): Generator<Int> {
  for (let i = BigInt(from); i < end; i++) yield canonicalInt(i);
}

/** `value in range`: false for anything but an Int. */
export function rangeContains(range: Range, value: unknown): boolean {
  if (typeof value === "number" ? !Number.isInteger(value) : typeof value !== "bigint") return false;
  const int = value as Int;
  return int >= range.from && (range.isInclusive ? int <= range.to : int < range.to);
}
