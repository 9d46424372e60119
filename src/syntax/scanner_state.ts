/** What the parts of the scanner share: position, tokens, the stack of open brackets, reporting. */

import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, DiagnosticExtras, SourceFile } from "../diagnostics/diagnostic.ts";
import { KIND } from "./token_kinds.ts";
import type { Comment, Token, TokenValue } from "./token.ts";

/** How an interpolated string that is being scanned ends. */
export interface StringMode {
  /** `"`, `\"` or `"""` */
  readonly quote: string;
  readonly start: number;
}

/** An open bracket, or an open interpolation (`$`). */
export interface Frame {
  readonly open: "(" | "[" | "{" | "$" | "";
  /** Token index of the opening token (for `$`: the token before the interpolation). */
  readonly token: number;
  /** Inside the arguments of a decorator: strings are plain. */
  readonly plain: boolean;
  /** The braces of a `match`. */
  readonly isMatch: boolean;
  /** At a place where a pattern stands: strings are plain. */
  pattern: boolean;
  /** Line ends count (braces and the top level). */
  readonly newlines: boolean;
  readonly string: StringMode | null;
  /** For `$`: offset of its `{`. */
  readonly start: number;
}

export const NESTING_LIMIT = 256;

export class ScannerState {
  readonly text: string;
  pos = 0;
  readonly tokens: Token[] = [];
  readonly depth: number[] = [];
  readonly partner: number[] = [];
  readonly comments: Comment[] = [];
  readonly docs = new Map<number, string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly frames: Frame[] = [];
  top: Frame = {
    open: "",
    token: -1,
    plain: false,
    isMatch: false,
    pattern: false,
    newlines: true,
    string: null,
    start: 0,
  };
  hasUnclosedBrace = false;
  /** Tokens `{` that lack their `}`, as far as one can tell. */
  readonly unclosedBraces = new Set<number>();
  /** Offsets of `}` that close nothing. */
  readonly strayBraces: number[] = [];
  /** Token ranges of `( )` and `[ ]` whose closing bracket was missing. */
  readonly unclosed: (readonly [number, number])[] = [];
  /** Where a string or comment began that swallowed the rest of its line or file, closing brackets included. */
  swallowedAt = -1;
  swallowedToEnd = false;
  /** A line end was read that may become a NEWLINE; -1 when none. */
  newlineAt = -1;
  /** A `;` was among them. */
  hasSemicolon = false;
  /** Heads (`if`, `while`, `for`, `match`) whose block has not begun. */
  readonly heads: { readonly isMatch: boolean; readonly depth: number }[] = [];

  constructor(readonly file: SourceFile) {
    this.text = file.text;
  }

  /** Adds a token that ends at the current position. */
  push(kind: string, start: number, value: TokenValue = null, extra?: Partial<Token>): void {
    this.tokens.push(
      extra ? { kind, start, end: this.pos, value, ...extra } : { kind, start, end: this.pos, value },
    );
    this.depth.push(this.frames.length);
  }

  /** Kind of the last token, "" before the first. */
  lastKind(): string {
    const n = this.tokens.length;
    return n === 0 ? "" : this.tokens[n - 1].kind;
  }

  /** Opens a bracket whose token is the last one pushed. */
  open(frame: Frame): void {
    this.frames.push(this.top);
    this.top = frame;
  }

  /** Closes the innermost bracket; its closing token is the next one pushed. */
  close(): void {
    this.partner[this.top.token] = this.tokens.length;
    this.top = this.frames.pop()!;
  }

  report(code: string, start: number, end: number, message: string, extras?: DiagnosticExtras): void {
    this.diagnostics.push(diagnostic("error", code, { file: this.file, start, end }, message, extras));
  }

  /** Notes that what begins at `start` took everything up to the current position. */
  swallowed(start: number): void {
    this.swallowedAt = start;
    this.swallowedToEnd = this.pos >= this.text.length;
  }

  /** A fix that replaces one range. */
  fix(title: string, start: number, end: number, replacement: string, safe = false) {
    return { title, safe, edits: [{ span: { file: this.file, start, end }, replacement }] };
  }
}

/** Text of a bracket's partner. */
export const CLOSER: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "$": "}" };

export const CLOSER_KIND: Readonly<Record<string, string>> = {
  "(": KIND.RPAREN,
  "[": KIND.RBRACKET,
  "{": KIND.RBRACE,
};
