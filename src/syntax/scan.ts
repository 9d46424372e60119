/** The scanner: source text to tokens, comments and `lex/*` diagnostics. It never stops early. */

import type { SourceFile } from "../diagnostics/diagnostic.ts";
import { isDigit, isNameStart, skipName } from "./characters.ts";
import { closeAll, closeBeforeStatement, closeBracket, openBracket } from "./scan_brackets.ts";
import { dropTooDeep } from "./scan_depth.ts";
import { scanBlockComment, scanLineComment } from "./scan_comment.ts";
import { scanNumber } from "./scan_number.ts";
import { scanOperator } from "./scan_operator.ts";
import { scanQuote, scanUnknown } from "./scan_unknown.ts";
import { abandonString, isInShortInterpolation, scanBytes, scanSpec, scanString } from "./scan_string.ts";
import { ScannerState } from "./scanner_state.ts";
import type { ScanResult } from "./token.ts";
import { CONTEXTUAL_KINDS, ENDS_OPERAND, KEYWORD_KINDS, KIND, NEEDS_OPERAND } from "./token_kinds.ts";

/** Scans a whole file. The tokens have balanced brackets and no NEWLINE at either end. */
export function scan(file: SourceFile): ScanResult {
  const s = new ScannerState(file);
  if (s.text.charCodeAt(0) === 0xfeff) s.pos = 1;
  const { text } = s;
  const end = text.length;
  while (s.pos < end) {
    const c = text.charCodeAt(s.pos);
    if (c === 32 || c === 9 || c === 13) s.pos++;
    else if (c === 10) scanLineEnd(s);
    else if (c === 47 && text.charCodeAt(s.pos + 1) === 47) scanLineComment(s);
    else if (c === 47 && text.charCodeAt(s.pos + 1) === 42) scanBlockComment(s);
    else scanToken(s, c);
  }
  while (s.top.open === "$" || s.frames.some((f) => f.open === "$")) abandonString(s);
  closeAll(s);
  dropTooDeep(s);
  return s;
}

function scanToken(s: ScannerState, c: number): void {
  const { text } = s;
  if (s.newlineAt >= 0 && c !== 59) settleNewline(s, c);
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) {
    if (c === 98 && text.charCodeAt(s.pos + 1) === 34) return scanBytes(s);
    return scanWord(s);
  }
  switch (c) {
    case 40:
      return openBracket(s, "(", false);
    case 41:
      return closeBracket(s, ")");
    case 91:
      return openBracket(s, "[", false);
    case 93:
      return closeBracket(s, "]");
    case 123:
      return openBracket(s, "{", endsHead(s));
    case 125:
      closeBracket(s, "}");
      return dropHeads(s, s.frames.length + 1);
    case 44:
      dropHeads(s, s.frames.length);
      if (s.top.isMatch) s.top.pattern = true;
      return single(s, KIND.COMMA);
    case 58:
      return s.top.open === "$" ? scanSpec(s) : single(s, KIND.COLON);
    case 59:
      return scanSemicolon(s);
    case 64:
      return single(s, KIND.AT);
    case 34:
      return scanString(s);
    case 39:
      return scanQuote(s);
  }
  if (c === 61 && text.charCodeAt(s.pos + 1) === 62 && s.top.isMatch) s.top.pattern = false;
  if (isDigit(c)) return scanNumber(s);
  if (c === 92 && text.charCodeAt(s.pos + 1) === 34 && isInString(s)) return scanString(s);
  if (scanOperator(s)) return;
  if (c >= 128 && isNameStart(text, s.pos)) return scanWord(s);
  scanUnknown(s);
}

function isInString(s: ScannerState): boolean {
  return s.top.open === "$" || s.frames.some((f) => f.open === "$");
}

function single(s: ScannerState, kind: string): void {
  s.pos++;
  s.push(kind, s.pos - 1);
}

// ---------------------------------------------------------------- words

function scanWord(s: ScannerState): void {
  const start = s.pos;
  s.pos = skipName(s.text, start);
  const word = s.text.slice(start, s.pos);
  const keyword = KEYWORD_KINDS.get(word);
  if (keyword === undefined) return s.push(CONTEXTUAL_KINDS.get(word) ?? KIND.NAME, start, word);
  const last = s.lastKind();
  if (
    (last === KIND.DOT || last === KIND.QUESTION_DOT) && word !== "await" && !startsNextStatement(s, start)
  ) {
    return s.push(KIND.NAME, start, word);
  }
  if (word === "if" || word === "while" || word === "for" || word === "match") noteHead(s, word, last);
  s.push(keyword, start, word);
}

