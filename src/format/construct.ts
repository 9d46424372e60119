/** The bracketed parts of a program, as the formatter sees them. */

/** One element of a construct, by its first and last token. `hasComma` is false for methods. */
export interface Item {
  readonly first: number;
  readonly last: number;
  readonly hasComma: boolean;
  /** Blank lines in front: as written (at most one), or exactly one. */
  readonly blank: "keep" | "one";
}

export interface Construct {
  /** The bracket tokens. For an import list without parentheses: the token `import`, and the last token of the list. */
  readonly open: number;
  readonly close: number;
  /** The token whose line gives the indentation: `if` for its blocks, else the opening bracket. */
  anchor: number;
  /** An import list without parentheses: they are written when it breaks. */
  readonly isBare: boolean;
  items: readonly Item[];
  /** `{ x }` rather than `{x}` on one line. */
  readonly isSpaced: boolean;
  /** A trailing comma when broken. */
  readonly hasTrailingComma: boolean;
  /** A tuple of one element: its comma stays. */
  readonly keepsComma: boolean;
  /** May be broken because its line is too long. */
  readonly isBreakable: boolean;
  /** Each item on a line of its own when broken; otherwise the author's breaks between items are kept. */
  isOnePerLine: boolean;
  isBroken: boolean;
  /** Constructs that break together with this one: the blocks of one `if`. */
  readonly chain: Construct[];
  /** Statements inside that stay on one line only while this construct does. */
  readonly dependents: Construct[];
}

/** What most bracketed lists have in common. */
export const DEFAULTS = {
  isBare: false,
  isSpaced: false,
  hasTrailingComma: true,
  keepsComma: false,
  isBreakable: true,
  isOnePerLine: false,
};

/** Breaks a construct, and all that cannot stay on one line without it. */
export function breakConstruct(c: Construct): void {
  if (c.isBroken || c.items.length === 0) return;
  c.isBroken = true;
  c.isOnePerLine = true;
  for (const other of [...c.chain, ...c.dependents]) breakConstruct(other);
}
