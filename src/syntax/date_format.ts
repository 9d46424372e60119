/** The directives of date formats (stdlib.md section 16.1): what the compiler checks in literals and the runtime formats by. */
export const DATE_DIRECTIVES: ReadonlySet<string> = new Set("YymdebBaAjuFzHIMSpfsTZ%");

export interface BadDirective {
  /** UTF-16 offset of the `%` in the pattern. */
  readonly index: number;
  /** The `%` with the character after it; a lone `%` at the end of the pattern. */
  readonly directive: string;
}

/** The first unknown directive of a pattern; null when all are known. */
export function findBadDirective(pattern: string): BadDirective | null {
  for (let at = pattern.indexOf("%"); at >= 0; at = pattern.indexOf("%", at + 2)) {
    const letter = pattern.codePointAt(at + 1);
    const directive = letter === undefined ? "%" : "%" + String.fromCodePoint(letter);
    if (!DATE_DIRECTIVES.has(directive.slice(1))) return { index: at, directive };
  }
  return null;
}
