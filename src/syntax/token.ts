/** Tokens and comments, as the scanner makes them. */

import type { Diagnostic } from "../diagnostics/diagnostic.ts";

export interface Token {
  /** One character, see `token_kinds.ts`. */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** The cooked value of names, numbers, strings, bytes and labels (without the quote); the operator of ASSIGN_OP. */
  readonly value: TokenValue;
  /** For STRING_MIDDLE and STRING_TAIL: the format specification of the interpolation that ends here. */
  readonly spec?: string;
  readonly specStart?: number;
  /** For STRING, STRING_HEAD: written with `"""`. */
  readonly isTriple?: boolean;
  /** Made by the scanner in place of a missing bracket. */
  readonly isVirtual?: boolean;
}

export type TokenValue = string | number | bigint | Uint8Array | null;

export interface Comment {
  /** `doc` is `///`. */
  readonly kind: "line" | "block" | "doc";
  readonly start: number;
  readonly end: number;
}

/** What the scanner hands to the parser. */
export interface ScanResult {
  readonly tokens: Token[];
  readonly comments: Comment[];
  /** Token index to the text of the doc comment in front of it. */
  readonly docs: ReadonlyMap<number, string>;
  /** For a token that opens a bracket or an interpolated string: the index of its partner. Brackets are always balanced. */
  readonly partner: readonly number[];
  /** Brackets around each token. */
  readonly depth: readonly number[];
  /** Token ranges of `( )` and `[ ]` whose closing bracket was missing and reported. */
  readonly unclosed: readonly (readonly [number, number])[];
  readonly diagnostics: Diagnostic[];
  /** A `{` without partner was reported: block structure is a guess. */
  readonly hasUnclosedBrace: boolean;
  /** The tokens `{` that seem to lack their `}`. */
  readonly unclosedBraces: ReadonlySet<number>;
  /** Offsets of `}` that close nothing; they are reported and no tokens. */
  readonly strayBraces: readonly number[];
}
