/** Brackets: the stack of open ones, and what stands in for missing partners, so that the parser sees balanced brackets only. */

import { CLOSER, CLOSER_KIND } from "./scanner_state.ts";
import type { Frame, ScannerState } from "./scanner_state.ts";
import { closeInterpolation } from "./scan_string.ts";
import { ENDS_OPERAND, KIND } from "./token_kinds.ts";

/** A `{` whose `}` stands further left than its own line: probably the one that lacks its partner. */
const suspects = new WeakMap<ScannerState, Frame>();

/** An opening bracket at the current position. */
export function openBracket(s: ScannerState, open: "(" | "[" | "{", isMatch: boolean): void {
  const start = s.pos;
  const outer = s.top;
  const n = s.tokens.length;
  const isDecorator = open === "(" && n >= 2 && s.tokens[n - 2].kind === KIND.AT;
  const isLetPattern = open === "(" && s.lastKind() === KIND.LET;
  s.pos++;
  s.push(open === "(" ? KIND.LPAREN : open === "[" ? KIND.LBRACKET : KIND.LBRACE, start);
  s.open({
    open,
    token: n,
    plain: outer.plain || isDecorator,
    isMatch,
    pattern: isMatch || (open === "(" && (outer.pattern || isLetPattern)),
    newlines: open === "{",
    string: null,
    start,
  });
}

/** A closing bracket at the current position. */
export function closeBracket(s: ScannerState, close: string): void {
  const start = s.pos;
  if (CLOSER[s.top.open] !== close) {
    const partner = [...s.frames].reverse().find((f) => CLOSER[f.open] === close);
    if (partner === undefined || partner.open === "$" && crossesString(s, partner)) {
      s.pos++;
      const open = close === ")" ? "(" : close === "]" ? "[" : "{";
      const last = s.diagnostics.at(-1);
      if (last?.code === "parse/unclosed" && last.span.end === start) { // one of a run
        s.diagnostics[s.diagnostics.length - 1] = { ...last, span: { ...last.span, end: s.pos }, fixes: [] };
        return;
      }
      s.report("parse/unclosed", start, s.pos, `\`${close}\` has no opening \`${open}\``, {
        help: [`remove it, or add the \`${open}\``],
        fixes: [s.fix(`remove \`${close}\``, start, s.pos, "")],
      });
      return;
    }
    closeMissing(s, partner, start);
  }
  if (s.top.open === "$") return closeInterpolation(s, null);
  if (
    close === "}" && !suspects.has(s) && isFirstOnLine(s, start) &&
    indentAt(s, start) < indentAt(s, s.top.start)
  ) {
    suspects.set(s, s.top);
  }
  s.close();
  s.pos++;
  s.push(CLOSER_KIND[close === ")" ? "(" : close === "]" ? "[" : "{"], start);
}

/** Never true for well-nested text: a frame of a string around the one that the bracket would close. */
function crossesString(s: ScannerState, partner: Frame): boolean {
  return s.frames.indexOf(partner) < 0;
}

/** Closes every bracket above `until`, reporting the innermost. */
function closeMissing(s: ScannerState, until: Frame, at: number): void {
  reportUnclosed(s, s.top, at);
  while (s.top !== until) closeVirtually(s);
}

function closeVirtually(s: ScannerState): void {
  const end = s.tokens.length === 0 ? 0 : s.tokens[s.tokens.length - 1].end;
  const { open, token } = s.top;
  if (open === "{") s.hasUnclosedBrace = true;
  else s.unclosed.push([token, s.tokens.length]);
  s.close();
  const pos = s.pos;
  s.pos = end;
  if (open === "$") s.push(KIND.STRING_TAIL, end, "", { isVirtual: true });
  else s.push(CLOSER_KIND[open], end, null, { isVirtual: true });
  s.pos = pos;
}

function reportUnclosed(s: ScannerState, frame: Frame, foundAt: number): void {
  if (s.swallowedAt > frame.start) {
    // The closing bracket is probably in the string or comment that has no end, which was reported.
    const swallowed = s.text.slice(frame.start, s.swallowedAt);
    if (!swallowed.includes("\n") || s.swallowedToEnd) return;
  }
  const close = CLOSER[frame.open];
  const open = frame.open === "$" ? "{" : frame.open;
  const found = s.text.charAt(foundAt);
  const labels = ")]}".includes(found) && found !== ""
    ? [{
      span: { file: s.file, start: foundAt, end: foundAt + 1 },
      text: `\`${close}\` is missing before this`,
    }]
    : [];
  s.report("parse/unclosed", frame.start, frame.start + 1, `this \`${open}\` has no closing \`${close}\``, {
    label: "opened here",
    labels,
    help: [`add the \`${close}\``],
  });
}

/** At the end of the file: closes what is open, with one report. */
export function closeAll(s: ScannerState): void {
  if (s.frames.length === 0) return;
  const suspect = suspects.get(s);
  reportUnclosed(s, suspect ?? s.top, s.text.length);
  while (s.frames.length > 0) closeVirtually(s);
}

/**
 * At the first token of a line inside `(` or `[`: a word that only starts a statement, or an operand after an operand at the
 * indentation of the bracket's line, shows that the closing bracket is missing on the line above.
 */
export function closeBeforeStatement(
  s: ScannerState,
  startsStatement: boolean,
  startsOperand: boolean,
): void {
  if (s.top.open !== "(" && s.top.open !== "[") return;
  if (!startsStatement) {
    if (!startsOperand || !ENDS_OPERAND.has(s.lastKind())) return;
    if (indentAt(s, s.pos) > indentAt(s, s.top.start)) return;
  }
  reportUnclosed(s, s.top, s.text.length);
  while (s.top.open === "(" || s.top.open === "[") closeVirtually(s);
}

function isFirstOnLine(s: ScannerState, pos: number): boolean {
  const lineStart = s.text.lastIndexOf("\n", pos - 1) + 1;
  return s.text.slice(lineStart, pos).trim() === "";
}

function indentAt(s: ScannerState, pos: number): number {
  const lineStart = pos === 0 ? 0 : s.text.lastIndexOf("\n", pos - 1) + 1;
  return /^[ \t]*/.exec(s.text.slice(lineStart, pos))![0].length;
}
