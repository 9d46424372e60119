/** The limit of nesting: what stands deeper is reported once and left out, so that no later phase runs out of stack. */

import { NESTING_LIMIT } from "./scanner_state.ts";
import type { ScannerState } from "./scanner_state.ts";
import type { Token } from "./token.ts";
import { KIND } from "./token_kinds.ts";

const OPENERS = new Set([KIND.LPAREN, KIND.LBRACKET, KIND.LBRACE, KIND.STRING_HEAD, KIND.STRING_MIDDLE]);
const CLOSERS = new Set([KIND.RPAREN, KIND.RBRACKET, KIND.RBRACE, KIND.STRING_TAIL, KIND.STRING_MIDDLE]);

/** Replaces each bracket beyond the limit, with all inside, by one BAD token. Expects balanced brackets. */
export function dropTooDeep(s: ScannerState): void {
  const first = s.depth.findIndex((d) => d >= NESTING_LIMIT);
  if (first < 0) return;
  const opener = s.tokens[first];
  s.report(
    "parse/unexpected-token",
    opener.start,
    opener.end,
    `nesting deeper than ${NESTING_LIMIT} levels is not supported`,
    { help: ["move the inner part into a function or a variable"] },
  );
  const tokens: Token[] = s.tokens.splice(0);
  const depth = s.depth.splice(0);
  const docs = new Map(s.docs);
  s.docs.clear();
  s.partner.length = 0;
  const newIndex: number[] = [];
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (depth[i] >= NESTING_LIMIT) {
      if (depth[i - 1] < NESTING_LIMIT) {
        append(s, { kind: KIND.BAD, start: tokens[i].start, end: tokens[i].end, value: null }, NESTING_LIMIT);
      }
      continue;
    }
    newIndex[i] = s.tokens.length;
    if (CLOSERS.has(tokens[i].kind)) s.partner[open.pop()!] = newIndex[i];
    if (OPENERS.has(tokens[i].kind)) open.push(newIndex[i]);
    append(s, tokens[i], depth[i]);
  }
  for (const [token, text] of docs) if (newIndex[token] !== undefined) s.docs.set(newIndex[token], text);
}

function append(s: ScannerState, token: Token, depth: number): void {
  s.tokens.push(token);
  s.depth.push(depth);
}
