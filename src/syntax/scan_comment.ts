/** Comments and doc comments (section 2.2). */

import { lineEnd } from "./characters.ts";
import type { ScannerState } from "./scanner_state.ts";

/** `// …` or `/// …` at the current position. */
export function scanLineComment(s: ScannerState): void {
  const { text } = s;
  const start = s.pos;
  const end = lineEnd(text, start);
  const isDoc = text.charCodeAt(start + 2) === 47 && text.charCodeAt(start + 3) !== 47;
  if (isDoc) addDocLine(s, start, end);
  s.comments.push({ kind: isDoc ? "doc" : "line", start, end });
  s.pos = end;
}

/** A doc line belongs to the token that follows; lines one under the other are one text, an earlier run is forgotten. */
function addDocLine(s: ScannerState, start: number, end: number): void {
  const from = s.text.charCodeAt(start + 3) === 32 ? start + 4 : start + 3;
  const line = s.text.slice(from, end).trimEnd();
  const previous = s.comments[s.comments.length - 1];
  const token = s.tokens.length;
  const known = s.docs.get(token);
  const isRun = known !== undefined && previous?.kind === "doc" &&
    /^\r?\n[ \t]*$/.test(s.text.slice(previous.end, start));
  s.docs.set(token, isRun ? known + "\n" + line : line);
}

/** A block comment at the current position. */
export function scanBlockComment(s: ScannerState): void {
  const start = s.pos;
  const close = s.text.indexOf("*/", start + 2);
  if (close < 0) {
    s.report("lex/unterminated-comment", start, start + 2, "this comment has no closing `*/`", {
      label: "opened here",
      help: ["close it with `*/`; comments do not nest"],
    });
  }
  s.pos = close < 0 ? s.text.length : close + 2;
  if (close < 0) s.swallowed(start);
  s.comments.push({ kind: "block", start, end: s.pos });
}
