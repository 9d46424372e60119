/**
 * Pieces of emitted code are plain strings. Control characters, which emitted JavaScript never contains otherwise, carry what a string cannot say: a position mark
 * (`\x01offset,length\x02`, see source_map.ts) and parentheses that may be dropped where the context needs none (`\x03 … \x04`).
 */

/** A composite expression (never a comma expression): parenthesised unless `bare` drops that. */
export function wrap(code: string): string {
  return `\x03${code}\x04`;
}

/** Drops droppable parentheses around the whole of `code`. */
export function bare(code: string): string {
  const last = code.length - 1;
  if (code.charCodeAt(0) !== 3 || code.charCodeAt(last) !== 4) return code;
  let depth = 0;
  for (let i = 0; i < last; i++) {
    const c = code.charCodeAt(i);
    if (c === 3) depth++;
    else if (c === 4 && --depth === 0) return code;
  }
  return code.slice(1, last);
}

/** A position mark: what follows comes from `length` characters of the program at the global `offset`. */
export function mark(offset: number, length: number): string {
  return `\x01${offset.toString(36)},${length.toString(36)}\x02`;
}

/** An identifier or a number: free to evaluate any number of times. */
export function isAtom(code: string): boolean {
  return /^(?:[A-Za-z_$][\w$]*|\d+n?|\d*\.\d+|\P{ASCII}[\p{L}\p{N}_$]*)$/u.test(code);
}

/** Whether `code` is a number literal, possibly signed. */
export function isNumber(code: string): boolean {
  return /^\x03?-?\d+(?:\.\d+)?(?:e[-+]?\d+)?\x04?$/.test(code);
}

/** Arguments or elements: each without needless parentheses. */
export function list(codes: readonly string[]): string {
  return codes.length === 1 ? bare(codes[0]) : codes.map(bare).join(", ");
}

/** A JavaScript string literal. */
export function quote(text: string): string {
  // U+2028 and U+2029 are legal in string literals, but count as line ends in stack traces. JSON escapes the control characters.
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** A mark: what follows comes from no place of the program. */
export const UNMAPPED = "\x01-\x02";
