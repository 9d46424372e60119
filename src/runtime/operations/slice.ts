/** Slices (language.md section 7.3): always copies; negative bounds count from the end, bounds outside are clamped. */
import { checkInt, typeError } from "./check_kind.ts";
import { fail } from "../failures/failure.ts";
import { type Int, toNumber } from "./int.ts";
import { textLength, textSlice } from "../text/text.ts";
import type { Range } from "../values/range.ts";

/** A bound as a position in 0..=length. */
function clampBound(bound: Int, length: number): number {
  const position = toNumber(bound);
  return position < 0 ? Math.max(0, position + length) : Math.min(position, length);
}

function startOf(start: Int | null, length: number): number {
  return start === null ? 0 : clampBound(start, length);
}

function endOf(end: Int | null, isInclusive: boolean, length: number): number {
  if (end === null) return length;
  if (!isInclusive) return clampBound(end, length);
  const position = toNumber(end);
  return position < 0 ? Math.max(0, position + length + 1) : Math.min(position + 1, length);
}

/** `xs[start..end]`; null is an open bound. */
export function sliceList(
  list: readonly unknown[],
  start: Int | null,
  end: Int | null,
  isInclusive: boolean,
): unknown[] {
  return list.slice(startOf(start, list.length), endOf(end, isInclusive, list.length));
}

/** `s[start..end]` in characters. */
export function sliceText(text: string, start: Int | null, end: Int | null, isInclusive: boolean): string {
  const length = textLength(text);
  const from = startOf(start, length);
  const to = endOf(end, isInclusive, length);
  return from < to ? textSlice(text, from, to) : "";
}

/** `b[start..end]` */
export function sliceBytes(
  bytes: Uint8Array,
  start: Int | null,
  end: Int | null,
  isInclusive: boolean,
): Uint8Array {
  return bytes.slice(startOf(start, bytes.length), endOf(end, isInclusive, bytes.length));
}

/** `x[start..end]` on a uniform value; bounds are uniform Ints or null where open. */
export function slice(value: unknown, start: unknown, end: unknown, isInclusive: boolean): unknown {
  if (value === null) fail("run/null-access", "cannot slice `null`");
  const from = start === null ? null : checkInt(start);
  const to = end === null ? null : checkInt(end);
  if (Array.isArray(value)) return sliceList(value, from, to, isInclusive);
  if (typeof value === "string") return sliceText(value, from, to, isInclusive);
  if (value instanceof Uint8Array) return sliceBytes(value, from, to, isInclusive);
  typeError("List, Str or Bytes", value);
}

/** `x[range]` on a uniform value. */
export function sliceByRange(value: unknown, range: Range): unknown {
  return slice(value, range.from, range.to, range.isInclusive);
}
