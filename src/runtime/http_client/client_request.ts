/** What an outgoing request is made of: web.md 21. */
import { encodeJson } from "../json/encode.ts";
import { display } from "../operations/display.ts";
import { FitzMap } from "../values/map.ts";
import { exposed } from "../values/secret.ts";

export interface ClientRequest {
  readonly method: string;
  /** As the program gave it. */
  readonly url: string;
  /** Names as given; values as bytes in Latin-1. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly timeoutMs: number;
  readonly followsRedirects: boolean;
}

/** Uniform values, as the program gives them. */
export interface GivenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: FitzMap;
  readonly body: unknown;
  readonly timeoutMs: number;
  readonly followsRedirects: boolean;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);
const encoder = new TextEncoder();

/** The request, or why there can be none: a clause without any value of a header, which may be a secret. */
export function clientRequest(given: GivenRequest): ClientRequest | string {
  const { url, timeoutMs, followsRedirects } = given;
  const method = given.method.toUpperCase();
  if (!TOKEN.test(method) || FORBIDDEN_METHODS.has(method)) {
    return `the method '${given.method}' cannot be sent`;
  }
  const parsed = URL.parse(url);
  if (parsed === null) return "it is not a URL";
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") {
    return `the scheme '${parsed.protocol.slice(0, -1)}' is neither http nor https`;
  }
  const headers: [string, string][] = [];
  for (const [name, value] of given.headers) {
    const text = headerText(value);
    if (typeof name !== "string" || !TOKEN.test(name)) return `'${display(name)}' is no name of a header`;
    if (text === null) return `the header '${name}' has a line break or a null character`;
    headers.push([name, text]);
  }
  const has = (name: string) => headers.some(([one]) => one.toLowerCase() === name);
  if (!has("user-agent")) headers.push(["user-agent", "fitz"]);
  if (given.body === null) return { method, url, headers, body: null, timeoutMs, followsRedirects };
  if (method === "GET" || method === "HEAD") return `${method} has no body`;
  if (isJson(given.body) && !has("content-type")) headers.push(["content-type", "application/json"]);
  return { method, url, headers, body: bodyBytes(given.body), timeoutMs, followsRedirects };
}

/** UTF-8 bytes as the characters of a ByteString; null for what would end the header. */
function headerText(value: unknown): string | null {
  const text = display(exposed(value));
  if (/[\r\n\0]/.test(text)) return null;
  if (!/[^\0-\x7f]/.test(text)) return text;
  return Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join("");
}

function isJson(body: unknown): boolean {
  return typeof body !== "string" && !(body instanceof Uint8Array);
}

function bodyBytes(body: unknown): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>;
  return encoder.encode(typeof body === "string" ? body : encodeJson(body));
}
