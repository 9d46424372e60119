/** Characters that start no token, single quotes, and labels. */

import type { Fix } from "../diagnostics/diagnostic.ts";
import { isDigit, isNameStart, lineEnd, skipName } from "./characters.ts";
import type { ScannerState } from "./scanner_state.ts";
import { KIND, NEEDS_OPERAND } from "./token_kinds.ts";

/** `'name` is a label, `'text'` a mistake. */
export function scanQuote(s: ScannerState): void {
  const { text } = s;
  const start = s.pos;
  const isName = isNameStart(text, start + 1);
  const nameEnd = isName ? skipName(text, start + 1) : start + 1;
  const last = s.lastKind();
  const isLabel = isName && text.charAt(nameEnd) !== "'" &&
    (last === KIND.BREAK || last === KIND.CONTINUE ||
      /^\s*:\s*(?:while|for|loop)\b/.test(text.slice(nameEnd, nameEnd + 80)));
  const close = closingQuote(text, start + 1);
  if (isLabel || (isName && close < 0)) {
    s.pos = nameEnd;
    return s.push(KIND.LABEL, start, text.slice(start + 1, nameEnd));
  }
  if (close < 0) return scanUnknown(s);
  s.pos = close + 1;
  const inner = text.slice(start + 1, close);
  const mended = '"' +
    inner.replaceAll("\\'", "'").replaceAll('"', '\\"').replaceAll("{", "\\{").replaceAll("}", "\\}") + '"';
  s.report("lex/single-quotes", start, s.pos, "strings are written with double quotes", {
    help: [mended.length <= 40 ? `write \`${mended}\`` : 'write `"…"`'],
    fixes: [s.fix("use double quotes", start, s.pos, mended)],
  });
  s.push(KIND.STRING, start, inner);
}

function closingQuote(text: string, from: number): number {
  const end = lineEnd(text, from);
  for (let p = from; p < end; p++) {
    const c = text.charCodeAt(p);
    if (c === 92) p++;
    else if (c === 39) return p;
  }
  return -1;
}

/** UTF-16 units of the character at a position: two for a whole pair of surrogates. (The host's optimised `codePointAt` reads past the end of some sliced texts.) */
function characterSize(text: string, at: number): number {
  const isPair = isHighSurrogate(text.charCodeAt(at)) && at + 1 < text.length &&
    isLowSurrogate(text.charCodeAt(at + 1));
  return isPair ? 2 : 1;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Reports the run of characters at the current position that start no token, and skips it. */
export function scanUnknown(s: ScannerState): void {
  const { text } = s;
  const start = s.pos;
  const first = text.slice(start, start + characterSize(text, start));
  let help: readonly string[] = [];
  let fixes: readonly Fix[] = [];
  if (first === "#") {
    s.pos = lineEnd(text, start);
    help = ["comments start with `//`"];
    fixes = [s.fix("write `//`", start, start + 1, "//")];
  } else if (first === "`") {
    const close = text.indexOf("`", start + 1);
    const end = lineEnd(text, start);
    s.pos = close > start && close < end ? close + 1 : start + 1;
    help = ['strings are written with `"`, or with `"""` over several lines'];
  } else {
    do s.pos += characterSize(text, s.pos); while (s.pos < text.length && isUnknown(text, s.pos));
    if (first === "\\") {
      help = ["a `\\` has a meaning only inside a string; lines need no continuation character"];
    } else if (/^[\u2018\u2019\u201c\u201d]/.test(first)) help = ['use the plain quote `"`'];
    else if (/^\p{Z}|[\u200b\ufeff]/u.test(first)) help = ["use a plain space"];
  }
  const shown = [...text.slice(start, s.pos)];
  const name = first === "#" || first === "`" ? first : shown.length <= 8 ? shown.join("") : first;
  const point = first.codePointAt(0)!;
  const code = /^[\p{C}\p{Z}]/u.test(first) ? `U+${point.toString(16).toUpperCase().padStart(4, "0")}` : "";
  const message = first === "`"
    ? "unknown character: a backtick"
    : code === ""
    ? `unknown character \`${name}\``
    : `unknown character ${code}`;
  s.report("lex/unknown-character", start, first === "#" ? start + 1 : s.pos, message, {
    help,
    fixes,
  });
  // In the place of an operand it stands for one: otherwise the next line would be taken for it.
  const isOperand = NEEDS_OPERAND.has(s.lastKind()) &&
    /^[ \t]*(?:\r?\n|\/\/|$)/.test(text.slice(s.pos, s.pos + 80));
  if (first === "`" || (first !== "#" && isOperand)) s.push(KIND.BAD, start);
}

function isUnknown(text: string, pos: number): boolean {
  const c = text.charCodeAt(pos);
  if (c < 128) return c < 32 && c !== 9 && c !== 10 && c !== 13;
  return !isNameStart(text, pos) && !isDigit(c);
}
