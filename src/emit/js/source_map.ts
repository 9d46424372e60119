/** Turns emitted text with position marks into JavaScript and a source map. */
import type { CheckedModule } from "../../check/result.ts";

export interface SourceMapV3 {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
  /** Ours: the length in UTF-16 units of the program text behind each mapped segment, in order, in base 36, separated by commas. */
  readonly x_lengths: string;
  /** Ours: the paths of the sources as users see them. */
  readonly x_paths: readonly string[];
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** URL under which a module appears in stack traces. */
export function sourceUrl(module: CheckedModule): string {
  const id = module.id;
  if (/^[a-z][a-z0-9+.-]+:/i.test(id)) return id;
  const path = id.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : `fitz:///${path}`;
}

/** First global offset of each module: offsets of all modules laid end to end. */
export function moduleBases(modules: readonly CheckedModule[]): number[] {
  const bases: number[] = [];
  let next = 0;
  for (const module of modules) {
    bases.push(next);
    next += module.file.text.length + 1;
  }
  return bases;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the last element of the ascending `table` that is at most `value`, searching near `hint` first. */
function locate(table: readonly number[], value: number, hint: number): number {
  if (table[hint] <= value && (hint + 1 >= table.length || value < table[hint + 1])) return hint;
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Removes the marks of `text`; the map is null when none is wanted. */
export function finish(
  text: string,
  modules: readonly CheckedModule[],
  wantsMap: boolean,
): { code: string; map: SourceMapV3 | null } {
  const plain = text.replace(/[\x03\x04]/g, (c) => (c === "\x03" ? "(" : ")"));
  if (!wantsMap) return { code: plain.replace(/\x01[^\x02]*\x02/g, ""), map: null };
  const bases = moduleBases(modules);
  const starts = modules.map((module) => lineStarts(module.file.text));
  const parts = plain.split("\x01");
  let code = parts[0];
  let mappings = "";
  let lengths = "";
  let column = 0;
  let separator = "";
  let source = 0, line = 0;
  const previous = { column: 0, source: 0, line: 0, original: 0 };
  const advance = (chunk: string) => {
    let at = chunk.indexOf("\n");
    if (at < 0) {
      column += chunk.length;
      return;
    }
    let end = at;
    for (; at >= 0; at = chunk.indexOf("\n", at + 1)) {
      mappings += ";";
      end = at;
    }
    separator = "";
    previous.column = 0;
    column = chunk.length - end - 1;
  };
  advance(code);
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i];
    const close = part.indexOf("\x02");
    const comma = part.indexOf(",");
    const chunk = part.slice(close + 1);
    if (part.startsWith("-")) {
      mappings += separator + vlq(column - previous.column);
      lengths += `${lengths === "" ? "" : ","}0`;
      separator = ",";
      previous.column = column;
    } // Of marks at one place the last one is the most precise.
    else if (chunk !== "" || i === parts.length - 1) {
      const offset = parseInt(part.slice(0, comma), 36);
      source = locate(bases, offset, source);
      const local = offset - bases[source];
      line = locate(starts[source], local, line < starts[source].length ? line : 0);
      const original = local - starts[source][line];
      mappings += separator + vlq(column - previous.column) + vlq(source - previous.source) +
        vlq(line - previous.line) +
        vlq(original - previous.original);
      lengths += `${lengths === "" ? "" : ","}${part.slice(comma + 1, close)}`;
      separator = ",";
      previous.column = column;
      previous.source = source;
      previous.line = line;
      previous.original = original;
    }
    code += chunk;
    advance(chunk);
  }
  return {
    code,
    map: {
      version: 3,
      sources: modules.map(sourceUrl),
      names: [],
      mappings,
      x_lengths: lengths,
      x_paths: modules.map((module) => module.file.path),
    },
  };
}

/** The comment that makes V8's stack traces speak of Fitz. */
export function inlineMap(map: SourceMapV3): string {
  const bytes = new TextEncoder().encode(JSON.stringify(map));
  return `//# sourceMappingURL=data:application/json;base64,${bytes.toBase64()}\n`;
}
