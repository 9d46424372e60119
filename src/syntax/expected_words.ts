/** The words of "expected X, found Y". */

import type { FactoryContext } from "./factory_context.ts";
import { KIND, KIND_DISPLAY, KIND_SETS } from "./token_kinds.ts";

/** What the grammar calls an item that failed, in words. */
const PHRASES: Readonly<Record<string, string>> = {
  "statement": "a statement",
  "statementEnd": "end of line",
  "declaration": "a declaration after the decorator",
  "block": "`{`",
  "body": "`{` or `=>`",
  "signature": "`(`",
  "typeBody": "`{` or `=`",
  "parameter": "a parameter",
  "member": "a field or method",
  "variant": "a variant",
  "payload": "a payload field `name: Type`",
  "import": "a name",
  "name": "a name",
  "member name": "a name",
  "expression": "an expression",
  "argument": "an argument",
  "index": "an index",
  "mapEnd": "`,` or `}`",
  "entry": "an entry `key: value`",
  "field": "a field `name: value`",
  "arm": "a pattern",
  "pattern": "a pattern",
  "type": "a type",
};

interface Group {
  /** Recognised when all of these were tried. */
  readonly signs: readonly string[];
  readonly phrase: string;
  readonly members: readonly string[];
}

const EXPRESSION_START = [
  ...[
    "STRING",
    "STRING_HEAD",
    "INT",
    "FLOAT",
    "BYTES",
    "BAD",
    "LABEL",
    "LPAREN",
    "LBRACKET",
    "LBRACE",
    "SELF",
    "IF",
  ].map((n) => KIND[n]),
  ...["MATCH", "FN", "ASYNC", "TRUE", "FALSE", "NULL", "LOOP", "MINUS", "TILDE", "NOT", "PLUS"].map((n) =>
    KIND[n]
  ),
  ...KIND_SETS.ANY_NAME,
];

const STATEMENT_START = [
  ...[
    "LET",
    "RETURN",
    "WHILE",
    "FOR",
    "BREAK",
    "CONTINUE",
    "IMPORT",
    "AT",
    "WORD_TYPE",
    "WORD_ENUM",
    "WORD_EXTERN",
  ].map((n) => KIND[n]),
  ...EXPRESSION_START,
];

/** Tried in this order; a group that is recognised takes its members out of the list. */
const GROUPS: readonly Group[] = [
  { signs: [KIND.LET, KIND.WHILE, KIND.IF], phrase: "a statement", members: STATEMENT_START },
  { signs: [KIND.STRING, KIND.INT, KIND.IF], phrase: "an expression", members: EXPRESSION_START },
  {
    signs: [KIND.STRING, KIND.UNDERSCORE, KIND.BYTES],
    phrase: "a pattern",
    members: EXPRESSION_START,
  },
  {
    signs: [KIND.WORD_FN, KIND.LPAREN],
    phrase: "a type",
    members: [...KIND_SETS.ANY_NAME, KIND.LPAREN, KIND.BAD],
  },
];

/** What may follow almost everywhere; named only when nothing else is left. */
const OPTIONAL: ReadonlySet<string> = new Set([
  ...KIND_SETS.BINARY_OP,
  ...[
    "GREATER",
    "GREATER_GLUED",
    "NOT",
    "DOT",
    "QUESTION_DOT",
    "QUESTION",
    "ASSIGN_OP",
    "AT",
    "ELLIPSIS",
    "BAR",
  ].map((n) => KIND[n]),
  ...["NEWLINE", "ARROW", "WORD_AS", "SEMICOLON", "BAD"].map((n) => KIND[n]),
]);

interface Expectation {
  readonly type: string;
  readonly text?: string;
  readonly parts?: readonly (string | readonly string[])[];
}

