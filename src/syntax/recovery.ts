/** What the grammar asks while it recovers from a mistake, and where struct literals may stand. */

import type { FactoryContext } from "./factory_context.ts";
import { reportUnexpected } from "./unexpected.ts";
import { KIND } from "./token_kinds.ts";

const STATEMENT_KEYWORDS: ReadonlySet<string> = new Set([
  KIND.LET,
  KIND.RETURN,
  KIND.WHILE,
  KIND.IMPORT,
  KIND.BREAK,
  KIND.CONTINUE,
  KIND.IF,
  KIND.FOR,
  KIND.MATCH,
]);

export function recoveryHelpers(c: FactoryContext) {
  const { tokens } = c;
  const { depth, partner } = c.scanned;
  /** Open heads per bracket depth. */
  const heads: number[] = [];
  const entered: number[] = [];
  /** Braces that were taken as a block because of a head, although a struct literal may have been meant. */
  const refused = new Set<number>();

  /** A token that can only start a statement or declaration, at the start of a line or after a bad statement. */
  const startsDeclaration = (i: number): boolean => {
    if (i >= tokens.length) return false;
    const { kind } = tokens[i];
    const next = tokens[i + 1]?.kind;
    if (next === KIND.COLON || next === KIND.EQ) return false;
    if (STATEMENT_KEYWORDS.has(kind)) return isFirstOnLine(c, i);
    const isWord = kind === KIND.FN || kind === KIND.WORD_TYPE || kind === KIND.WORD_ENUM;
    return isWord && next === KIND.NAME && isFirstOnLine(c, i);
  };

  return {
    startsDeclaration,
    stopsSkip: startsDeclaration,

    /** Reports what stands at the farthest token. Always true, to be used as a predicate. */
    fail(farthest: number, expected: readonly unknown[], current: number, what: string): true {
      reportUnexpected(
        c,
        Math.max(farthest, current),
        farthest >= current ? expected : [],
        current,
        what,
        refused,
      );
      return true;
    },

    enterHead(i: number): true {
      const d = depth[i] ?? 0;
      heads[d] = (heads[d] ?? 0) + 1;
      entered.push(d);
      return true;
    },
    leaveHead(): true {
      heads[entered.pop()!]--;
      return true;
    },

    /** Is the `{` after the name at token `i` a struct literal? In a head it opens the block, unless another `{` follows. */
    structAllowed(i: number): boolean {
      if (!(heads[depth[i]] > 0)) return true;
      const brace = i + 1;
      const close = partner[brace];
      if (heads[depth[i]] > 1 || tokens[close + 1]?.kind !== KIND.LBRACE) {
        refused.add(brace);
        return false;
      }
      const { start } = tokens[i];
      const { end } = tokens[close];
      c.report(
        "parse/struct-in-head",
        start,
        end,
        `the struct literal \`${c.word(i)} { … }\` needs parentheses here`,
        {
          help: [`write \`(${c.word(i)} { … })\`: in a head \`{\` opens the block`],
          fixes: [{
            title: "add parentheses",
            safe: true,
            edits: [
              { span: { file: c.file, start, end: start }, replacement: "(" },
              { span: { file: c.file, start: end, end }, replacement: ")" },
            ],
          }],
        },
      );
      return true;
    },

    /** Does the `{` at token `i`, the body of a `match` arm, start a map literal (rule 2 of section 3)? */
    startsMap(i: number): boolean {
      let k = i + 1;
      if (tokens[k]?.kind === KIND.NEWLINE) k++;
      if (tokens[k]?.kind === KIND.STRING_HEAD) {
        while (tokens[k] !== undefined && tokens[k].kind !== KIND.STRING_TAIL) {
          k = partner[k] ?? tokens.length;
        }
      } else if (tokens[k]?.kind !== KIND.STRING) return false;
      return tokens[k + 1]?.kind === KIND.COLON;
    },
  };
}

function isFirstOnLine(c: FactoryContext, i: number): boolean {
  if (i === 0) return true;
  return c.file.text.slice(c.tokens[i - 1].end, c.tokens[i].start).includes("\n");
}
