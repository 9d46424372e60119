/** Brackets: the stack of open ones, and what stands in for missing partners, so that the parser sees balanced brackets only. */

import { lineEnd } from "./characters.ts";
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
    const partner = findPartner(s, close);
    if (partner === undefined || isStray(s, partner)) {
      s.pos++;
      const open = close === ")" ? "(" : close === "]" ? "[" : "{";
      const last = s.diagnostics.at(-1);
      if (last?.code === "parse/unclosed" && last.span.end === start) { // one of a run
        s.diagnostics[s.diagnostics.length - 1] = { ...last, span: { ...last.span, end: s.pos }, fixes: [] };
        return;
      }
      if (close === "}") s.strayBraces.push(start);
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

/** The innermost open bracket that a closing one fits; never outside the interpolation around it. */
function findPartner(s: ScannerState, close: string): Frame | undefined {
  for (const frame of [...s.frames, s.top].reverse()) {
    if (CLOSER[frame.open] === close) return frame;
    if (frame.open === "$") return undefined;
  }
  return undefined;
}

/**
 * A closing bracket that does not fit the innermost open one: is it one too many, or does the inner one lack its partner?
 * Reads the rest of the line both ways and takes the reading with fewer mistakes.
 */
function isStray(s: ScannerState, partner: Frame): boolean {
  if ([...s.frames, s.top].some((f) => f.open === "$")) return false;
  const open = [...s.frames, s.top].filter((f) => f.open !== "");
  const lineStart = s.text.lastIndexOf("\n", s.pos) + 1;
  const rest = s.text.slice(s.pos + 1, lineEnd(s.text, s.pos)).replace(/"(?:\\.|[^"\\])*"/g, "");
  const brackets = open.map((f) => ({ open: f.open as string, isEarlier: f.start < lineStart }));
  const kept = brackets.slice(0, open.indexOf(partner));
  const missing = brackets.length - kept.length - 1 +
    (partner.start < lineStart && !isFirstOnLine(s, s.pos) ? 1 : 0);
  return 1 + mistakes(brackets, rest) < missing + mistakes(kept, rest);
}

/** Mistakes in the rest of a line behind open brackets: closed wrongly, or left open although opened on the line. */
function mistakes(
  open: readonly { readonly open: string; readonly isEarlier: boolean }[],
  rest: string,
): number {
  const stack = [...open];
  let count = 0;
  for (const char of rest) {
    if ("([{".includes(char)) stack.push({ open: char, isEarlier: false });
    if (!")]}".includes(char)) continue;
    let i = stack.length - 1;
    while (i >= 0 && CLOSER[stack[i].open] !== char) i--;
    if (i < 0) count++;
    else {
      count += stack.length - 1 - i + (stack[i].isEarlier ? 1 : 0);
      stack.length = i;
    }
  }
  return count + stack.filter((frame) => !frame.isEarlier).length;
}

/** Closes every bracket above `until`, reporting the innermost. */
function closeMissing(s: ScannerState, until: Frame, at: number): void {
  reportUnclosed(s, s.top, at);
  while (s.top !== until) closeVirtually(s);
}

function closeVirtually(s: ScannerState): void {
  const end = s.tokens.length === 0 ? 0 : s.tokens[s.tokens.length - 1].end;
  const { open, token } = s.top;
  if (open === "{") {
    s.hasUnclosedBrace = true;
    s.unclosedBraces.add(token);
  } else s.unclosed.push([token, s.tokens.length]);
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
  if (suspect !== undefined) s.unclosedBraces.add(suspect.token);
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
