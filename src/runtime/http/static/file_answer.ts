/** The answer with a static file, from wherever it was read: web.md 12. */
import { type HeaderList, makeResponse } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { contentTypeOf } from "../media_types.ts";
import { isUnchanged } from "./conditional.ts";

const CACHE_CONTROL: [string, string] = ["cache-control", "public, max-age=3600"];

/** A version of a file. */
export interface FileVersion {
  /** Its name decides about the content type. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Of the content, with its quotes. */
  readonly etag: string;
  /** Milliseconds since 1970; null where that is not known. */
  readonly modified: number | null;
}

/** The answer that needs no content: 304, or 200 to a HEAD request; null where the content has to be sent. */
export function bodilessAnswer(exchange: Exchange, version: FileVersion): Response | null {
  if (isUnchanged(exchange, version.etag, version.modified)) {
    const headers = exchange.answerHeaders(null);
    headers.push(["etag", version.etag], CACHE_CONTROL);
    return makeResponse(304, headers, null);
  }
  if (exchange.method !== "HEAD") return null;
  const headers = fileHeaders(exchange, version);
  headers.push(["content-length", String(version.size)]);
  return makeResponse(200, headers, null);
}

/** 200 with the headers of a file, without its length. */
export function fileHeaders(exchange: Exchange, { name, etag, modified }: FileVersion): HeaderList {
  const headers = exchange.answerHeaders(["content-type", contentTypeOf(name)]);
  headers.push(["etag", etag], CACHE_CONTROL);
  if (modified !== null) headers.push(["last-modified", new Date(modified).toUTCString()]);
  return headers;
}
