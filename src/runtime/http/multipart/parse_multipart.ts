/** `multipart/form-data` bodies: web.md 11, RFC 7578, RFC 2046 5.1. */
import type { FormValue } from "../../json/form.ts";
import { FitzFile } from "../../values/file.ts";
import { Delimiter, findBytes } from "./delimiter.ts";
import { decodeExtended, parseHeaderValue } from "./header_value.ts";

const MAX_PARTS = 1000;
const MAX_PART_HEADERS = 16 * 1024;

const BLANK_LINE = new TextEncoder().encode("\r\n\r\n");
const HEADER_TEXT = new TextDecoder("utf-8");
const STRICT_TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Parts by name in order of first appearance, or the text of what is wrong. The content of files shares the memory of `body`. */
export function parseMultipart(
  body: Uint8Array,
  contentType: string,
): Map<string, FormValue[]> | string {
  const boundary = parseHeaderValue(contentType).parameters.get("boundary");
  if (!boundary) return "multipart/form-data: missing `boundary` parameter in Content-Type";
  const delimiter = new Delimiter(boundary);
  const parts = new Map<string, FormValue[]>();
  let found = delimiter.first(body);
  for (let count = 0; found !== null && !found.isLast;) {
    if (++count > MAX_PARTS) return `multipart: more than ${MAX_PARTS} parts`;
    const start = found.end;
    const headersEnd = endOfHeaders(body, start, delimiter);
    if (typeof headersEnd === "string") return headersEnd;
    const contentStart = headersEnd + BLANK_LINE.length;
    // The blank line's own end may begin the next delimiter, when there is no content.
    found = delimiter.next(body, contentStart - 2);
    if (found === null) break;
    const content = body.subarray(contentStart, Math.max(contentStart, found.start));
    const problem = addPart(parts, HEADER_TEXT.decode(body.subarray(start, headersEnd)), content);
    if (problem !== null) return problem;
  }
  return found === null ? "multipart: missing closing boundary" : parts;
}

/** Where the blank line behind the headers begins, or the text of what is wrong. */
function endOfHeaders(body: Uint8Array, start: number, delimiter: Delimiter): number | string {
  const limit = Math.min(body.length, start + MAX_PART_HEADERS + BLANK_LINE.length);
  // Without headers the line end of the delimiter begins the blank line.
  const blank = findBytes(body, BLANK_LINE, start - 2, limit);
  const next = delimiter.next(body, start - 2, blank < 0 ? limit : blank);
  const isTooLong = blank < 0 && next === null && limit < body.length;
  if (isTooLong) return "multipart: part headers too large";
  return blank < 0 || next !== null
    ? "multipart: malformed part — missing `\\r\\n\\r\\n` between headers and body"
    : blank;
}

/** Adds a part to its name; gives the text of what is wrong, else null. */
function addPart(parts: Map<string, FormValue[]>, headers: string, content: Uint8Array): string | null {
  const fields = headerFields(headers);
  const { value, parameters } = parseHeaderValue(fields.get("content-disposition") ?? "");
  const name = value === "form-data" ? parameters.get("name") : undefined;
  if (name === undefined) return "multipart: part without `name` in Content-Disposition";
  const filename = fileName(parameters);
  let part: FormValue;
  if (filename !== undefined) {
    part = new FitzFile(filename, fields.get("content-type") ?? null, content);
  } else {
    try {
      part = STRICT_TEXT.decode(content);
    } catch {
      return `multipart: part '${name}' is not valid UTF-8`;
    }
  }
  const known = parts.get(name);
  if (known) known.push(part);
  else parts.set(name, [part]);
  return null;
}

/** Header fields by name in lower case; of repeated ones the first. A line that begins with a space goes on with the one before. */
function headerFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/**
 * The name of an uploaded file without any folders before it, so that it names nothing outside of the folder it is used in; null when that leaves nothing. undefined when the part
 * is no file.
 */
function fileName(parameters: ReadonlyMap<string, string>): string | null | undefined {
  const extended = parameters.get("filename*");
  const decoded = extended === undefined ? null : decodeExtended(extended);
  const sent = decoded ?? parameters.get("filename") ?? (extended === undefined ? undefined : "");
  if (sent === undefined) return undefined;
  const base = sent.replace(/^.*[/\\]/s, "");
  return base === "" || base === "." || base === ".." ? null : base;
}
