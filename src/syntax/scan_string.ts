/** Strings with interpolations, and bytes literals (sections 2.7 to 2.9). */

import { lineEnd } from "./characters.ts";
import { scanBytesEscape, scanStringEscape } from "./scan_escape.ts";
import { CLOSER_KIND } from "./scanner_state.ts";
import type { Frame, ScannerState, StringMode } from "./scanner_state.ts";
import type { Token } from "./token.ts";
import { KIND } from "./token_kinds.ts";

/** Scans the string whose opening quote (`"`, `\"` or `"""`) is at the current position, up to its first interpolation. */
export function scanString(s: ScannerState): void {
  const start = s.pos;
  const quote = s.text.startsWith('"""', start) ? '"""' : s.text.charCodeAt(start) === 92 ? '\\"' : '"';
  // An empty string before a quote, `"" "`, never occurs: three quotes always open the long form.
  s.pos += quote.length;
  scanText(s, { quote, start }, start, s.top.plain || s.top.pattern, null);
}

/** Goes on with the string of an interpolation whose `}` is at the current position. */
export function closeInterpolation(s: ScannerState, spec: Pick<Token, "spec" | "specStart"> | null): void {
  const frame = s.top;
  const start = s.pos;
  if (s.tokens.length - 1 === frame.token) {
    s.report(
      "parse/empty-interpolation",
      frame.start,
      start + 1,
      "nothing stands between the braces of this string",
      {
        label: "an expression belongs here",
        help: ["write `\\{` and `\\}` for braces that are text"],
        fixes: spec === null ? [s.fix("write the braces as text", frame.start, start + 1, "\\{\\}")] : [],
      },
    );
    s.push(KIND.BAD, start);
  }
  s.pos++;
  s.close();
  scanText(s, frame.string!, start, false, spec ?? {});
}

/** The `:` that starts a format specification: takes it verbatim up to the `}`. */
export function scanSpec(s: ScannerState): void {
  const start = s.pos + 1;
  const quote = s.top.string!.quote;
  let end = start;
  while (end < s.text.length) {
    const c = s.text.charCodeAt(end);
    if (c === 125 || c === 34 || c === 92 || (c === 10 && quote !== '"""')) break;
    end++;
  }
  s.pos = end;
  if (s.text.charCodeAt(end) === 125) {
    return closeInterpolation(s, { spec: s.text.slice(start, end), specStart: start });
  }
  abandonString(s);
}

/**
 * Text of a string up to its end or the next interpolation. `tokenStart` is where the token begins, `plain` switches
 * interpolation off, `after` is not null when an interpolation came before.
 */
function scanText(
  s: ScannerState,
  mode: StringMode,
  tokenStart: number,
  plain: boolean,
  after: Pick<Token, "spec" | "specStart"> | null,
): void {
  const { text } = s;
  const { quote } = mode;
  const isTriple = quote === '"""';
  let cooked = "";
  let from = s.pos;
  for (;;) {
    const c = text.charCodeAt(s.pos);
    if (c === 92) { // backslash
      cooked += text.slice(from, s.pos);
      if (quote === '\\"' && text.charCodeAt(s.pos + 1) === 34) {
        s.pos += 2;
        return endString(s, mode, tokenStart, cooked, after);
      }
      cooked += scanStringEscape(s);
      from = s.pos;
    } else if (c === 34) { // quote
      if (isTriple ? text.startsWith('"""', s.pos) : quote === '"') {
        cooked += text.slice(from, s.pos);
        s.pos += quote.length;
        return endString(s, mode, tokenStart, cooked, after);
      }
      if (quote === '\\"') return unterminated(s, mode, tokenStart, cooked + text.slice(from, s.pos), after);
      s.pos++;
    } else if (c === 123 && !plain) { // {
      cooked += text.slice(from, s.pos);
      return openInterpolation(s, mode, tokenStart, cooked, after);
    } else if (c === 125 && !plain) { // }
      s.report("lex/lone-brace", s.pos, s.pos + 1, "`}` closes no interpolation", {
        help: ["write `\\}` for a brace that is text"],
        fixes: [s.fix("write the brace as text", s.pos, s.pos + 1, "\\}")],
      });
      s.pos++;
    } else if (c !== c) { // end of file
      return unterminated(s, mode, tokenStart, cooked + text.slice(from, s.pos), after);
    } else if (c === 10 && !isTriple) {
      return unterminated(s, mode, tokenStart, cooked + text.slice(from, s.pos), after);
    } else if (c === 13 && text.charCodeAt(s.pos + 1) === 10) {
      if (!isTriple) return unterminated(s, mode, tokenStart, cooked + text.slice(from, s.pos), after);
      cooked += text.slice(from, s.pos);
      s.pos++;
      from = s.pos;
    } else {
      s.pos++;
    }
  }
}

function endString(
  s: ScannerState,
  mode: StringMode,
  tokenStart: number,
  cooked: string,
  after: Pick<Token, "spec" | "specStart"> | null,
): void {
  s.push(after === null ? KIND.STRING : KIND.STRING_TAIL, tokenStart, cooked, {
    isTriple: mode.quote === '"""',
    ...after,
  });
}

