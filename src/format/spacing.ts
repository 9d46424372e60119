/** Spaces between two tokens of one line. */

import type { Layout } from "./layout.ts";
import { ENDS_OPERAND, KIND } from "../syntax/token_kinds.ts";

/** The `=` between the name and the value of a decorator's argument; no token of the scanner has this kind. */
export const TIGHT_EQ = "tight =";

const NONE_BEFORE: ReadonlySet<string> = new Set(
  ["COMMA", "COLON", "RPAREN", "RBRACKET", "DOT", "QUESTION_DOT", "QUESTION", "DOT_DOT", "DOT_DOT_EQ"].map((
    n,
  ) => KIND[n]).concat(TIGHT_EQ),
);
const NONE_AFTER: ReadonlySet<string> = new Set(
  ["LPAREN", "LBRACKET", "DOT", "QUESTION_DOT", "AT", "ELLIPSIS", "DOT_DOT", "DOT_DOT_EQ"].map((n) => KIND[n])
    .concat(TIGHT_EQ),
);
const UNARY: ReadonlySet<string> = new Set([KIND.MINUS, KIND.TILDE]);

/** The space between token `a` and the next token `b`: "" or " ". */
export function spaceBetween(layout: Layout, a: number, b: number): string {
  const { kinds } = layout;
  const before = kinds[a];
  const after = kinds[b];
  if (before === KIND.QUESTION && (after === KIND.DOT || after === KIND.QUESTION || after === KIND.DOT_DOT)) {
    return " ";
  }
  if (layout.typeBrackets.has(b)) return "";
  if (layout.typeBrackets.has(a)) {
    if (before === KIND.LESS) return "";
  } else if (before === KIND.GREATER_GLUED) return "";
  if (NONE_BEFORE.has(after) || NONE_AFTER.has(before)) return "";
  if (UNARY.has(before) && isUnary(layout, a)) return after === KIND.MINUS ? " " : "";
  if (after === KIND.LPAREN || after === KIND.LBRACKET) {
    const follows = ENDS_OPERAND.has(before) || layout.names.has(a) || layout.typeBrackets.has(a) ||
      before === KIND.FN;
    return follows ? "" : " ";
  }
  return " ";
}

/** Is the `-` or `~` at token `i` a sign? */
function isUnary(layout: Layout, i: number): boolean {
  return i === 0 || !ENDS_OPERAND.has(layout.parsed.tokens[i - 1].kind);
}
