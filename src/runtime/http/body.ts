/** Reading request bodies: web.md 7.1, production.md 13. */
import { type BodySpec, decodeFields, decodeFormBody, decodeJsonBody, emptyBodyText } from "../json/body.ts";
import { DecodeProblems } from "../json/problem.ts";
import { discardBody, MOST_BYTES } from "./discard.ts";
import type { Exchange } from "./exchange.ts";
import { parseMultipart } from "./multipart/parse_multipart.ts";

/** The lenient decoder is the host's fast one; only a text with replacement characters is decoded again, strictly. */
const LENIENT = new TextDecoder("utf-8", { ignoreBOM: true });
const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const EMPTY = new Uint8Array(0);

/** How the body of a route with a body parameter is written. */
export type BodyKind = "json" | "form" | "multipart";

/**
 * The kind that the Content-Type names, or the 415 answer. Comes before anything of the body is read.
 *
 * @param takesFiles the type of the body has files, which only one kind can bring
 */
export function bodyKind(exchange: Exchange, takesFiles = false): BodyKind | Response {
  const encoding = exchange.header("content-encoding");
  if (encoding !== null && encoding.trim().toLowerCase() !== "identity") {
    return exchange.error(415, `unsupported Content-Encoding: '${encoding}'`);
  }
  const header = exchange.header("content-type");
  if (!takesFiles && (header === null || header === "application/json")) return "json";
  const end = header === null ? 0 : header.indexOf(";");
  const type = header === null ? "" : (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  if (takesFiles) {
    // Without a body there is nothing that could be of a wrong type.
    const isMultipart = type === "multipart/form-data" || (type === "" && !announcesBody(exchange));
    return isMultipart ? "multipart" : unsupportedType(exchange, type);
  }
  switch (type) {
    case "":
    case "application/json":
      return "json";
    case "application/x-www-form-urlencoded":
      return "form";
    case "multipart/form-data":
      return "multipart";
    default:
      return unsupportedType(exchange, type);
  }
}

function announcesBody(exchange: Exchange): boolean {
  return exchange.hasTransferEncoding || Number(exchange.header("content-length") ?? 0) > 0;
}

/** 415 for a Content-Type that no body parameter takes. */
export function unsupportedType(exchange: Exchange, type: string): Response {
  return exchange.error(
    415,
    `unsupported Content-Type: '${type}'. The handler expects JSON (\`application/json\`), urlencoded ` +
      "(`application/x-www-form-urlencoded`) or multipart (`multipart/form-data`). Other formats remain as a future sub-step.",
  );
}

/**
 * The bytes of the body, or the 413 answer when there are more than `limit`. Not awaited where nothing has to be read.
 */
export function readBody(
  exchange: Exchange,
  limit: number,
): Uint8Array | Response | Promise<Uint8Array | Response> {
  if (exchange.bytes !== undefined) return exchange.bytes;
  const declared = exchange.header("content-length");
  exchange.isReadingBody = true;
  if (declared !== null && !exchange.hasTransferEncoding) {
    if (Number(declared) > limit) return tooLarge(exchange, limit, exchange.request.body?.getReader());
    // The host reads no more than the declared length.
    return declared === "0" ? EMPTY : exchange.request.bytes();
  }
  // Who sends both lengths may mean another end of the body than we do.
  if (declared !== null) exchange.closesConnection = true;
  const { method, request } = exchange;
  if (method === "GET" || method === "HEAD" || request.body === null) return EMPTY;
  return readStream(exchange, request.body, limit);
}

async function readStream(
  exchange: Exchange,
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array | Response> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > limit) return tooLarge(exchange, limit, reader);
    chunks.push(piece.value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function tooLarge(
  exchange: Exchange,
  limit: number,
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<Response> {
  exchange.closesConnection = true;
  // Who asks whether to send the body at all gets the answer at once, and so does who has far too much.
  const isWorthIt = exchange.header("expect") === null &&
    !(Number(exchange.header("content-length")) > MOST_BYTES + limit);
  if (reader && isWorthIt) await discardBody(reader);
  return exchange.error(413, `body too large: the limit is ${limit} bytes`);
}

/** The body as text; undefined when it is not UTF-8. A byte order mark stays in it. */
export function bodyText(exchange: Exchange): string | undefined {
  const bytes = exchange.bytes ?? EMPTY;
  const text = LENIENT.decode(bytes);
  if (!text.includes("\ufffd")) return text;
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The value of a body parameter. A body that is not UTF-8 is not JSON. */
export function decodeBody(exchange: Exchange, kind: BodyKind, body: BodySpec): unknown | DecodeProblems {
  if (kind === "multipart") {
    const bytes = exchange.bytes ?? EMPTY;
    return bytes.length === 0
      ? new DecodeProblems(body.subject, [], emptyBodyText(body.param))
      : decodeFields(parseMultipart(bytes, exchange.headerText("content-type") ?? ""), body);
  }
  const text = bodyText(exchange);
  if (text === undefined) {
    const whole = kind === "form"
      ? "urlencoded: invalid UTF-8"
      : "body is not valid JSON: the text is not UTF-8";
    return new DecodeProblems(body.subject, [], whole);
  }
  return kind === "form" ? decodeFormBody(text, body) : decodeJsonBody(text, body);
}
