/** The source map inside emitted code: what it says of places, and stack traces of code that the host does not map itself. */

/** Under this URL large programs appear in stack traces (they are loaded as scripts). */
export const PROGRAM_URL = "fitz:program";

export interface ProgramMap {
  /** URLs of the sources. */
  readonly sources: readonly string[];
  readonly mappings: string;
  /** See SourceMapV3 of the emitter. */
  readonly x_lengths: string;
  readonly x_paths: readonly string[];
}

/** A stretch of emitted code and where it comes from; lines and columns start at 0, `source` is -1 for code that comes from nowhere. */
export interface MapSegment {
  readonly line: number;
  readonly column: number;
  readonly source: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

const MARKER = "//# sourceMappingURL=data:application/json;base64,";

/** The map at the end of emitted code; null when it was made without one. */
export function programMap(code: string): ProgramMap | null {
  const at = code.lastIndexOf(MARKER);
  if (at < 0) return null;
  const bytes = Uint8Array.fromBase64(code.slice(at + MARKER.length).trim());
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** The segments of a map in their order. */
export function* segmentsOf({ mappings }: ProgramMap): Generator<MapSegment> {
  let line = 0, source = 0, sourceLine = 0, sourceColumn = 0;
  for (const row of mappings.split(";")) {
    let column = 0;
    for (const text of row === "" ? [] : row.split(",")) {
      const [columnStep = 0, sourceStep, lineStep = 0, originalStep = 0] = decodeVlq(text);
      column += columnStep;
      if (sourceStep === undefined) {
        yield { line, column, source: -1, sourceLine: 0, sourceColumn: 0 };
        continue;
      }
      source += sourceStep;
      sourceLine += lineStep;
      sourceColumn += originalStep;
      yield { line, column, source, sourceLine, sourceColumn };
    }
    line++;
  }
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function decodeVlq(text: string): number[] {
  const values: number[] = [];
  let value = 0, shift = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      values.push(value & 1 ? -(value >> 1) : value >> 1);
      value = shift = 0;
    }
  }
  return values;
}

let programCode = "";
let table: { readonly map: ProgramMap; readonly rows: MapSegment[][] } | null = null;

/** Tells which code runs under `PROGRAM_URL`. Its map is read at the first trace. */
export function setProgramCode(code: string): void {
  programCode = code;
  table = null;
}

/** A stack trace whose places in the program are places in its sources. */
export function sourceStack(stack: string): string {
  if (!stack.includes(PROGRAM_URL)) return stack;
  return stack.replace(
    /\bfitz:program:(\d+):(\d+)/g,
    (place, line, column) => sourcePlace(Number(line) - 1, Number(column) - 1) ?? place,
  );
}

function sourcePlace(line: number, column: number): string | null {
  table ??= openTable();
  const found = table?.rows[line]?.findLast((segment) => segment.column <= column);
  if (!table || !found || found.source < 0) return null;
  return `${table.map.sources[found.source]}:${found.sourceLine + 1}:${found.sourceColumn + 1}`;
}

function openTable(): typeof table {
  const map = programMap(programCode);
  if (!map) return null;
  const rows: MapSegment[][] = [];
  for (const segment of segmentsOf(map)) (rows[segment.line] ??= []).push(segment);
  return { map, rows };
}
