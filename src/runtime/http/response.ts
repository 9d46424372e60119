/** `Response` and `Cookie` of Fitz programs: web.md 8.4, 8.5. */
import {
  checkBool,
  checkBytes,
  checkInt,
  checkList,
  checkMap,
  checkStr,
  typeError,
} from "../operations/check_kind.ts";
import { fail } from "../failures/failure.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import type { HeaderList } from "./deno_server_objects.ts";
import type { StreamSource } from "./streaming/stream_source.ts";

function field(name: string, accept: (value: unknown) => unknown): FieldInfo {
  return { name, property: name, isFloat: false, isPrivate: false, isHidden: false, accept };
}

const orNull = (check: (value: unknown) => unknown) => (value: unknown) =>
  value === null ? null : check(value);

/** The answer of a handler, as the program builds it. An omitted argument takes the field's default. */
export class FitzResponse extends Instance {
  constructor(
    public status: number | bigint = 200,
    public content_type: string = "application/json",
    public headers: FitzMap = new FitzMap(),
    public body: string = "",
    public body_bytes: Uint8Array | null = null,
    public cookies: unknown[] = [],
  ) {
    super();
  }
  /** Writes the body piece by piece, unless a body is set. */
  stream: StreamSource | null = null;
}

/** `Response { ..base, … }`: a stream of the base goes on to the copy. */
export function withStreamOf(response: FitzResponse, base: FitzResponse): FitzResponse {
  response.stream = base.stream;
  return response;
}

const RESPONSE_INFO: TypeInfo = {
  name: "Response",
  fields: [
    field("status", checkInt),
    field("content_type", checkStr),
    field("headers", checkMap),
    field("body", checkStr),
    field("body_bytes", orNull(checkBytes)),
    field("cookies", checkList),
  ],
  methods: {},
};
Object.defineProperty(FitzResponse.prototype, "info", { value: RESPONSE_INFO });

/** One `Set-Cookie`. */
export class Cookie extends Instance {
  constructor(
    public name: string,
    public value: string,
    public path: string = "/",
    public http_only: boolean = false,
    public secure: boolean = false,
    public same_site: string = "Lax",
    public max_age: number | bigint | null = null,
    public domain: string | null = null,
  ) {
    super();
  }
}
const COOKIE_INFO: TypeInfo = {
  name: "Cookie",
  fields: [
    field("name", checkStr),
    field("value", checkStr),
    field("path", checkStr),
    field("http_only", checkBool),
    field("secure", checkBool),
    field("same_site", checkStr),
    field("max_age", orNull(checkInt)),
    field("domain", orNull(checkStr)),
  ],
  methods: {},
};
Object.defineProperty(Cookie.prototype, "info", { value: COOKIE_INFO });

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const ATTRIBUTE_VALUE = /^[\x20-\x3a\x3c-\x7e]*$/;

/**
 * The value of a `Set-Cookie` header.
 *
 * @throws Failure `run/bad-argument` for names and values with separators or control characters
 */
export function cookieText(cookie: Cookie): string {
  if (!TOKEN.test(cookie.name)) {
    fail("run/bad-argument", `the cookie name ${JSON.stringify(cookie.name)} is not a token`);
  }
  if (!COOKIE_VALUE.test(cookie.value)) {
    fail(
      "run/bad-argument",
      `the value of the cookie '${cookie.name}' holds a separator or control character`,
    );
  }
  for (const text of [cookie.path, cookie.domain ?? "", cookie.same_site]) {
    if (!ATTRIBUTE_VALUE.test(text)) {
      fail(
        "run/bad-argument",
        `an attribute of the cookie '${cookie.name}' holds a separator or control character`,
      );
    }
  }
  let text = `${cookie.name}=${cookie.value}`;
  if (cookie.path !== "") text += `; Path=${cookie.path}`;
  if (cookie.domain !== null) text += `; Domain=${cookie.domain}`;
  if (cookie.max_age !== null) text += `; Max-Age=${cookie.max_age}`;
  if (cookie.http_only) text += "; HttpOnly";
  if (cookie.secure) text += "; Secure";
  if (cookie.same_site !== "") text += `; SameSite=${cookie.same_site}`;
  return text;
}

const MEDIA_TYPE = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+[\t ]*(;[\t\x20-\x7e]*)?$/;

/** The Content-Type to send: what is no media type becomes `application/octet-stream`. */
export function mediaType(text: string): string {
  if (text === "application/json") return text;
  refuseLineBreaks("content_type", text);
  return MEDIA_TYPE.test(text) ? text : "application/octet-stream";
}

/**
 * Adds the program's headers; `content-type` is left out because the field of that name decides.
 *
 * @throws Failure `run/bad-argument` for names that are no tokens, values that are no text, and CR, LF or NUL in either
 */
export function addHeaders(target: HeaderList, headers: FitzMap): void {
  for (const [name, value] of headers) {
    if (typeof name !== "string" || typeof value !== "string") {
      typeError("Str", typeof name === "string" ? value : name);
    }
    refuseLineBreaks(name, name);
    refuseLineBreaks(name, value);
    if (!TOKEN.test(name)) fail("run/bad-argument", `the header name ${JSON.stringify(name)} is not a token`);
    const lower = name.toLowerCase();
    if (lower === "content-type" || lower === "content-length" || lower === "transfer-encoding") continue;
    target.push([lower, headerBytes(value)]);
  }
}

function refuseLineBreaks(name: string, text: string): void {
  if (/[\r\n\0]/.test(text)) {
    fail("run/bad-argument", `the header ${JSON.stringify(name)} holds a line break or NUL character`);
  }
}

/** Header values travel as bytes: text beyond ASCII is sent as UTF-8. */
function headerBytes(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text;
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}
