/** Compressed answers: web.md 15.3. */
import type { Buffer } from "node:buffer";
import process from "node:process";
import { type HeaderList, makeResponse, plainBody, responseHeaders } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { addVary, headerOf } from "./headers.ts";
import { countOf, defineMiddleware, MiddlewareValue } from "./middleware_value.ts";

const TYPES =
  /^(?:text\/|application\/(?:json|javascript|ecmascript|xml|[a-z0-9.+-]+\+(?:json|xml))\b|image\/svg\+xml\b)/i;
const EVENT_STREAM = /^text\/event-stream\b/i;
/** Larger bodies are compressed by another thread: this one would stand still for milliseconds. */
const MAX_SYNC_BYTES = 64 * 1024;
const LEVEL = 6;
const UTF8 = new TextEncoder();

type Zlib = typeof import("node:zlib");
let zlib: Zlib | undefined;

export class Compress extends MiddlewareValue {
  readonly maker = "compress";
  readonly #minSize: number;

  /** @throws Failure `run/bad-argument` for a negative size */
  constructor(minSize: number | bigint) {
    super();
    this.#minSize = countOf("min_size", minSize, 0);
    zlib ??= process.getBuiltinModule("node:zlib") as Zlib;
  }

  /** The answer, compressed where the client takes that and it is worth it. */
  apply(exchange: Exchange, answer: Response): Response | Promise<Response> {
    const { status } = answer;
    if (status === 204 || status === 206 || status === 304) return answer;
    const body = plainBody(answer);
    if (body === null || body.length * 3 < this.#minSize) return answer;
    const headers = responseHeaders(answer);
    const type = headerOf(headers, "content-type") ?? "";
    if (!isCompressible(type)) return answer;
    const encoding = headerOf(headers, "content-encoding");
    if (encoding !== null) return answer;
    const bytes = typeof body === "string" ? UTF8.encode(body) : body;
    if (bytes.length < this.#minSize || bytes.length === 0) return answer;
    addVary(headers, "Accept-Encoding");
    if (!acceptsGzip(exchange.header("accept-encoding"))) return answer;
    if (bytes.length <= MAX_SYNC_BYTES) {
      return compressed(status, headers, zlib!.gzipSync(bytes, { level: LEVEL }));
    }
    return new Promise((resolve) => {
      zlib!.gzip(
        bytes,
        { level: LEVEL },
        (error: Error | null, packed: Buffer) =>
          resolve(error ? answer : compressed(status, headers, packed)),
      );
    });
  }
}
defineMiddleware(Compress);

function compressed(status: number, headers: HeaderList, body: Uint8Array): Response {
  const kept = headers.filter(([name]) => name !== "content-length").map((header): [string, string] =>
    // Another form of the content has another strong validator.
    header[0] === "etag" && header[1].startsWith('"') ? ["etag", `W/${header[1]}`] : header
  );
  kept.push(["content-encoding", "gzip"]);
  return makeResponse(status, kept, body);
}

/** Whether contents of this type become much smaller. */
export function isCompressible(type: string): boolean {
  return TYPES.test(type) && !EVENT_STREAM.test(type);
}

/** Whether an `Accept-Encoding` header allows gzip. */
export function acceptsGzip(header: string | null): boolean {
  if (header === null) return false;
  if (header === "gzip") return true;
  let any = false;
  for (const item of header.split(",")) {
    const [name, ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
    if (name !== "gzip" && name !== "x-gzip" && name !== "*") continue;
    const quality = parameters.find((part) => part.startsWith("q="));
    const isAllowed = quality === undefined || Number(quality.slice(2)) > 0;
    if (name !== "*") return isAllowed;
    any = isAllowed;
  }
  return any;
}
