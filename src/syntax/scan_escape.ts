/** Escapes of strings and bytes literals (sections 2.7 and 2.9). */

import type { Fix } from "../diagnostics/diagnostic.ts";
import type { ScannerState } from "./scanner_state.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  "\\": "\\",
  '"': '"',
};
const STRING_ONLY: Readonly<Record<string, string>> = { b: "\b", "{": "{", "}": "}" };

/** Reads the escape at the current position (a backslash), moves behind it, gives its text; "" after a report. */
export function scanStringEscape(s: ScannerState): string {
  const start = s.pos;
  const char = s.text.charAt(start + 1);
  const simple = SIMPLE[char] ?? STRING_ONLY[char];
  if (simple !== undefined) {
    s.pos = start + 2;
    return simple;
  }
  if (char === "x") {
    const value = hexByte(s);
    if (value < 0) return "";
    if (value > 0x7f) {
      const point = value.toString(16).toUpperCase();
      badEscape(s, start, s.pos, `\`\\x\` goes up to \`\\x7F\` in a string`, `write \`\\u{${point}}\``, [
        s.fix(`write \`\\u{${point}}\``, start, s.pos, `\\u{${point}}`),
      ]);
      return "";
    }
    return String.fromCharCode(value);
  }
  if (char === "u") return unicodeEscape(s);
  unknownEscape(
    s,
    'known escapes are `\\n \\t \\r \\0 \\b \\\\ \\" \\{ \\} \\xHH \\u{H…}`; write `\\\\` for a backslash',
  );
  return "";
}

/** The same inside `b"…"`: a byte, or -1 after a report. */
export function scanBytesEscape(s: ScannerState): number {
  const char = s.text.charAt(s.pos + 1);
  const simple = char === "t" ? undefined : SIMPLE[char];
  if (simple !== undefined || char === "t") {
    s.pos += 2;
    return (simple ?? "\t").charCodeAt(0);
  }
  if (char === "x") return hexByte(s);
  unknownEscape(
    s,
    'known escapes of bytes are `\\n \\t \\r \\0 \\\\ \\" \\xHH`; write `\\\\` for a backslash',
  );
  return -1;
}

function hexByte(s: ScannerState): number {
  const start = s.pos;
  const digits = s.text.slice(start + 2, start + 4);
  if (/^[0-9a-fA-F]{2}$/.test(digits)) {
    s.pos = start + 4;
    return parseInt(digits, 16);
  }
  const length = /^[0-9a-fA-F]?/.exec(digits)![0].length;
  s.pos = start + 2 + length;
  badEscape(s, start, s.pos, "`\\x` needs two hex digits", "write two digits, as in `\\x0A`");
  return -1;
}

function unicodeEscape(s: ScannerState): string {
  const start = s.pos;
  const match = /^\{([0-9a-fA-F]{1,6})\}/.exec(s.text.slice(start + 2, start + 10));
  if (match === null) {
    const loose = /^\{[^}"\n]*\}?|^[0-9a-fA-F]*/.exec(s.text.slice(start + 2, start + 40))![0];
    s.pos = start + 2 + loose.length;
    badEscape(s, start, s.pos, "`\\u` needs one to six hex digits in braces", "write it like `\\u{1F600}`");
    return "";
  }
  s.pos = start + 2 + match[0].length;
  const point = parseInt(match[1], 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    badEscape(
      s,
      start,
      s.pos,
      `\`${s.text.slice(start, s.pos)}\` is not a Unicode character`,
      "use a code point up to 10FFFF that is not a surrogate (D800 to DFFF)",
    );
    return "";
  }
  return String.fromCodePoint(point);
}

function unknownEscape(s: ScannerState, help: string): void {
  const start = s.pos;
  const point = s.text.codePointAt(start + 1);
  const isLineEnd = point === undefined || point === 10 || point === 13;
  const char = isLineEnd ? "" : String.fromCodePoint(point);
  s.pos = start + 1 + char.length;
  const what = isLineEnd ? "a `\\` at the end of a line is not an escape" : `unknown escape \`\\${char}\``;
  badEscape(s, start, s.pos, what, help, [s.fix("write a backslash", start, start, "\\")]);
}

function badEscape(
  s: ScannerState,
  start: number,
  end: number,
  message: string,
  help: string,
  fixes: readonly Fix[] = [],
): void {
  s.report("lex/bad-escape", start, end, message, { help: [help], fixes });
}
