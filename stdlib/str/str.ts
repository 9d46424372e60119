/** Methods of Str (stdlib.md section 5). Positions and lengths count characters. */
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { canonicalInt, fitsInt, type Int, toNumber } from "../../src/runtime/operations/int.ts";
import {
  characterPosition,
  characters,
  hasSurrogates,
  quoteText,
  textLength,
  textSlice,
  unitOffset,
} from "../../src/runtime/text/text.ts";
import { boxFloat } from "../../src/runtime/values/float.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";

/** Longest Str that JavaScript holds, in code units. */
const LONGEST = 2 ** 29 - 24;

/** The letters that a pair of case mappings changes. */
function swapCase(text: string): string {
  let swapped = "";
  for (const c of text) {
    const upper = c.toUpperCase();
    swapped += c === upper ? c.toLowerCase() : upper;
  }
  return swapped;
}

/** First character of each word in upper case. */
function title(text: string): string {
  return text.replace(/(?<!\P{White_Space})\P{White_Space}/gu, (c) => c.toUpperCase());
}

/** Unicode's White_Space property, which differs from JavaScript's notion. */
function isWhiteSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13);
  return unit === 0x85 || unit === 0xA0 || unit === 0x1680 || (unit >= 0x2000 && unit <= 0x200A) ||
    unit === 0x2028 || unit === 0x2029 || unit === 0x202F || unit === 0x205F || unit === 0x3000;
}

function firstInk(text: string): number {
  let at = 0;
  while (at < text.length && isWhiteSpace(text.charCodeAt(at))) at++;
  return at;
}

function lastInk(text: string, from: number): number {
  let end = text.length;
  while (end > from && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Without white space at both ends. */
export function trim(text: string): string {
  const start = firstInk(text);
  return text.slice(start, lastInk(text, start));
}

function found(text: string, part: string, offset: number): Result {
  return offset < 0 ? new Err(`text not found: ${quoteText(part)}`) : new Ok(characterPosition(text, offset));
}

function find(text: string, part: string): Result {
  return found(text, part, text.indexOf(part));
}

function lastIndexOf(text: string, part: string): Result {
  return found(text, part, text.lastIndexOf(part));
}

function replace(text: string, old: string, replacement: string): string {
  if (old !== "") return text.replaceAll(old, () => replacement);
  if (text === "") return replacement;
  return replacement + characters(text).join(replacement) + replacement;
}

function split(text: string, separator: string): string[] {
  return separator === "" ? characters(text) : text.split(separator);
}

function lines(text: string): string[] {
  const parts = text.split("\n");
  if (parts[parts.length - 1] === "") parts.pop();
  return text.includes("\r") ? endedByLineFeed(parts, text) : parts;
}

/** Drops the CR of each CR LF; the last part has no LF when the text does not end in one. */
function endedByLineFeed(parts: string[], text: string): string[] {
  const last = text.endsWith("\n") ? -1 : parts.length - 1;
  return parts.map((part, i) => i !== last && part.endsWith("\r") ? part.slice(0, -1) : part);
}

/** The texts of a list joined; `run/type` when an element is no Str. */
export function joinTexts(list: readonly unknown[], separator: string): string {
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== "string") typeError("Str", list[i]);
  }
  return list.join(separator);
}

/** A count of copies; negative ones are an error, too many as well. */
function copies(count: Int, unitLength: number): number {
  const n = toNumber(count);
  if (n < 0) fail("run/bad-argument", `cannot repeat a text ${count} times`, ["the count must be 0 or more"]);
  if (n * unitLength > LONGEST) fail("run/bad-argument", `a text repeated ${count} times would be too long`);
  return n;
}

function repeat(text: string, count: Int): string {
  const n = copies(count, text.length);
  return text === "" ? "" : text.repeat(n);
}

function repeatWith(text: string, count: Int, separator: string): string {
  const n = copies(count, text.length + separator.length);
  if (n === 0 || text.length + separator.length === 0) return "";
  return text + (separator + text).repeat(n - 1);
}

/** How much filler brings the text to the width; checks that the filler is one character. */
function missing(text: string, width: Int, filler: string): number {
  if (textLength(filler) !== 1) {
    fail("run/bad-argument", `the filler must be one character, not ${quoteText(filler)}`);
  }
  const count = Math.max(0, toNumber(width) - textLength(text));
  if (count > LONGEST) fail("run/bad-argument", `the width ${width} is too large`);
  return count;
}

