/** The limit of nesting: what stands deeper is reported once and left out, so that no later phase runs out of stack. */

import { NESTING_LIMIT } from "./scanner_state.ts";
import type { ScannerState } from "./scanner_state.ts";
import type { Token } from "./token.ts";
import { KIND } from "./token_kinds.ts";

const OPENERS = new Set([KIND.LPAREN, KIND.LBRACKET, KIND.LBRACE, KIND.STRING_HEAD, KIND.STRING_MIDDLE]);
const CLOSERS = new Set([KIND.RPAREN, KIND.RBRACKET, KIND.RBRACE, KIND.STRING_TAIL, KIND.STRING_MIDDLE]);

/** Replaces each bracket beyond the limit, with all inside, by one BAD token. Expects balanced brackets. */
export function dropTooDeep(s: ScannerState): void {
  markChains(s);
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
  const unclosedBraces = [...s.unclosedBraces];
  s.unclosedBraces.clear();
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
  for (const token of unclosedBraces) {
    if (newIndex[token] !== undefined) s.unclosedBraces.add(newIndex[token]);
  }
  for (const [token, text] of docs) if (newIndex[token] !== undefined) s.docs.set(newIndex[token], text);
}

/** Constructs that nest without a bracket, such as `fn() => fn() => …`: beyond the limit their tokens count as too deep. */
const NESTS: ReadonlySet<string> = new Set([KIND.FAT_ARROW, KIND.ARROW, KIND.LESS, KIND.IF, KIND.MATCH]);
const SEPARATES: ReadonlySet<string> = new Set([KIND.NEWLINE, KIND.COMMA, KIND.SEMICOLON]);

function markChains(s: ScannerState): void {
  const { tokens, depth } = s;
  const counts: number[] = [];
  let cut = -1;
  for (let i = 0; i < tokens.length; i++) {
    const d = depth[i];
    const { kind } = tokens[i];
    if (cut >= 0) {
      if (d > cut || (d === cut && !SEPARATES.has(kind))) {
        depth[i] = d + NESTING_LIMIT;
        continue;
      }
      cut = -1;
    }
    if (SEPARATES.has(kind)) counts[d] = 0;
    else if (OPENERS.has(kind)) counts[d + 1] = 0;
    else if (NESTS.has(kind) && tokens[i - 1]?.kind !== KIND.ELSE) {
      counts[d] = (counts[d] ?? 0) + 1;
      if (counts[d] > NESTING_LIMIT) {
        cut = d;
        depth[i] = d + NESTING_LIMIT;
      }
    }
  }
}

function append(s: ScannerState, token: Token, depth: number): void {
  s.tokens.push(token);
  s.depth.push(depth);
}
