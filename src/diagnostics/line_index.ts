/** Lines and columns of a file. Lines and columns start at 1; columns count characters (Unicode scalar values). */
import type { SourceFile } from "./diagnostic.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

export class LineIndex {
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
  // Where the last column was counted to: sorted look-ups in one very long line stay linear.
  #memo = { line: 1, offset: 0, column: 1 };

  constructor(readonly text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The line (from 1) that holds an offset; offsets beyond the text count as its end. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(at);
    const lineStart = this.starts[line - 1]!;
    const memo = this.#memo;
    const known = memo.line === line && memo.offset <= at;
    const column = (known ? memo.column : 1) +
      countCharacters(this.text, known ? memo.offset : lineStart, at);
    this.#memo = { line, offset: at, column };
    return { line, column };
  }

  /** Offset of the end of a line, before its line break. */
  lineEnd(line: number): number {
    const next = this.starts[line];
    if (next === undefined) return this.text.length;
    return this.text.charCodeAt(next - 2) === 13 && next - 2 >= this.starts[line - 1]! ? next - 2 : next - 1;
  }

  lineText(line: number): string {
    return this.text.slice(this.starts[line - 1]!, this.lineEnd(line));
  }
}

/** Characters in `text[from, to)`: a surrogate pair counts once. */
function countCharacters(text: string, from: number, to: number): number {
  let count = to - from;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc00 && unit <= 0xdfff && i > 0) {
      const before = text.charCodeAt(i - 1);
      if (before >= 0xd800 && before <= 0xdbff) count--;
    }
  }
  return count;
}

const indexes = new WeakMap<SourceFile, LineIndex>();

/** The index of a file, made once. */
export function lineIndexOf(file: SourceFile): LineIndex {
  let index = indexes.get(file);
  if (!index) indexes.set(file, index = new LineIndex(file.text));
  return index;
}
