/** Percent-encoded text of paths and queries (web.md 4.2, 5.3), and text of headers. */

/** Stands for an encoded `/` inside a decoded segment: no decoded text holds a lone surrogate. */
const ENCODED_SLASH = "\ud800";

/**
 * A path with its segments decoded one by one, for routing: an encoded slash becomes a mark that `unmarkSlashes` turns back. null for a malformed `%` sequence or
 * invalid UTF-8.
 */
export function decodePath(path: string): string | null {
  try {
    return path.split("/").map((segment) => decodeURIComponent(segment).replaceAll("/", ENCODED_SLASH)).join(
      "/",
    );
  } catch {
    return null;
  }
}

/** The text of a segment of `decodePath`. */
export function unmarkSlashes(segment: string): string {
  return segment.replaceAll(ENCODED_SLASH, "/");
}

/** A query key or value: `+` is a space, `%XX` a byte of UTF-8; what is malformed stays as it is. */
export function decodeQueryText(text: string): string {
  if (text.indexOf("%") < 0 && text.indexOf("+") < 0) return text;
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/(?:%[0-9a-fA-F]{2})+/g, decodeRun);
  }
}

/** Decodes the valid UTF-8 sequences of a run of `%XX`, keeps the others. */
function decodeRun(run: string): string {
  let text = "";
  for (let at = 0; at < run.length;) {
    const lead = parseInt(run.slice(at + 1, at + 3), 16);
    const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const piece = run.slice(at, at + 3 * length);
    const decoded = tryDecode(piece);
    text += decoded ?? run.slice(at, at + 3);
    at += decoded === null ? 3 : 3 * length;
  }
  return text;
}

function tryDecode(piece: string): string | null {
  try {
    return decodeURIComponent(piece);
  } catch {
    return null;
  }
}

/** The decoded pairs of a query (without `?`), in order. */
export function queryPairs(query: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const piece of query.split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    pairs.push(
      equals < 0
        ? [decodeQueryText(piece), ""]
        : [decodeQueryText(piece.slice(0, equals)), decodeQueryText(piece.slice(equals + 1))],
    );
  }
  return pairs;
}

/** The last value of a key; undefined when it is absent. Generated code calls this once per declared scalar parameter. */
export function queryLast(query: string, key: string): string | undefined {
  if (query === "") return undefined;
  if (query.indexOf("%") >= 0 || query.indexOf("+") >= 0) {
    return queryPairs(query).findLast(([name]) => name === key)?.[1];
  }
  // From the end: the last one counts.
  for (let end = query.length; end >= 0;) {
    const start = query.lastIndexOf("&", end - 1) + 1;
    if (query.startsWith(key, start)) {
      const after = start + key.length;
      if (after === end) return "";
      if (after < end && query.charCodeAt(after) === 61) return query.slice(after + 1, end);
    }
    end = start - 1;
  }
  return undefined;
}

/** All values of a key in order. */
export function queryAll(query: string, key: string): string[] {
  const values: string[] = [];
  for (const [name, value] of queryPairs(query)) if (name === key) values.push(value);
  return values;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a header value, whose bytes come as one character each: UTF-8 where they are that, else Latin-1. */
export function decodeHeader(value: string): string {
  if (!/[^\x00-\x7f]/.test(value)) return value;
  try {
    return UTF8.decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));
  } catch {
    return value;
  }
}
