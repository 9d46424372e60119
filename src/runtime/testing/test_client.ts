/** In-process HTTP requests of tests: web.md 24.2. They go through the complete pipeline of the server, without a port. */
import { fail, Failure } from "../failures/failure.ts";
import { host } from "../host/host.ts";
import { display } from "../operations/display.ts";
import { responseHeaders } from "../http/deno_server_objects.ts";
import type { HttpServer } from "../http/http_server.ts";
import { Cookie } from "../http/response.ts";
import { encodeJson } from "../json/encode.ts";
import { parseJson } from "../json/decode_text.ts";
import { Future } from "../values/future.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Ok, type Result } from "../values/result.ts";

let application: (() => Promise<HttpServer>) | null = null;

/** Sets where the requests of tests go; null outside `fitz test`. */
export function setApplication(server: (() => Promise<HttpServer>) | null): void {
  application = server;
}

/** Named arguments of a request, undefined where the call leaves them out. */
export interface RequestArguments {
  readonly headers?: FitzMap;
  readonly query?: FitzMap;
  readonly cookies?: FitzMap;
  readonly json?: unknown;
  readonly body?: unknown;
  readonly form?: FitzMap;
  readonly user?: unknown;
  readonly ip?: string;
  readonly follow?: boolean;
}

export class TestResponse extends Instance {
  constructor(
    readonly status: number,
    readonly headers: FitzMap,
    readonly body: string,
    readonly bytes: Uint8Array,
    readonly cookies: Cookie[],
    readonly duration_ms: number,
  ) {
    super();
  }

  /** @throws Failure when the body is not JSON */
  json(): unknown {
    const value = parseJson(this.body);
    if (value instanceof Ok) return value.value;
    fail("run/test", `the body is not JSON: ${value.value}`, [
      `the body is ${JSON.stringify(this.body.slice(0, 200))}`,
    ]);
  }

  parseAs(decode: (text: string) => Result): Result {
    return decode(this.body);
  }
}

function field(name: string): FieldInfo {
  return {
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  };
}
const INFO: TypeInfo = {
  name: "TestResponse",
  fields: ["status", "headers", "body", "bytes", "cookies", "duration_ms"].map(field),
  methods: {},
};
Object.defineProperty(TestResponse.prototype, "info", { value: INFO });

const MAX_REDIRECTS = 10;

/** Sends requests; keeps cookies when it is made with a jar. */
export class TestClient {
  constructor(private readonly jar: Map<string, string> | null) {}

  send(method: string, path: string, args: RequestArguments): Future {
    return new Future(() => this.#send(method, path, args));
  }

  async #send(method: string, path: string, args: RequestArguments): Promise<TestResponse> {
    const server = await application?.();
    if (!server) {
      throw new Failure("run/test", "there is no application under test", [
        "the program that is tested has no routes; requests work in `fitz test` only",
      ]);
    }
    if (!path.startsWith("/")) {
      fail("run/bad-argument", `the path ${JSON.stringify(path)} must start with "/"`);
    }
    const start = host().monotonic();
    let request = this.#request(method.toUpperCase(), path, args);
    let answer = await server.handle(request, { remoteAddr: peer(args.ip ?? "127.0.0.1") });
    this.#keep(answer);
    for (let hop = 0; args.follow && hop < MAX_REDIRECTS; hop++) {
      const location = answer.status >= 300 && answer.status < 400 ? headerOf(answer, "location") : null;
      if (location === null) break;
      const url = new URL(location, request.url);
      const next = answer.status === 307 || answer.status === 308 ? request.method : "GET";
      request = this.#request(next, url.pathname + url.search, {
        headers: args.headers,
        cookies: args.cookies,
      });
      answer = await server.handle(request, { remoteAddr: peer(args.ip ?? "127.0.0.1") });
      this.#keep(answer);
    }
    return await readAnswer(answer, request.method, Math.round(host().monotonic() - start));
  }

  #request(method: string, path: string, args: RequestArguments): Request {
    const headers: [string, string][] = [["host", "test"]];
    const { body, type } = bodyOf(args);
    if (type !== null) headers.push(["content-type", type]);
    for (const [name, value] of args.headers ?? []) {
      const lower = String(name).toLowerCase();
      if (lower === "content-type" && type !== null) headers.splice(1, 1);
      headers.push([lower, String(value)]);
    }
    const cookies = new Map<string, string>(this.jar ?? []);
    for (const [name, value] of args.cookies ?? []) cookies.set(String(name), String(value));
    if (cookies.size > 0) {
      headers.push([
        "cookie",
        [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ]);
    }
    if (body !== null) headers.push(["content-length", String(body.length)]);
    return serverRequest(method, `http://test${path}${queryText(path, args.query)}`, headers, body);
  }

  #keep(answer: Response): void {
    if (!this.jar) return;
    for (const cookie of setCookies(answer)) {
      if (cookie.max_age !== null && cookie.max_age <= 0) this.jar.delete(cookie.name);
      else this.jar.set(cookie.name, cookie.value);
    }
  }
}

