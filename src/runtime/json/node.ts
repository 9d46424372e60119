/** A JSON text as it was written: numbers keep their text, objects the order of their keys. Made only where native parsing would lose something. */
export type JsonNode =
  | { readonly kind: "Null" }
  | { readonly kind: "Bool"; readonly value: boolean }
  /** No fraction and no exponent; may be of any size. */
  | { readonly kind: "Int"; readonly text: string }
  | { readonly kind: "Float"; readonly text: string }
  | { readonly kind: "Str"; readonly value: string }
  | { readonly kind: "List"; readonly items: readonly JsonNode[] }
  /** Repeated keys hold their last value at their first position. */
  | { readonly kind: "Map"; readonly entries: ReadonlyMap<string, JsonNode> };

/** Why a text is not JSON; line and column start at 1, columns count characters. */
export class JsonSyntaxProblem {
  constructor(readonly line: number, readonly column: number, readonly reason: string) {}

  toString(): string {
    return `invalid JSON at line ${this.line}, column ${this.column}: ${this.reason}`;
  }
}
