/** Where a key stands in a TOML text: the reader (syntax/toml.ts) does not say. */

/** `[package]` is `["package"]`; the second `[[bin]]` is `["bin", 1]`. */
export type KeyPath = readonly (string | number)[];

/**
 * The range of a key in a TOML text: of the longest part of the path that is written there. null when not even its table is.
 * It reads lines, so a key inside a multi-line string may be taken for one; only the place of a message depends on it.
 */
export function locateKey(text: string, path: KeyPath): { start: number; end: number } | null {
  let best: { start: number; end: number } | null = null;
  let bestDepth = 0;
  let table: (string | number)[] = [];
  const arrays = new Map<string, number>();
  let offset = 0;
  const offer = (found: (string | number)[], start: number, end: number) => {
    let depth = 0;
    while (depth < found.length && depth < path.length && found[depth] === path[depth]) depth++;
    if (depth === found.length && depth > bestDepth) [best, bestDepth] = [{ start, end }, depth];
  };
  for (const line of text.split("\n")) {
    const header = /^\s*(\[\[?)\s*([^\]#]+?)\s*\]/.exec(line);
    const pair = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=/.exec(line);
    if (header) {
      const names = splitKey(header[2]!);
      table = [...names];
      if (header[1] === "[[") {
        const index = arrays.get(header[2]!) ?? 0;
        arrays.set(header[2]!, index + 1);
        table.push(index);
      }
      const start = offset + line.indexOf(header[2]!);
      offer(table, start, start + header[2]!.length);
      if (header[1] === "[[" && table.at(-1) === 0) offer(names, start, start + header[2]!.length);
    } else if (pair) {
      const full = [...table, ...splitKey(pair[1]!)];
      const start = offset + line.indexOf(pair[1]!);
      offer(full, start, start + pair[1]!.length);
      locateInline(line, offset, pair[0].length, full, offer);
    }
    offset += line.length + 1;
  }
  return best;
}

/** Offers the keys of an inline table on the same line. */
function locateInline(
  line: string,
  offset: number,
  from: number,
  prefix: (string | number)[],
  offer: (path: (string | number)[], start: number, end: number) => void,
): void {
  const rest = line.slice(from);
  if (!/^\s*\{/.test(rest)) return;
  for (const match of rest.matchAll(/[{,]\s*("[^"]*"|'[^']*'|[\w-]+)\s*=/g)) {
    const start = offset + from + match.index + match[0].indexOf(match[1]!);
    offer([...prefix, ...splitKey(match[1]!)], start, start + match[1]!.length);
  }
}

function splitKey(key: string): string[] {
  return [...key.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map((match) => match[1] ?? match[2] ?? match[3]!);
}
