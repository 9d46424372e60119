/** One request and the way to its answer. Generated route functions get it as their only context. */
import { type HeaderList, innerRequest, makeResponse } from "./deno_server_objects.ts";
import type { HttpServer } from "./http_server.ts";
import type { TraceContext } from "../trace/trace_context.ts";
import { newSpanId, newTraceId, parseTraceParent } from "../trace/trace_id.ts";
import type { Pending } from "./pending_requests.ts";
import type { OpenStream } from "./streaming/open_stream.ts";
import type { OpenSocket } from "../sockets/transport.ts";
import { decodeHeader, decodePath } from "./url_text.ts";

/** The answer to a request that is not looked at any further. */
interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Longest header fields together; each counts with its colon, space and line end. */
const MAX_HEADERS = 64 * 1024;
const HEADER_OVERHEAD = 4;
const LETTER_S = 115;
const HTTPS_PREFIX = "https://".length;
const HEADERS_TOO_LARGE: Refusal = {
  status: 431,
  message: `request headers too large: the limit is ${MAX_HEADERS} bytes`,
};
const MALFORMED_HOST: Refusal = { status: 400, message: "malformed Host header" };

/** What the host tells about a request besides the request itself. */
export interface RequestInfo {
  readonly remoteAddr: Deno.Addr;
  /** Ends when a streamed answer has been sent, fails when its client has left before. */
  readonly completed?: Promise<void>;
  /** The user of a request that a test sends. */
  readonly user?: unknown;
  /** Opens the WebSocket of a request that did not come over the network; else the host does. */
  readonly openSocket?: OpenSocket;
}

export class Exchange implements Pending, TraceContext {
  readonly method: string;
  /** As sent: without scheme, host and query. */
  readonly rawPath: string;
  /** Decoded by segments; an encoded slash is a mark (url_text.ts). Equal to `rawPath` where nothing is encoded. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly traceId: string;
  /** Continues the trace of a valid `traceparent`. */
  #isContinued = false;
  isSampled = true;
  /** `path` holds decoded text. */
  readonly isEncoded: boolean;
  /** A `%` sequence of the path is malformed. */
  readonly isMalformed: boolean;
  /** Index into the program's routes; -1 before one is found. */
  route = -1;
  /** Bytes of the body, once something has read it. */
  bytes: Uint8Array | undefined = undefined;
  /** Who sends the request, once a guard has let it through. */
  user: unknown = null;
  /** The `Request` value that the program sees, when it asks. */
  value: unknown = undefined;
  /** An async route runs, which gives its answer by `finish` or `fail`. */
  isFinishing = false;
  /** What `finish` gave before anybody waited. */
  answer: Response | undefined = undefined;
  resolve: ((answer: Response) => void) | null = null;
  tick = 0;
  /** Reading of the monotonic clock when the request came; set only where a conclusion wants it. */
  started = 0;
  /** The client closed the connection before the answer began. */
  hasLeft = false;
  /** A probe, which shows in records only at level debug. */
  isProbe = false;
  /** The path that the server answers by itself, as records name it. */
  automaticPath: string | null = null;
  /** Answered because its time was over. */
  isOver = false;
  previous: Pending | null = null;
  next: Pending | null = null;
  /** The length of the body is not what `Content-Length` says. */
  hasTransferEncoding = false;
  /** The client says which encodings of an answer it takes. */
  takesEncodings = false;
  /** There is a `Host` header: HTTP/1.1, or HTTP/1.0 from a client that sends it. */
  hasHost = false;
  /** The body is being read; when it cannot be, the client is at fault. */
  isReadingBody = false;
  /** What is being sent, for answers that the program writes piece by piece; its `onEnd` tells when that is over. */
  stream: OpenStream | null = null;
  /** Why the request is not served, by its headers alone. */
  refusal: Refusal | null = null;
  /** Answered as the preflight of another request: it has its own headers for other origins. */
  isPreflight = false;
  /** The middleware that runs, for the record of its failure. */
  running: string | null = null;
  /** A 5xx answer has its record. */
  isReported = false;
  /** The connection cannot be used again after this answer. */
  closesConnection = false;
  #spanId: string | null = null;

  constructor(
    readonly request: Request,
    readonly server: HttpServer,
    readonly info: RequestInfo | null,
  ) {
    const inner = innerRequest(request);
    const url = inner.url();
    // The first slash behind `http://` or `https://` starts the path; the host between may be empty.
    const start = url.indexOf("/", url.charCodeAt(4) === LETTER_S ? 8 : 7);
    const mark = url.indexOf("?", start);
    const path = start < 0 ? "/" : mark < 0 ? url.slice(start) : url.slice(start, mark);
    this.method = inner.method;
    this.query = mark < 0 ? "" : url.slice(mark + 1);
    this.rawPath = path;
    this.isEncoded = path.indexOf("%") >= 0;
    const decoded = this.isEncoded ? decodePath(path) : path;
    this.isMalformed = decoded === null;
    this.path = decoded ?? path;
    this.headers = inner.headerList;
    this.traceId = this.#readHeaders(url, start);
  }

