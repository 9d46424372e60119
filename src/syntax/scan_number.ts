/** Number literals (section 2.6). */

import { isDigit, skipName } from "./characters.ts";
import type { ScannerState } from "./scanner_state.ts";
import { ENDS_OPERAND, KIND } from "./token_kinds.ts";

const MAX_INT = 9223372036854775807n;

const DECIMAL = /[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?/y;
const RADIX_DIGITS: Readonly<Record<string, RegExp>> = { x: /^[0-9a-fA-F]$/, b: /^[01]$/, o: /^[0-7]$/ };
const RADIX_NAME: Readonly<Record<string, string>> = { x: "a hexadecimal", b: "a binary", o: "an octal" };

/** Scans the number at the current position; malformed ones become BAD tokens. */
export function scanNumber(s: ScannerState): void {
  const { text } = s;
  const start = s.pos;
  if (s.lastKind() === KIND.DOT || s.lastKind() === KIND.QUESTION_DOT) return scanTupleIndex(s);
  const radix = text.charCodeAt(start) === 48 ? text.charAt(start + 1).toLowerCase() : "";
  if (radix === "x" || radix === "b" || radix === "o") return scanRadix(s, radix);

  DECIMAL.lastIndex = start;
  const literal = DECIMAL.exec(text)![0];
  s.pos = start + literal.length;
  const end = skipName(text, s.pos);
  if (end > s.pos) return bad(s, start, end, trailingReason(literal, text.slice(s.pos, end)));
  if (/_(?![0-9])/.test(literal)) return bad(s, start, s.pos, "`_` stands only between two digits");

  const digits = literal.includes("_") ? literal.replaceAll("_", "") : literal;
  if (/[.eE]/.test(digits)) return pushFloat(s, start, Number(digits));
  pushInt(s, start, digits);
}

function scanTupleIndex(s: ScannerState): void {
  const start = s.pos;
  let end = start;
  while (isDigit(s.text.charCodeAt(end))) end++;
  const after = skipName(s.text, end);
  if (after > end) return bad(s, start, after, "the index of a tuple has digits only");
  s.pos = end;
  s.push(KIND.INT, start, Number(s.text.slice(start, end)));
}

function scanRadix(s: ScannerState, radix: string): void {
  const start = s.pos;
  const end = skipName(s.text, start + 2);
  const body = s.text.slice(start + 2, end);
  if (body === "") return bad(s, start, end, `digits must follow \`${s.text.slice(start, end)}\``);
  if (/^_|_$|__/.test(body)) return bad(s, start, end, "`_` stands only between two digits");
  for (const char of body) {
    if (char !== "_" && !RADIX_DIGITS[radix].test(char)) {
      return bad(s, start, end, `\`${char}\` is not a digit of ${RADIX_NAME[radix]} number`);
    }
  }
  s.pos = end;
  pushInt(s, start, "0" + radix + body.replaceAll("_", ""));
}

function pushInt(s: ScannerState, start: number, digits: string): void {
  const small = Number(digits);
  if (Number.isSafeInteger(small)) return s.push(KIND.INT, start, small);
  const value = BigInt(digits);
  if (value <= MAX_INT || (value === MAX_INT + 1n && followsUnaryMinus(s, start))) {
    return s.push(KIND.INT, start, value);
  }
  s.report(
    "lex/number-too-large",
    start,
    s.pos,
    `\`${s.text.slice(start, s.pos)}\` does not fit in an \`Int\``,
    {
      help: [
        "the largest `Int` is 9223372036854775807; write a `Float` (`1e19`) or a `Decimal` for larger numbers",
      ],
    },
  );
  s.push(KIND.BAD, start);
}

function pushFloat(s: ScannerState, start: number, value: number): void {
  if (Number.isFinite(value)) return s.push(KIND.FLOAT, start, value);
  s.report(
    "lex/number-too-large",
    start,
    s.pos,
    `\`${s.text.slice(start, s.pos)}\` does not fit in a \`Float\``,
    {
      help: ["the largest `Float` is about 1.8e308"],
    },
  );
  s.push(KIND.BAD, start);
}

function followsUnaryMinus(s: ScannerState, start: number): boolean {
  const n = s.tokens.length;
  if (n === 0 || s.tokens[n - 1].kind !== KIND.MINUS || s.tokens[n - 1].end !== start) return false;
  return n === 1 || !ENDS_OPERAND.has(s.tokens[n - 2].kind);
}

function trailingReason(literal: string, rest: string): string {
  if (/^[eE]/.test(rest) && /^[eE]_*$/.test(rest)) return "digits must follow the exponent";
  if (literal === "0" && /^[_]/.test(rest)) return "`_` stands only between two digits";
  return `a number cannot be followed directly by \`${rest}\``;
}

function bad(s: ScannerState, start: number, end: number, reason: string): void {
  s.pos = end;
  const mended = withSingleUnderscores(s.text.slice(start, end));
  s.report("lex/bad-number", start, end, `\`${s.text.slice(start, end)}\` is not a number`, {
    label: reason,
    help: ["numbers look like `42`, `8_000_000`, `0xFF`, `3.25` or `1.5e-6`"],
    fixes: mended === null ? [] : [s.fix(`write \`${mended}\``, start, end, mended)],
  });
  s.push(KIND.BAD, start);
}

/** A number with its superfluous `_` taken out; null when that does not make it one. */
function withSingleUnderscores(text: string): string | null {
  const mended = text.replace(/__+/g, "_").replace(/_(?![0-9a-fA-F])|(?<![0-9a-fA-F])_/g, "");
  const isNumber = /^(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?|0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)$/
    .test(mended);
  return mended !== text && isNumber ? mended : null;
}
