/** `parse/unexpected-token`, the mistakes that look like it, and which of them would only repeat another report. */

import type { Fix } from "../diagnostics/diagnostic.ts";
import { expectedWords, foundWords, openerOf } from "./expected_words.ts";
import type { FactoryContext } from "./factory_context.ts";
import { reportForeignWord } from "./foreign_words.ts";
import { isKeyword } from "./keywords.ts";
import { ENDS_OPERAND, KIND } from "./token_kinds.ts";

/**
 * Reports that parsing failed at token `at`. `expected` are the terminals tried there, `current` is where the item begins
 * that gave up, `what` names it, `refused` holds braces that were taken as a block because of a head.
 */
export function reportUnexpected(
  c: FactoryContext,
  at: number,
  expected: readonly unknown[],
  current: number,
  what: string,
  refused: ReadonlySet<number>,
): void {
  if (repeatsAnother(c, at) || isInUnclosedList(c, at, what) || isInBodyWithoutBrace(c, at)) return;
  c.lastFailure = { token: at, line: lineStart(c, at) };
  if (reportForeignWord(c, at, what) || reportStructInHead(c, at, refused) || reportKeywordTarget(c, at)) {
    return;
  }
  const { start, end } = spanOf(c, at);
  const words = expectedWords(c, what, at, at > current ? expected : null);
  if (words.includes("`{`") && c.tokens[at]?.kind === KIND.NEWLINE) {
    c.bodyWithoutBrace = c.scanned.strayBraces.find((offset) => offset > start) ?? null;
    if (c.bodyWithoutBrace !== null) c.explained.add(c.bodyWithoutBrace);
  }
  c.report("parse/unexpected-token", start, end, `expected ${words}, found ${foundWords(c, at)}`, {
    help: helpFor(c, at, what, words),
    fixes: fixesFor(c, at, words),
  });
}

/** `,` for another separator, or where it is missing between two values. */
function fixesFor(c: FactoryContext, at: number, words: string): readonly Fix[] {
  const token = c.tokens[at];
  const before = c.tokens[at - 1];
  if (!token || !before || !words.includes("`,`")) return [];
  if (c.file.text.charAt(token.start) === ";" && token.end === token.start + 1) {
    return [c.fix("write `,`", token.start, token.end, ",")];
  }
  const isOperand = ENDS_OPERAND.has(token.kind) && !CLOSING.has(token.kind);
  const isBetween = ENDS_OPERAND.has(before.kind) && before.end < token.start;
  return isOperand && isBetween ? [c.fix("put a `,` between them", before.end, before.end, ",")] : [];
}

const CLOSING: ReadonlySet<string> = new Set([
  KIND.RPAREN,
  KIND.RBRACKET,
  KIND.RBRACE,
  KIND.QUESTION,
  KIND.STRING_TAIL,
]);

const LIST_ITEMS: ReadonlySet<string> = new Set([
  "member",
  "variant",
  "arm",
  "field",
  "entry",
  "listEnd",
  "mapEnd",
]);

/** Statements that follow a `type`, `enum`, `match` or literal without its `}` are no members of it. */
function isInUnclosedList(c: FactoryContext, at: number, what: string): boolean {
  return LIST_ITEMS.has(what) && c.scanned.unclosedBraces.has(openerOf(c, at));
}

/** Lines of a body whose `{` is missing, up to the `}` that then closes nothing. */
function isInBodyWithoutBrace(c: FactoryContext, at: number): boolean {
  return c.bodyWithoutBrace !== null && c.start(at) < c.bodyWithoutBrace;
}

/** One mistake gives one diagnostic: not again on the same line, beside a lexical error, or inside an unclosed bracket. */
function repeatsAnother(c: FactoryContext, at: number): boolean {
  const line = lineStart(c, at);
  const { lastFailure } = c;
  if (lastFailure !== null && (at <= lastFailure.token || line === lastFailure.line)) return true;
  if (c.scanned.unclosed.some(([open, close]) => at > open && at <= close)) return true;
  if (at >= c.tokens.length && c.scanned.hasUnclosedBrace) return true;
  const from = Math.min(line, c.start(at - 1));
  const to = c.end(Math.min(at, c.tokens.length - 1));
  return c.scanned.diagnostics.some((d) => d.span.start >= from && d.span.start <= to) ||
    c.tokens[at]?.isVirtual === true;
}

function lineStart(c: FactoryContext, at: number): number {
  const offset = c.tokens[at]?.kind === KIND.NEWLINE ? c.end(at - 1) : c.start(at);
  return offset === 0 ? 0 : c.file.text.lastIndexOf("\n", offset - 1) + 1;
}

