/** What the node factories share: the tokens, node numbers and reporting. */

import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, DiagnosticExtras, SourceFile } from "../diagnostics/diagnostic.ts";
import type { Expr, Ident } from "./ast.ts";
import type { ScanResult, Token } from "./token.ts";

export class FactoryContext {
  readonly tokens: readonly Token[];
  readonly diagnostics: Diagnostic[] = [];
  nextId = 0;
  /** Where parsing failed last: the token, and the offset of its line. */
  lastFailure: { readonly token: number; readonly line: number } | null = null;
  /** Offset of the `}` of a body whose `{` is missing. */
  bodyWithoutBrace: number | null = null;
  /** Offsets of the scanner's reports that another report explains. */
  readonly explained = new Set<number>();
  readonly #reported = new Set<string>();

  constructor(readonly file: SourceFile, readonly scanned: ScanResult, readonly declarations: boolean) {
    this.tokens = scanned.tokens;
  }

  id(): number {
    return this.nextId++;
  }

  /** Id and place of a node from token `from` to token `to`. */
  base(from: number, to: number): { id: number; start: number; end: number } {
    return { id: this.nextId++, start: this.start(from), end: this.end(to) };
  }

  /** Offset where token `i` begins; the end of the last token when there is none. */
  start(i: number): number {
    if (i < 0) return 0;
    return i < this.tokens.length ? this.tokens[i].start : this.end(this.tokens.length - 1);
  }

  end(i: number): number {
    return i < 0 ? 0 : this.tokens[i].end;
  }

  text(i: number): string {
    const token = this.tokens[i];
    return this.file.text.slice(token.start, token.end);
  }

  ident(i: number): Ident {
    const token = this.tokens[i];
    return { kind: "Ident", id: this.nextId++, start: token.start, end: token.end, name: this.word(i) };
  }

  /** The text of a name or keyword token. */
  word(i: number): string {
    const token = this.tokens[i];
    return typeof token.value === "string" ? token.value : this.file.text.slice(token.start, token.end);
  }

  /** The doc comment in front of token `i`, or of a token up to `until`. */
  doc(i: number, until: number = i): string | null {
    const { docs } = this.scanned;
    if (docs.size === 0) return null;
    for (let k = i; k <= until; k++) {
      const doc = docs.get(k);
      if (doc !== undefined) return doc;
    }
    return null;
  }

  /** An operand that is missing before token `i`. */
  missingExpr(i: number): Expr {
    const at = this.end(i - 1);
    return { kind: "ErrorExpr", id: this.nextId++, start: at, end: at };
  }

  /** Reports once per code and place: a rule may be tried twice. */
  report(code: string, start: number, end: number, message: string, extras?: DiagnosticExtras): void {
    const key = `${code} ${start}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.diagnostics.push(diagnostic("error", code, { file: this.file, start, end }, message, extras));
  }

  fix(title: string, start: number, end: number, replacement: string, safe = false) {
    return { title, safe, edits: [{ span: { file: this.file, start, end }, replacement }] };
  }
}

/** Longest chain of operators, suffixes or `else if` that later phases can walk. */
export const CHAIN_LIMIT = 1000;