/** A keyword behind a `.` at the end of the line above: `let x` there is a statement, the name behind the `.` is missing. */
function startsNextStatement(s: ScannerState, start: number): boolean {
  const { text, tokens } = s;
  if (!text.slice(tokens[tokens.length - 1].end, start).includes("\n")) return false;
  return /^[ \t]+(?!(?:and|or|xor|in|not)\b)[\p{L}_0-9"]/u.test(text.slice(s.pos, s.pos + 40));
}

/** Remembers that a block is to come, unless the keyword is a name here or belongs to a guard or comprehension. */
function noteHead(s: ScannerState, word: string, last: string): void {
  if (last === KIND.FN || isFollowedByValue(s)) return;
  if (word === "if" && s.top.isMatch && s.top.pattern) {
    s.top.pattern = false;
    return;
  }
  if ((word === "for" || word === "if") && ENDS_OPERAND.has(last)) return;
  s.heads.push({ isMatch: word === "match", depth: s.frames.length });
}

/** `word:` or `word=`: the word is a field or argument name. */
function isFollowedByValue(s: ScannerState): boolean {
  let p = s.pos;
  while (s.text.charCodeAt(p) === 32) p++;
  const c = s.text.charCodeAt(p);
  if (c === 58) return true;
  const after = s.text.charCodeAt(p + 1);
  return c === 61 && after !== 61 && after !== 62;
}

/** At a `{`: does it open the block of the innermost head, and is that a `match`? */
function endsHead(s: ScannerState): boolean {
  const head = s.heads[s.heads.length - 1];
  if (head === undefined || head.depth !== s.frames.length || !ENDS_OPERAND.has(s.lastKind())) return false;
  s.heads.pop();
  return head.isMatch;
}

function dropHeads(s: ScannerState, depth: number): void {
  while (s.heads.length > 0 && s.heads[s.heads.length - 1].depth >= depth) s.heads.pop();
}

// ---------------------------------------------------------------- line ends

function scanLineEnd(s: ScannerState): void {
  if (s.frames.length > 0 && isInShortInterpolation(s)) return abandonString(s);
  if (s.newlineAt < 0) s.newlineAt = s.pos;
  s.pos++;
}

function scanSemicolon(s: ScannerState): void {
  if (!s.top.newlines) return single(s, KIND.SEMICOLON);
  if (s.newlineAt < 0) s.newlineAt = s.pos;
  s.hasSemicolon = true;
  s.pos++;
}

const STATEMENT_WORD =
  /(?:(?:let|return|while|break|continue)\b|(?:fn|type|enum)[ \t]+[\p{L}_])(?![ \t]*[:=])/uy;

/** Before the first token after line ends: do they make a NEWLINE (section 2.3)? `c` is its first character. */
function settleNewline(s: ScannerState, c: number): void {
  const { text, pos, newlineAt } = s;
  const hasSemicolon = s.hasSemicolon;
  s.newlineAt = -1;
  s.hasSemicolon = false;
  if (!s.top.newlines) {
    if (s.top.open === "$") return;
    STATEMENT_WORD.lastIndex = pos;
    const startsOperand = isNameStart(text, pos)
      ? !/^(?:for|if|in|and|or|xor|not|else)\b/.test(text.slice(pos, pos + 5))
      : c === 34;
    closeBeforeStatement(s, STATEMENT_WORD.test(text), startsOperand);
    if (!s.top.newlines) return;
  }
  dropHeads(s, s.frames.length);
  const last = s.lastKind();
  if (!hasSemicolon) {
    const next = text.charCodeAt(pos + 1);
    if ((c === 46 && next !== 46) || (c === 63 && next === 46)) return;
    if (NEEDS_OPERAND.has(last)) return;
    if (last === KIND.RBRACE && c === 101 && /^else(?![\p{L}\p{N}_])/u.test(text.slice(pos, pos + 6))) return;
  }
  if (last === "" || last === KIND.NEWLINE) return;
  if (s.top.isMatch) s.top.pattern = true;
  const doc = s.docs.get(s.tokens.length);
  if (doc !== undefined) { // belongs to the token behind the NEWLINE
    s.docs.delete(s.tokens.length);
    s.docs.set(s.tokens.length + 1, doc);
  }
  s.tokens.push({ kind: KIND.NEWLINE, start: newlineAt, end: newlineAt + 1, value: null });
  s.depth.push(s.frames.length);
}
