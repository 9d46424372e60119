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
import { Err, Ok, type Result } from "../values/result.ts";
import type { OpenSocket } from "../sockets/transport.ts";
import { EventReader } from "./event_reader.ts";
import { multipartBody } from "./multipart_text.ts";
import { TestSocket } from "./test_socket.ts";
import { onTestEnd } from "./test_session.ts";

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
  readonly files?: FitzMap;
  readonly user?: unknown;
  readonly ip?: string;
  readonly follow?: boolean;
}

/** Named arguments of `test.ws` besides. */
export interface SocketArguments {
  readonly protocols?: readonly string[];
  /** Whether pings are answered. */
  readonly pong?: boolean;
  /** Whether frames are taken off the network. */
  readonly read?: boolean;
}

/** What asks for an upgrade; the key is no secret and is not looked at. */
const HANDSHAKE: readonly [string, string][] = [
  ["upgrade", "websocket"],
  ["connection", "Upgrade"],
  ["sec-websocket-version", "13"],
  ["sec-websocket-key", "dGVzdCBvZiBhIHByb2dyYW0="],
];

export class TestResponse extends Instance {
  constructor(
    readonly status: number,
    readonly headers: FitzMap,
    readonly body: string,
    readonly bytes: Uint8Array,
    readonly cookies: Cookie[],
    readonly duration_ms: number,
    private readonly reader: EventReader | null = null,
  ) {
    super();
  }

  /** The next events of an event stream, as a list. */
  events(count: number, milliseconds: number): Future {
    const { reader } = this;
    if (count < 1) fail("run/bad-argument", `at least 1 event is read, found ${count}`);
    if (reader === null) {
      const type = this.headers.get("content-type") ?? "none";
      fail("run/test", `the answer is no event stream: its content type is ${type}`);
    }
    // Where the call stands; what awaits it has another stack.
    const { stack } = new Error();
    return new Future(() =>
      reader.read(count, milliseconds).catch((error) => {
        error.stack = stack;
        throw error;
      })
    );
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

/** A cookie that a client keeps. */
interface KeptCookie {
  readonly name: string;
  readonly value: string;
  /** Sent to this path and those below it. */
  readonly path: string;
}

/** The cookies of a client, as a browser keeps them. */
export class CookieJar {
  #cookies: KeptCookie[] = [];

  keep({ name, value, path, max_age }: Cookie): void {
    const place = path === "" ? "/" : path;
    this.#cookies = this.#cookies.filter((one) => one.name !== name || one.path !== place);
    if (max_age === null || max_age > 0) this.#cookies.push({ name, value, path: place });
  }

  for(path: string): Map<string, string> {
    const fits = (one: KeptCookie) =>
      path === one.path || path.startsWith(one.path.endsWith("/") ? one.path : `${one.path}/`);
    return new Map(this.#cookies.filter(fits).map(({ name, value }) => [name, value]));
  }
}

/** What a redirect leads to: fetch's rules for methods. */
function methodAfter(status: number, method: string): string {
  if (status === 303) return method === "HEAD" ? "HEAD" : "GET";
  return (status === 301 || status === 302) && method === "POST" ? "GET" : method;
}

const BODY_ARGUMENTS = ["json", "body", "form", "files"] as const;
const ORIGIN = "http://test";

/** Sends requests; keeps cookies when it is made with a jar. */
export class TestClient {
  constructor(private readonly jar: CookieJar | null) {}

  send(method: string, path: string, args: RequestArguments): Future {
    checkPath(path);
    const bodies = BODY_ARGUMENTS.filter((name) => args[name] !== undefined);
    const isMultipart = bodies.length === 2 && bodies[1] === "files" && bodies[0] === "form";
    if (bodies.length > 1 && !isMultipart) {
      fail("run/bad-argument", `a request has one body: \`${bodies[0]}\` or \`${bodies[1]}\``);
    }
    // Where the call stands; what awaits it has another stack.
    const { stack } = new Error();
    return new Future(() => this.#send(method.toUpperCase(), path, args, stack));
  }

  /** Opens a WebSocket; an `Err` with the answer where it is refused. */
  ws(
    path: string,
    args: RequestArguments,
    { protocols = [], pong = true, read = true }: SocketArguments,
  ): Future {
    checkPath(path);
    const { stack } = new Error();
    return new Future(async () => {
      const server = await applicationFor(stack);
      const socket = new TestSocket({ answersPings: pong, reads: read });
      const start = host().monotonic();
      const request = this.#request("GET", path + queryText(path, args.query), args, [
        ...HANDSHAKE,
        ...(protocols.length > 0
          ? [["sec-websocket-protocol", protocols.join(", ")] as [string, string]]
          : []),
      ]);
      const answer = await this.#ask(server, request, args, socket.transport.open);
      if (answer.status !== 101) {
        return new Err(await readAnswer(answer, "GET", Math.round(host().monotonic() - start)));
      }
      await socket.begin();
      return new Ok(socket);
    });
  }

  async #ask(
    server: HttpServer,
    request: Request,
    args: RequestArguments,
    openSocket?: OpenSocket,
  ): Promise<Response> {
    const answer = await server.handle(request, {
      remoteAddr: peer(args.ip ?? "127.0.0.1"),
      user: args.user,
      ...(openSocket ? { openSocket } : {}),
    });
    if (this.jar) { for (const cookie of setCookies(answer)) this.jar.keep(cookie); }
    return answer;
  }

  async #send(
    method: string,
    path: string,
    args: RequestArguments,
    stack: string | undefined,
  ): Promise<TestResponse> {
    const server = await applicationFor(stack);
    const start = host().monotonic();
    const ask = (request: Request) => this.#ask(server, request, args);
    let given = args;
    let request = this.#request(method, path + queryText(path, args.query), given);
    let answer = await ask(request);
    for (let hop = 0; args.follow && hop < MAX_REDIRECTS; hop++) {
      const location = answer.status >= 300 && answer.status < 400 ? headerOf(answer, "location") : null;
      if (location === null || !URL.canParse(location, request.url)) break;
      const url = new URL(location, request.url);
      if (url.origin !== ORIGIN) break;
      const next = methodAfter(answer.status, request.method);
      if (next !== request.method) {
        given = { ...given, json: undefined, body: undefined, form: undefined, files: undefined };
      }
      await answer.body?.cancel();
      request = this.#request(next, url.pathname + url.search, given);
      answer = await ask(request);
    }
    return await readAnswer(answer, request.method, Math.round(host().monotonic() - start));
  }