/** Words for what could have stood at the failing token: from the item's name, or from the terminals that were tried there. */
export function expectedWords(
  c: FactoryContext,
  what: string,
  at: number,
  expected: readonly unknown[] | null,
): string {
  if (what === "listEnd" && expected === null) return listEndWords(c, at);
  if (expected === null) return PHRASES[what];
  const kinds = new Set<string>();
  const literals = new Set<string>();
  let hasName = false;
  for (const item of expected as readonly Expectation[]) {
    if (item.type === "literal") {
      kinds.add(item.text!);
      literals.add(item.text!);
    } else if (item.type === "class") {
      const parts = item.parts!.flat();
      for (const part of parts) kinds.add(part);
      if (parts.includes(KIND.NAME)) hasName = true;
    }
  }
  const phrases: string[] = [];
  for (const group of GROUPS) {
    if (!group.signs.every((sign) => literals.has(sign))) continue;
    phrases.push(group.phrase);
    for (const kind of group.members) kinds.delete(kind);
    hasName = false;
  }
  const afterOperand = kinds.has(KIND.STAR);
  if (hasName) {
    phrases.push("a name");
    for (const kind of [...KIND_SETS.ANY_NAME, ...KIND_SETS.ANY_KEYWORD]) kinds.delete(kind);
  }
  if (kinds.has(KIND.FAT_ARROW)) kinds.delete(KIND.IF);
  const rest = [...kinds].filter((kind) => !OPTIONAL.has(kind));
  const named = (afterOperand ? rest.filter((k) => k !== KIND.LPAREN && k !== KIND.LBRACKET) : rest)
    .filter((kind) => kind !== KIND.LESS || rest.length === 1)
    .map((kind) => KIND_DISPLAY.get(kind)!);
  for (const text of named) if (!phrases.includes(text)) phrases.push(text);
  if (phrases.length === 0) return what === "listEnd" ? listEndWords(c, at) : PHRASES[what];
  return joinWords(phrases.slice(0, 4));
}

function listEndWords(c: FactoryContext, at: number): string {
  const closer = closerAt(c, at);
  return closer === null ? "end of line" : `\`,\` or \`${closer}\``;
}

/** The bracket that closes the innermost one around token `at`. */
function closerAt(c: FactoryContext, at: number): string | null {
  const opener = openerOf(c, at);
  if (opener < 0) return null;
  const kind = c.tokens[opener].kind;
  if (kind === KIND.LPAREN) return ")";
  return kind === KIND.LBRACKET ? "]" : "}";
}

/** Index of the bracket token around token `at`, -1 at the top level. */
export function openerOf(c: FactoryContext, at: number): number {
  const { depth } = c.scanned;
  const kind = c.tokens[at]?.kind;
  const isCloser = kind === KIND.RPAREN || kind === KIND.RBRACKET || kind === KIND.RBRACE;
  const inside = at < depth.length ? depth[at] + (isCloser ? 1 : 0) : 0;
  if (inside === 0) return -1;
  for (let i = at - 1; i >= 0; i--) if (depth[i] < inside) return i;
  return -1;
}

function joinWords(words: readonly string[]): string {
  if (words.length === 1) return words[0];
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

/** What stands at token `at`, in words. */
export function foundWords(c: FactoryContext, at: number): string {
  if (at >= c.tokens.length) return "end of file";
  const token = c.tokens[at];
  if (token.isVirtual) return foundWords(c, at + 1);
  switch (token.kind) {
    case KIND.NEWLINE:
      return c.file.text.charAt(token.start) === ";" ? "`;`" : "end of line";
    case KIND.STRING_MIDDLE:
    case KIND.STRING_TAIL:
      return "the end of the interpolation";
    case KIND.STRING_HEAD:
      return "a string";
    case KIND.STRING:
      return token.end - token.start > 24 || c.text(at).includes("\n") ? "a string" : `\`${c.text(at)}\``;
    case KIND.GREATER_GLUED: {
      const end = c.tokens[at + 1]?.kind === KIND.GREATER_GLUED ? at + 2 : at + 1;
      return `\`${c.file.text.slice(token.start, c.end(end))}\``;
    }
  }
  return `\`${c.text(at)}\``;
}