  /** Looks once at every header: the trace id, and what makes a request unfit. */
  #readHeaders(url: string, pathStart: number): string {
    let parent: string | null = null;
    let parents = 0;
    let hosts = 0;
    let size = 0;
    for (const [name, value] of this.headers) {
      size += name.length + value.length + HEADER_OVERHEAD;
      switch (name.length) {
        case 4:
          // A slash would end up in the path, which is cut out of the URL.
          if (name === "host") hosts += value.indexOf("/") < 0 ? 1 : 2;
          break;
        case 11:
          if (name !== "traceparent") break;
          parent = value;
          parents++;
          break;
        case 15:
          if (name === "accept-encoding") this.takesEncodings = true;
          break;
        case 17:
          if (name === "transfer-encoding") this.hasTransferEncoding = true;
          break;
      }
    }
    if (size > MAX_HEADERS) this.refusal = HEADERS_TOO_LARGE;
    else if (hosts > 1) this.refusal = MALFORMED_HOST;
    else if (hosts === 0 && pathStart > HTTPS_PREFIX && url.charCodeAt(4) === LETTER_S) {
      // HTTP/2 has no such header: what it says stands in the URL.
      this.headers.push(["host", url.slice(HTTPS_PREFIX, pathStart)]);
    }
    this.hasHost = hosts > 0;
    // Several such headers are ignored.
    const trace = parents === 1 ? parseTraceParent(parent!) : null;
    if (trace === null) return newTraceId();
    this.#isContinued = true;
    this.isSampled = trace.isSampled;
    return trace.traceId;
  }

  /** Id of the root span, made when somebody asks. */
  get spanId(): string {
    return this.#spanId ??= newSpanId();
  }

  get traceState(): string | null {
    return this.#isContinued ? this.header("tracestate") : null;
  }

  /** A request header by its lower-case name, repeated ones joined with `, `; null when it is absent. */
  header(name: string): string | null {
    let found: string | null = null;
    for (const pair of this.headers) {
      if (pair[0] === name) found = found === null ? pair[1] : `${found}, ${pair[1]}`;
    }
    return found;
  }

  /** The same as the program sees it. */
  headerText(name: string): string | null {
    const value = this.header(name);
    return value === null ? null : decodeHeader(value);
  }

  /** A cookie by name: the first one counts. */
  cookie(name: string): string | null {
    for (const [header, bytes] of this.headers) {
      if (header !== "cookie") continue;
      const value = decodeHeader(bytes);
      for (const piece of value.split(";")) {
        const equals = piece.indexOf("=");
        if (equals >= 0 && piece.slice(0, equals).trim() === name) return piece.slice(equals + 1).trim();
      }
    }
    return null;
  }

  /** The answer of an async route. */
  finish(answer: Response | Promise<Response>): void {
    if (answer instanceof Promise) {
      answer.then((settled) => this.finish(settled), (error) => this.fail(error));
    } else if (this.resolve !== null) this.server.pending.settle(this, answer);
    else this.answer = answer;
  }

  /** What an async route threw. */
  fail(error: unknown): void {
    // A request that is over has been answered and reported.
    if (this.isOver) return;
    this.finish(this.server.failed(this, error));
  }

  /** Takes notice of a client that leaves. */
  watch(): void {
    this.request.signal.addEventListener("abort", () => {
      // The signal of a request that was answered is aborted, too.
      if (this.resolve !== null) this.hasLeft = true;
    });
  }

  expire(): Response {
    this.isOver = true;
    return this.server.expired(this);
  }

  /** 200 with a JSON text. */
  json(text: string): Response {
    return makeResponse(200, this.answerHeaders(JSON_TYPE), text);
  }

  /** Any status with a JSON text; 204 and 304 have no body. */
  jsonStatus(status: number, text: string): Response {
    return status === 204 || status === 304
      ? makeResponse(status, this.answerHeaders(null), null)
      : makeResponse(status, this.answerHeaders(JSON_TYPE), text);
  }

  /** An error body. */
  error(status: number, message: string, extraHeaders: HeaderList = []): Response {
    const headers = this.answerHeaders(JSON_TYPE);
    return makeResponse(status, [...headers, ...extraHeaders], `{"error":${JSON.stringify(message)}}`);
  }

  /** The headers that every answer has. */
  answerHeaders(contentType: [string, string] | null): HeaderList {
    const headers: HeaderList = contentType === null
      ? [["x-trace-id", this.traceId]]
      : [contentType, ["x-trace-id", this.traceId]];
    if (this.server.isDraining || this.closesConnection) headers.push(["connection", "close"]);
    return headers;
  }
}

const JSON_TYPE: [string, string] = ["content-type", "application/json"];
