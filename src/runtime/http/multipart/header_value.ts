/** Header values with parameters, such as `form-data; name="doc"; filename="a.pdf"`: RFC 9110 5.6, RFC 8187, RFC 7578. */

export interface HeaderValue {
  /** What stands before the first `;`, in lower case. */
  readonly value: string;
  /** By name in lower case; of repeated ones the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads what is there; what does not follow the grammar is taken as far as it goes. */
export function parseHeaderValue(text: string): HeaderValue {
  const end = text.indexOf(";");
  const value = (end < 0 ? text : text.slice(0, end)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  for (let at = end < 0 ? text.length : end + 1; at < text.length;) {
    const equals = text.indexOf("=", at);
    const next = text.indexOf(";", at);
    if (next >= 0 && (equals < 0 || next < equals)) {
      at = next + 1;
      continue;
    }
    if (equals < 0) break;
    const name = text.slice(at, equals).trim().toLowerCase();
    const start = skipSpace(text, equals + 1);
    const [content, after] = text[start] === '"' ? quoted(text, start + 1) : plain(text, start);
    if (!parameters.has(name)) parameters.set(name, content);
    const separator = text.indexOf(";", after);
    at = separator < 0 ? text.length : separator + 1;
  }
  return { value, parameters };
}

function skipSpace(text: string, at: number): number {
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function plain(text: string, start: number): [string, number] {
  const end = text.indexOf(";", start);
  return [text.slice(start, end < 0 ? undefined : end).trim(), end < 0 ? text.length : end];
}

/** A backslash escapes quotes and itself only: some clients send paths with single ones. */
function quoted(text: string, start: number): [string, number] {
  let content = "";
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') return [content, at + 1];
    const next = text[at + 1];
    if (character === "\\" && (next === '"' || next === "\\")) {
      content += next;
      at++;
    } else content += character;
  }
  return [content, text.length];
}

/** The text of an extended parameter, `UTF-8''na%C3%AFve.txt`; null when it is malformed. */
export function decodeExtended(text: string): string | null {
  const match = /^([^']*)'[^']*'((?:[^%]|%[0-9a-fA-F]{2})*)$/.exec(text);
  if (!match) return null;
  const charset = match[1].toLowerCase();
  if (charset === "iso-8859-1") {
    return match[2].replace(/%(..)/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
  }
  if (charset !== "utf-8") return null;
  try {
    return decodeURIComponent(match[2]);
  } catch {
    return null;
  }
}