/** A request as the server sees one: bodies are allowed with every method, and header names are as they are. */
function serverRequest(
  method: string,
  url: string,
  headers: [string, string][],
  body: Uint8Array | null,
): Request {
  const carriesBody = body !== null && method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers, body: carriesBody ? body as BodyInit : undefined });
}

function bodyOf(args: RequestArguments): { body: Uint8Array | null; type: string | null } {
  const given = ["json", "body", "form"].filter((name) => args[name as keyof RequestArguments] !== undefined);
  if (given.length > 1) {
    fail("run/bad-argument", `a request has one body: \`${given[0]}\` or \`${given[1]}\``);
  }
  if (args.json !== undefined) return { body: utf8(encodeJson(args.json)), type: "application/json" };
  if (args.form !== undefined) {
    return { body: utf8(formText(args.form)), type: "application/x-www-form-urlencoded" };
  }
  if (args.body === undefined || args.body === null) return { body: null, type: null };
  if (args.body instanceof Uint8Array) return { body: args.body, type: null };
  if (typeof args.body === "string") return { body: utf8(args.body), type: null };
  fail("run/type", "`body` must be a Str or Bytes");
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function formText(form: FitzMap): string {
  return pairs(form).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join(
    "&",
  );
}

function queryText(path: string, query: FitzMap | undefined): string {
  if (!query || query.size === 0) return "";
  return (path.includes("?") ? "&" : "?") + formText(query);
}

/** A list gives its key several times. */
function pairs(map: FitzMap): [string, string][] {
  return [...map].flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((item): [string, string] => [display(key), display(item)])
  );
}

function peer(ip: string): Deno.NetAddr {
  return { transport: "tcp", hostname: ip, port: 0 };
}

function headerOf(answer: Response, name: string): string | null {
  return responseHeaders(answer).find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
}

async function readAnswer(answer: Response, method: string, duration: number): Promise<TestResponse> {
  const bytes = method === "HEAD" ? new Uint8Array(0) : await answer.bytes();
  const headers = new FitzMap();
  for (const [name, value] of responseHeaders(answer)) {
    const key = name.toLowerCase();
    headers.set(key, headers.has(key) ? `${headers.get(key)}, ${value}` : value);
  }
  return new TestResponse(
    answer.status,
    headers,
    new TextDecoder().decode(bytes),
    bytes,
    setCookies(answer),
    duration,
  );
}

function setCookies(answer: Response): Cookie[] {
  return responseHeaders(answer).filter(([name]) => name.toLowerCase() === "set-cookie").map(([, text]) => {
    const [pair, ...attributes] = text.split(";").map((part) => part.trim());
    const equals = pair.indexOf("=");
    const attribute = (name: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const has = (name: string) => attributes.some((one) => one.toLowerCase() === name);
    const age = attribute("max-age");
    return new Cookie(
      pair.slice(0, equals),
      pair.slice(equals + 1),
      attribute("path") ?? "",
      has("httponly"),
      has("secure"),
      attribute("samesite") ?? "",
      age === undefined ? null : Number(age),
      attribute("domain") ?? null,
    );
  });
}
