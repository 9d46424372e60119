/**
 * Positions in text. A Str is a JavaScript string; its length and positions count Unicode scalar values. Text without surrogates, nearly all of it, takes the
 * direct path; the answer for the last long text is remembered, so that loops over positions stay linear.
 */
const SURROGATE = /[\uD800-\uDFFF]/;

let checkedText = "";
let checkedAnswer = false;
let splitText = "";
let splitParts: string[] = [];

/** Whether any character takes two code units. */
export function hasSurrogates(text: string): boolean {
  if (text.length < 32) return SURROGATE.test(text);
  if (text === checkedText) return checkedAnswer;
  checkedText = text;
  return checkedAnswer = SURROGATE.test(text);
}

/** Count of characters. */
export function textLength(text: string): number {
  return hasSurrogates(text) ? characterArray(text).length : text.length;
}

/** The characters as strings; shared, so never to be changed or handed out. */
function characterArray(text: string): readonly string[] {
  if (text === splitText) return splitParts;
  splitText = text;
  return splitParts = Array.from(text);
}

/** The characters as strings, in a list of its own. */
export function characters(text: string): string[] {
  return hasSurrogates(text) ? Array.from(text) : text.split("");
}

/** The character at a position from 0 to length - 1. */
export function characterAt(text: string, position: number): string {
  return hasSurrogates(text) ? characterArray(text)[position] : text[position];
}

/** The characters from `start` up to, not including, `end`; both in 0..=length. */
export function textSlice(text: string, start: number, end: number): string {
  return hasSurrogates(text) ? characterArray(text).slice(start, end).join("") : text.slice(start, end);
}

/** Character position of a code unit offset. */
export function characterPosition(text: string, offset: number): number {
  if (!hasSurrogates(text)) return offset;
  let position = 0;
  for (let unit = 0; unit < offset; position++) unit += isPairAt(text, unit) ? 2 : 1;
  return position;
}

/** Code unit offset of a character position; the length of the text when it lies beyond. */
export function unitOffset(text: string, position: number): number {
  if (!hasSurrogates(text)) return Math.min(position, text.length);
  let unit = 0;
  for (let count = 0; count < position && unit < text.length; count++) unit += isPairAt(text, unit) ? 2 : 1;
  return unit;
}

function isPairAt(text: string, unit: number): boolean {
  return text.codePointAt(unit)! > 0xFFFF;
}

/** Order by code point: negative, zero, positive. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Code units sorted as the code points they belong to: surrogates after everything else. */
function codePointRank(unit: number): number {
  return unit < 0xD800 ? unit : unit >= 0xE000 ? unit - 0x800 : unit + 0x2000;
}

/** A Str as it shows inside containers: quoted, with `"` `\` LF TAB CR escaped. */
export function quoteText(text: string): string {
  return ESCAPED.test(text) ? `"${text.replace(ESCAPED_ALL, (c) => ESCAPES[c])}"` : `"${text}"`;
}

const ESCAPED = /["\\\n\t\r]/;
const ESCAPED_ALL = /["\\\n\t\r]/g;
const ESCAPES: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
