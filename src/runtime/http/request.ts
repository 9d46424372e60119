/** `Request` of Fitz programs: web.md 5.6. Everything is made when the program asks for it. */
import { checkMap, checkStr } from "../operations/check_kind.ts";
import { parseJson } from "../json/decode_text.ts";
import { type FormFields, parseForm, untypedForm } from "../json/form.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { bodyText } from "./body.ts";
import { type Client, clientOf } from "./client_address.ts";
import type { Exchange } from "./exchange.ts";
import { parseMultipart } from "./multipart/parse_multipart.ts";
import { decodeHeader, queryAll, queryPairs } from "./url_text.ts";

export class FitzRequest extends Instance {
  user: unknown = null;
  #client: Client | undefined;
  #query: FitzMap | undefined;
  #headers: FitzMap | undefined;
  #cookies: FitzMap | undefined;
  #state: FitzMap | undefined;

  constructor(readonly exchange: Exchange) {
    super();
  }
  get method(): string {
    return this.exchange.method;
  }
  get path(): string {
    return this.exchange.rawPath;
  }
  get route(): string {
    const { server, route } = this.exchange;
    return route < 0 ? "(none)" : server.program.routes[route].template;
  }
  get query(): FitzMap {
    return this.#query ??= mapOf(queryPairs(this.exchange.query));
  }
  get headers(): FitzMap {
    return this.#headers ??= mapOf(
      [...new Set(this.exchange.headers.map(([name]) => name))].map((
        name,
      ) => [name, this.exchange.headerText(name)!]),
    );
  }
  get cookies(): FitzMap {
    return this.#cookies ??= cookiesOf(this.exchange);
  }
  get ip(): string {
    return (this.#client ??= clientOf(this.exchange)).ip;
  }
  get scheme(): string {
    return (this.#client ??= clientOf(this.exchange)).scheme;
  }
  get state(): FitzMap {
    return this.#state ??= new FitzMap();
  }
  get trace_id(): string {
    return this.exchange.traceId;
  }
}

function field(name: string, accept: (value: unknown) => unknown = (value) => value): FieldInfo {
  return { name, property: name, isFloat: false, isPrivate: false, isHidden: false, accept };
}
const INFO: TypeInfo = {
  name: "Request",
  fields: [
    field("method", checkStr),
    field("path", checkStr),
    field("route", checkStr),
    field("query", checkMap),
    field("headers", checkMap),
    field("cookies", checkMap),
    field("ip", checkStr),
    field("scheme", checkStr),
    field("user"),
    field("state", checkMap),
    field("trace_id", checkStr),
  ],
  methods: {},
};
Object.defineProperty(FitzRequest.prototype, "info", { value: INFO });

function mapOf(pairs: readonly (readonly [string, string])[]): FitzMap {
  const map = new FitzMap();
  for (const [key, value] of pairs) map.set(key, value);
  return map;
}

function cookiesOf(exchange: Exchange): FitzMap {
  const map = new FitzMap();
  for (const [header, value] of exchange.headers) {
    if (header !== "cookie") continue;
    for (const piece of decodeHeader(value).split(";")) {
      const equals = piece.indexOf("=");
      if (equals < 0) continue;
      const name = piece.slice(0, equals).trim();
      if (!map.has(name)) map.set(name, piece.slice(equals + 1).trim());
    }
  }
  return map;
}

/** The `Request` value of an exchange: one object, however many functions take it. */
export function requestValue(exchange: Exchange): FitzRequest {
  return (exchange.value ??= new FitzRequest(exchange)) as FitzRequest;
}

export function requestQueryAll(request: FitzRequest, key: string): string[] {
  return queryAll(request.exchange.query, key);
}

/** The form of a body, urlencoded unless the Content-Type says that it is multipart; or why it cannot be read. */
function formFields(exchange: Exchange): FormFields | string {
  const type = exchange.headerText("content-type") ?? "";
  if (/^\s*multipart\/form-data\s*(;|$)/i.test(type)) {
    return parseMultipart(exchange.bytes ?? new Uint8Array(0), type);
  }
  const text = bodyText(exchange);
  return text === undefined ? "urlencoded: invalid UTF-8" : parseForm(text);
}

export function requestBody(request: FitzRequest): Uint8Array {
  return request.exchange.bytes ?? new Uint8Array(0);
}

export function requestText(request: FitzRequest): Result {
  const text = bodyText(request.exchange);
  return text === undefined ? new Err("the body is not valid UTF-8") : new Ok(text);
}

export function requestJson(request: FitzRequest): Result {
  const text = bodyText(request.exchange);
  return text === undefined ? new Err("the body is not valid UTF-8") : parseJson(text);
}

export function requestForm(request: FitzRequest): Result {
  const fields = formFields(request.exchange);
  return typeof fields === "string" ? new Err(fields) : new Ok(untypedForm(fields));
}
