/** Requests that want a file only when it has changed: RFC 9110, section 13. */
import type { Exchange } from "../exchange.ts";

/** Entity tags of a list; the quotes may hold commas. */
const ENTITY_TAG = /(?:W\/)?"[^"]*"/g;

/**
 * Whether the client has this version already: `If-None-Match` (a list or `*`, compared weakly), and only without it `If-Modified-Since`.
 *
 * @param modified milliseconds since 1970; null where that is not known
 */
export function isUnchanged(exchange: Exchange, etag: string, modified: number | null): boolean {
  const wanted = exchange.header("if-none-match");
  if (wanted !== null) {
    const listed = wanted.match(ENTITY_TAG) ?? [];
    return wanted.trim() === "*" || listed.some((one) => one === etag || one === `W/${etag}`);
  }
  const since = modified === null ? null : exchange.header("if-modified-since");
  // HTTP dates have whole seconds; what is no date compares false.
  return since !== null && Math.floor(modified! / 1000) * 1000 <= Date.parse(since);
}