/** The token; for a line end, the place behind the last token. */
function spanOf(c: FactoryContext, at: number): { start: number; end: number } {
  const token = c.tokens[at];
  if (token !== undefined && token.kind !== KIND.NEWLINE) {
    const last = token.kind === KIND.GREATER_GLUED ? at + 1 : at;
    return { start: token.start, end: c.end(last) };
  }
  if (token !== undefined && c.file.text.charAt(token.start) === ";") {
    return { start: token.start, end: token.end };
  }
  const start = c.end(at - 1);
  return { start, end: Math.min(start + 1, c.file.text.length) };
}

/** `if p == Point { x: 1 }`: the block of a head reads like the fields of a struct literal. */
function reportStructInHead(c: FactoryContext, at: number, refused: ReadonlySet<number>): boolean {
  const opener = openerOf(c, at);
  if (!refused.has(opener)) return false;
  const { tokens } = c;
  const first = tokens[opener + 1]?.kind === KIND.NEWLINE ? opener + 2 : opener + 1;
  const next = tokens[first + 1]?.kind;
  const looksLikeField = tokens[first]?.kind === KIND.DOT_DOT || next === KIND.COLON || next === KIND.COMMA;
  if (!looksLikeField) return false;
  const name = c.word(opener - 1);
  const start = c.start(opener - 1);
  const end = c.end(c.scanned.partner[opener]);
  c.report(
    "parse/struct-in-head",
    start,
    end,
    `the struct literal \`${name} { … }\` needs parentheses here`,
    {
      help: [`write \`(${name} { … })\`: in a head \`{\` opens the block`],
      fixes: [{
        title: "put it in parentheses",
        safe: false,
        edits: [...c.fix("", start, start, "(").edits, ...c.fix("", end, end, ")").edits],
      }],
    },
  );
  return true;
}

/** `match = 3` */
function reportKeywordTarget(c: FactoryContext, at: number): boolean {
  const { tokens } = c;
  if (tokens[at]?.kind !== KIND.EQ || at === 0) return false;
  const before = tokens[at - 2]?.kind;
  const word = c.text(at - 1);
  if (
    !isKeyword(word) || word === "let" ||
    !(before === undefined || before === KIND.NEWLINE || before === KIND.LBRACE)
  ) {
    return false;
  }
  const { start, end } = tokens[at - 1];
  c.report("parse/reserved-word", start, end, `\`${word}\` is a keyword and cannot be a name`, {
    help: [`choose another name, such as \`${word}_\``],
  });
  return true;
}

/** What to do, where a common slip explains the failure. */
function helpFor(c: FactoryContext, at: number, what: string, words: string): readonly string[] {
  const { tokens } = c;
  const kind = tokens[at]?.kind;
  const before = tokens[at - 1]?.kind;
  if (kind === KIND.SEMICOLON) return ["inside brackets values are separated by `,`"];
  if (kind === KIND.COLON && (what === "block" || what === "body")) {
    return ["blocks stand in braces: `{ … }`"];
  }
  if (kind === KIND.EQ && !/^an? /.test(words)) return [equalsHelp(c, at, what)];
  if (kind === KIND.ARROW && words.includes("=>")) return ["write `=>` between a pattern and its value"];
  if (kind === KIND.LBRACE && before === KIND.INT && tokens[at - 2]?.kind === KIND.RETURN) {
    return ['the body of a status return is a map with string keys: `return 404 {"error": "…"}`'];
  }
  if (kind === KIND.NAME && what === "listEnd" && before === KIND.NAME && isParameterList(c, at)) {
    return [`a type stands after a \`:\`: \`${c.word(at - 1)}: ${c.word(at)}\``];
  }
  if (startsStatement(c, openerOf(c, at))) {
    return ["a statement that starts with `{` is a map; Fitz has no free-standing blocks"];
  }
  if (kind === KIND.NEWLINE && what === "block") return ["the `{` of a block stands on the line of its head"];
  if (kind === KIND.ELSE) return ["`else` follows the `}` of an `if`"];
  if (what === "statementEnd" && words === "end of line") {
    return ["one statement per line, or `;` between them"];
  }
  return [];
}

function equalsHelp(c: FactoryContext, at: number, what: string): string {
  const line = c.file.text.slice(lineStart(c, at), c.start(at));
  if (line.includes("=>")) return "an assignment as the body of an arm needs braces: `=> { x = 1 }`";
  if (what === "field" || what === "listEnd") return "fields are written `name: value`; `==` compares";
  return "`=` assigns and is a statement of its own; `==` compares";
}

function isParameterList(c: FactoryContext, at: number): boolean {
  const opener = openerOf(c, at);
  if (opener < 1 || c.tokens[opener].kind !== KIND.LPAREN) return false;
  const before = c.tokens[opener - 1].kind;
  return before === KIND.FN || c.tokens[opener - 2]?.kind === KIND.FN;
}

function startsStatement(c: FactoryContext, i: number): boolean {
  if (i < 0 || c.tokens[i].kind !== KIND.LBRACE) return false;
  const before = c.tokens[i - 1]?.kind;
  return before === undefined || before === KIND.NEWLINE || before === KIND.LBRACE;
}