function padStart(text: string, width: Int, filler: string): string {
  return filler.repeat(missing(text, width, filler)) + text;
}

function padEnd(text: string, width: Int, filler: string): string {
  return text + filler.repeat(missing(text, width, filler));
}

function center(text: string, width: Int, filler: string): string {
  const count = missing(text, width, filler);
  return filler.repeat(count >> 1) + text + filler.repeat(count - (count >> 1));
}

function left(text: string, count: Int): string {
  const n = toNumber(count);
  return n <= 0 ? "" : text.slice(0, unitOffset(text, n));
}

function right(text: string, count: Int): string {
  const n = toNumber(count);
  if (n <= 0) return "";
  const length = textLength(text);
  return n >= length ? text : textSlice(text, length - n, length);
}

function splitAt(text: string, position: Int): Tuple {
  if (position < 0) {
    fail("run/bad-argument", `cannot split a text at ${position}`, ["the position must be 0 or more"]);
  }
  const offset = unitOffset(text, toNumber(position));
  return new Tuple([text.slice(0, offset), text.slice(offset)]);
}

const DIGITS: Record<number, RegExp> = {
  2: /^[01]+$/,
  8: /^[0-7]+$/,
  10: /^[0-9]+$/,
  16: /^[0-9a-fA-F]+$/,
};
const PREFIX: Record<number, string> = { 2: "0b", 8: "0o", 10: "", 16: "0x" };

/** A Str read as Int: optional sign and digits of the base. */
export function toInt(text: string, base: Int = 10): Result {
  const digitsOf = DIGITS[Number(base)];
  if (!digitsOf) fail("run/bad-argument", `there is no base ${base}`, ["bases are 2, 8, 10 and 16"]);
  const trimmed = trim(text);
  const isNegative = trimmed[0] === "-";
  const digits = isNegative || trimmed[0] === "+" ? trimmed.slice(1) : trimmed;
  if (!digitsOf.test(digits)) return new Err(`not an integer: ${quoteText(text)}`);
  if (digits.length <= 12) {
    const value = parseInt(digits, Number(base));
    return new Ok(isNegative ? 0 - value : value);
  }
  const magnitude = BigInt(PREFIX[Number(base)] + digits);
  const value = isNegative ? -magnitude : magnitude;
  return fitsInt(value) ? new Ok(canonicalInt(value)) : new Err(`integer out of range: ${quoteText(text)}`);
}

/** A Str read as a double; undefined when it is no number. */
export function parseDouble(text: string): number | undefined {
  const trimmed = trim(text);
  if (!/^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

function toFloat(text: string): Result {
  const value = parseDouble(text);
  return value === undefined ? new Err(`not a number: ${quoteText(text)}`) : new Ok(boxFloat(value));
}

export const implementations = {
  "Str.len": (text: string): Int => hasSurrogates(text) ? textLength(text) : text.length,
  "Str.is_empty": (text: string): boolean => text === "",
  "Str.upper": (text: string): string => text.toUpperCase(),
  "Str.lower": (text: string): string => text.toLowerCase(),
  "Str.swap_case": swapCase,
  "Str.title": title,
  "Str.trim": trim,
  "Str.trim_start": (text: string): string => text.slice(firstInk(text)),
  "Str.trim_end": (text: string): string => text.slice(0, lastInk(text, 0)),
  "Str.contains": (text: string, part: string): boolean => text.includes(part),
  "Str.starts_with": (text: string, part: string): boolean => text.startsWith(part),
  "Str.ends_with": (text: string, part: string): boolean => text.endsWith(part),
  "Str.find": find,
  "Str.index_of": find,
  "Str.last_index_of": lastIndexOf,
  "Str.replace": replace,
  "Str.split": split,
  "Str.lines": lines,
  "Str.chars": characters,
  "Str.join": (separator: string, list: unknown[]): string => joinTexts(list, separator),
  "Str.repeat": repeat,
  "Str.repeat_with": repeatWith,
  "Str.pad_start": padStart,
  "Str.pad_end": padEnd,
  "Str.center": center,
  "Str.left": left,
  "Str.right": right,
  "Str.split_at": splitAt,
  "Str.is_alpha": (text: string): boolean => /^[A-Za-z]+$/.test(text),
  "Str.is_digit": (text: string): boolean => /^[0-9]+$/.test(text),
  "Str.is_numeric": (text: string): boolean => /^[+-]?[0-9]+(\.[0-9]+)?$/.test(text),
  "Str.to_int": toInt,
  "Str.to_float": toFloat,
};