  #request(
    method: string,
    target: string,
    args: RequestArguments,
    more: readonly [string, string][] = [],
  ): Request {
    const headers: [string, string][] = [["host", "test"], ...more];
    const { body, type } = bodyOf(args);
    if (type !== null) headers.push(["content-type", type]);
    for (const [name, value] of args.headers ?? []) {
      const lower = String(name).toLowerCase();
      if (lower === "content-type" && type !== null) headers.splice(1, 1);
      headers.push([lower, String(value)]);
    }
    const cookies = this.jar?.for(new URL(target, ORIGIN).pathname) ?? new Map<string, string>();
    for (const [name, value] of args.cookies ?? []) cookies.set(String(name), String(value));
    if (cookies.size > 0) {
      headers.push(["cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")]);
    }
    if (body !== null) headers.push(["content-length", String(body.length)]);
    return serverRequest(method, ORIGIN + target, headers, body);
  }
}

function checkPath(path: string): void {
  if (!path.startsWith("/")) {
    fail("run/bad-argument", `the path ${JSON.stringify(path)} must start with "/"`);
  }
}

/** The server under test; `stack` is where the call stands. */
async function applicationFor(stack: string | undefined): Promise<HttpServer> {
  const server = await application?.();
  if (server) return server;
  const failure = new Failure("run/test", "there is no application under test", [
    "the program that is tested has no routes; requests work in `fitz test` only",
  ]);
  if (stack) failure.stack = stack;
  throw failure;
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
  if (args.json !== undefined) return { body: utf8(encodeJson(args.json)), type: "application/json" };
  if (args.files !== undefined) return multipartBody(args.form, args.files);
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
  const reader = eventReader(answer);
  const bytes = method === "HEAD" || reader !== null ? new Uint8Array(0) : await answer.bytes();
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
    reader,
  );
}

/** The reader of an event stream, which may never end by itself: it is left when the test ends. */
function eventReader(answer: Response): EventReader | null {
  if (headerOf(answer, "content-type") !== "text/event-stream" || answer.body === null) return null;
  const reader = new EventReader(answer.body);
  onTestEnd(() => reader.close());
  return reader;
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