function openInterpolation(
  s: ScannerState,
  mode: StringMode,
  tokenStart: number,
  cooked: string,
  after: Pick<Token, "spec" | "specStart"> | null,
): void {
  const brace = s.pos;
  s.pos++;
  s.push(after === null ? KIND.STRING_HEAD : KIND.STRING_MIDDLE, tokenStart, cooked, {
    isTriple: mode.quote === '"""',
    ...after,
  });
  s.open({
    open: "$",
    token: s.tokens.length - 1,
    plain: false,
    isMatch: false,
    pattern: false,
    newlines: false,
    string: mode,
    start: brace,
  });
}

/** The text of a string ended at a line end, at the end of the file, or (for `\"`) at the quote of the string around it. */
function unterminated(
  s: ScannerState,
  mode: StringMode,
  tokenStart: number,
  cooked: string,
  after: Pick<Token, "spec" | "specStart"> | null,
): void {
  if (isInShortInterpolation(s)) {
    endString(s, mode, tokenStart, cooked, after);
    return abandonString(s);
  }
  s.swallowed(mode.start);
  if (mode.quote === '"""') {
    s.report("lex/unterminated-string", mode.start, mode.start + 3, 'this string has no closing `"""`', {
      help: ['close it with `"""`'],
    });
  } else if (s.pos >= s.text.length) {
    s.report("lex/unterminated-string", mode.start, s.pos, "this string has no closing quote", {
      help: ['close it with `"`'],
    });
  } else {
    s.report("lex/newline-in-string", mode.start, s.pos, "a string ends on the line where it starts", {
      label: "no closing quote on this line",
      help: ['close it with `"`, write `\\n` for a line end, or use `"""` for a text of several lines'],
    });
  }
  endString(s, mode, tokenStart, cooked, after);
}

/** Somewhere inside an interpolation of a one-line string? */
export function isInShortInterpolation(s: ScannerState): boolean {
  return isShortInterpolation(s.top) || s.frames.some(isShortInterpolation);
}

function isShortInterpolation(frame: Frame): boolean {
  return frame.open === "$" && frame.string!.quote !== '"""';
}

/**
 * An interpolation of a one-line string did not end on its line (or at all): reports it once, closes everything that was
 * opened in the string, and goes on behind the line.
 */
export function abandonString(s: ScannerState): void {
  let outer: Frame | null = null;
  for (const frame of [...s.frames, s.top]) {
    if (isShortInterpolation(frame)) {
      outer = frame;
      break;
    }
    if (frame.open === "$" && s.pos >= s.text.length && outer === null) outer = frame;
  }
  if (outer === null) outer = s.top;
  const isLong = outer.string!.quote === '"""';
  if (isLong) s.pos = s.text.length;
  else s.pos = lineEnd(s.text, s.pos);
  s.swallowed(outer.start);
  // What looked wrong in the interpolation was text.
  const kept = s.diagnostics.filter((d) => d.span.start < outer!.start);
  s.diagnostics.splice(0, s.diagnostics.length, ...kept);
  s.report(
    "lex/unterminated-string",
    outer.start,
    isLong ? outer.start + 1 : s.pos,
    "this interpolation has no end",
    {
      label: "opened here",
      help: ["close it with `}`, or write `\\{` for a brace that is text"],
    },
  );
  for (;;) {
    const frame = s.top;
    if (frame.open === "$") {
      if (s.tokens.length - 1 === frame.token) s.push(KIND.BAD, s.pos);
      s.close();
      s.push(KIND.STRING_TAIL, s.pos, "", { isVirtual: true });
    } else {
      s.close();
      s.push(CLOSER_KIND[frame.open], s.pos, null, { isVirtual: true });
    }
    if (frame === outer) return;
  }
}

const encoder = new TextEncoder();

/** Scans `b"…"` at the current position. */
export function scanBytes(s: ScannerState): void {
  const { text } = s;
  const start = s.pos;
  s.pos += 2;
  const bytes: number[] = [];
  for (;;) {
    const c = text.charCodeAt(s.pos);
    if (c === 34) {
      s.pos++;
      break;
    }
    if (c !== c || c === 10 || c === 13) {
      // In an interpolation of a one-line string the line end is reported for that.
      if (c === c && isInShortInterpolation(s)) break;
      s.swallowed(start);
      s.report("lex/unterminated-string", start, s.pos, "this bytes literal has no closing quote", {
        help: ['close it with `"`; write `\\n` for a line end'],
      });
      break;
    }
    if (c === 92) {
      const byte = scanBytesEscape(s);
      if (byte >= 0) bytes.push(byte);
    } else if (c < 128) {
      bytes.push(c);
      s.pos++;
    } else {
      const char = String.fromCodePoint(text.codePointAt(s.pos)!);
      bytes.push(...encoder.encode(char));
      s.pos += char.length;
    }
  }
  s.push(KIND.BYTES, start, new Uint8Array(bytes));
}
