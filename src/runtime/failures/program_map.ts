/** The source map inside emitted code: which place of the program stands behind a place of its code, in stack traces above all. */

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

/** A place of a program. Lines and columns start at 1; columns and lengths count UTF-16 units. */
export interface SourcePlace {
  /** URL of the source. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
  /** Of the expression that was evaluated. */
  readonly length: number;
}

interface LoadedCode {
  readonly code: string;
  table: MapTable | null | undefined;
}

interface MapTable {
  readonly map: ProgramMap;
  /** The segments of each line, with their index among all. */
  readonly rows: (MapSegment & { readonly index: number })[][];
  readonly lengths: readonly string[];
}

const loaded: LoadedCode[] = [];

/** A URL of its own for code that is about to run: stack traces name it. Its map is read at the first trace. */
export function programUrl(code: string): string {
  loaded.push({ code, table: undefined });
  return `fitz:program/${loaded.length - 1}`;
}

const PROGRAM_PLACE = /\bfitz:program\/(\d+):(\d+):(\d+)/;

/** The place of the program that a line of a stack trace is about; null when it is about something else. */
export function sourcePlace(line: string): SourcePlace | null {
  const match = PROGRAM_PLACE.exec(line);
  const program = match && loaded[Number(match[1])];
  if (!program) return null;
  const table = program.table === undefined ? program.table = openTable(program.code) : program.table;
  const column = Number(match[3]) - 1;
  const found = table?.rows[Number(match[2]) - 1]?.findLast((segment) => segment.column <= column);
  if (!table || !found || found.source < 0) return null;
  return {
    url: table.map.sources[found.source]!,
    line: found.sourceLine + 1,
    column: found.sourceColumn + 1,
    length: parseInt(table.lengths[found.index]!, 36),
  };
}

function openTable(code: string): MapTable | null {
  const map = programMap(code);
  if (!map) return null;
  const rows: MapTable["rows"] = [];
  let index = 0;
  for (const segment of segmentsOf(map)) (rows[segment.line] ??= []).push({ ...segment, index: index++ });
  return { map, rows, lengths: map.x_lengths.split(",") };
}
