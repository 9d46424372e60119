/** What every generated client has: its options, its error, and how a request is made and its answer read. TypeScript text. */

export const SERVICE = String
  .raw`/** Asked before each request when it is a function; null and undefined mean none. */
export type ClientToken =
  | string
  | null
  | undefined
  | (() => string | null | undefined | Promise<string | null | undefined>);

export interface ClientOptions {
  /** Where the service is, such as "https://api.example"; a path in it is put before all paths. */
  baseUrl: string;
  /** Sent as "authorization: Bearer …". */
  token?: ClientToken;
  /** In place of the global fetch. */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;OPTIONS
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Further headers of the request. */
  headers?: { [name: string]: string } | undefined;
  /** What happens with redirects; default "follow". */
  redirect?: "follow" | "manual" | undefined;
}

/** The service answered with a status that is no success. */
export class FitzError extends Error {
  override readonly name = "FitzError";
  readonly status: number;
  /** What the answer's JSON says, or its text. */
  readonly body: unknown;
  readonly headers: Headers;

  constructor(status: number, body: unknown, headers: Headers) {
    super(errorText(body) ?? "the service answered " + status);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

function errorText(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  return typeof body.error === "string" ? body.error : null;
}

interface FitzCall {
  verb: string;
  /** Pieces that are written as they are and values, by turns. */
  path: unknown[];
  query?: [string, unknown][];
  headers?: [string, unknown][];
  cookies?: [string, unknown][];
  json?: unknown;
  form?: unknown;
}

class FitzService {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** The value that the answer's body says. */
  async value<T>(call: FitzCall, options: CallOptions | undefined): Promise<T> {
    const response = await this.#send(call, options, "application/json");
    if (!response.ok) throw await failure(response);
    return await readBody(response) as T;
  }

  /** The answer itself, redirects that were not followed included. */
  async response(call: FitzCall, options: CallOptions | undefined): Promise<Response> {
    const response = await this.#send(call, options, "*/*");
    if (response.status >= 400) throw await failure(response);
    return response;
  }
EVENTS
  async #send(call: FitzCall, options: CallOptions | undefined, accept: string): Promise<Response> {
    const headers = new Headers({ accept, ...options?.headers });
    for (const [name, value] of call.headers ?? []) {
      if (value !== undefined && value !== null) headers.set(name, String(value));
    }
    // Browsers leave this header out and send their own cookies.
    const cookies = cookieText(call.cookies);
    if (cookies !== "") headers.set("cookie", cookies);
    const token = await tokenOf(this.#options);
    if (token && !headers.has("authorization")) headers.set("authorization", "Bearer " + token);
    const init: RequestInit = { method: call.verb, headers };
    if (call.json !== undefined) {
      headers.set("content-type", "application/json");
      init.body = writeJson(call.json);
    }FORM
    if (options?.signal) init.signal = options.signal;
    if (options?.redirect) init.redirect = options.redirect;
    const url = addressOf(this.#options, call);
    return await (this.#options.fetch ? this.#options.fetch(url, init) : fetch(url, init));
  }
}

async function tokenOf({ token }: ClientOptions): Promise<string | null> {
  return (typeof token === "function" ? await token() : token) ?? null;
}

function addressOf({ baseUrl }: ClientOptions, { path, query }: Pick<FitzCall, "path" | "query">): string {
  const pairs: string[] = [];
  for (const [name, value] of query ?? []) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null) continue;
      pairs.push(encodeURIComponent(name) + "=" + encodeURIComponent(String(one)));
    }
  }
  const address = path.map((piece, index) => index % 2 === 0 ? String(piece) : segment(piece)).join("");
  return baseUrl.replace(/\/+$/, "") + address + (pairs.length > 0 ? "?" + pairs.join("&") : "");
}

function segment(value: unknown): string {
  const text = String(value);
  // They are resolved before the request is sent, whatever way they are written.
  if (text === "." || text === "..") throw new TypeError("'" + text + "' cannot be a segment of a path");
  return encodeURIComponent(text);
}

function cookieText(cookies: [string, unknown][] | undefined): string {
  const given = (cookies ?? []).filter(([, value]) => value !== undefined && value !== null);
  return given.map(([name, value]) => name + "=" + String(value)).join("; ");
}

async function failure(response: Response): Promise<FitzError> {
  let body: unknown = null;
  try {
    body = await readBody(response);
  } catch {
    // The status says enough where the body cannot be read.
  }
  return new FitzError(response.status, body, response.headers);
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return undefined;
  return /^application\/(.+\+)?json\b/.test(response.headers.get("content-type") ?? "") ? readJson(text) : text;
}
`;

/** Part of the class for programs with event streams. */
export const EVENTS_METHOD = String.raw`
  /** An answer whose body is a stream of events. */
  async events(call: FitzCall, options: CallOptions | undefined): Promise<Response> {
    const response = await this.#send(call, options, "text/event-stream");
    if (!response.ok) throw await failure(response);
    return response;
  }
`;

/** Part of sending for programs that take files. */
export const SEND_FORM = String.raw`
    if (call.form !== undefined && call.form !== null) init.body = formOf(call.form);`;

export const FORM = String.raw`
/** A multipart form: files and texts under the names of the fields; lists repeat them. */
function formOf(value: object): FormData {
  const form = new FormData();
  for (const [name, field] of Object.entries(value) as [string, unknown][]) {
    for (const one of Array.isArray(field) ? field : [field]) {
      if (one === undefined || one === null) continue;
      if (one instanceof Blob) form.append(name, one);
      else form.append(name, String(one));
    }
  }
  return form;
}
`;

export const PLAIN_JSON = String.raw`
function readJson(text: string): unknown {
  return JSON.parse(text);
}

function writeJson(value: unknown): string {
  return JSON.stringify(value);
}
`;
