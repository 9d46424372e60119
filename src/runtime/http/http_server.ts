/** From a request to its answer: section 6 of web.md around the generated routes. Knows nothing of ports: `serve.ts` and the test client call `handle`. */
import { type ErrorFields, failureFields, writeErrorRecord } from "../failures/error_record.ts";
import type { ProgramSources } from "../failures/failure_report.ts";
import { host } from "../host/host.ts";
import { encodeJson } from "../json/encode.ts";
import { runInContext } from "../trace/trace_context.ts";
import { accessRecord } from "./access_record.ts";
import { answerConclusions, type Preflights, preflightsOf } from "./middleware/answer_rules.ts";
import { AutomaticPaths, type DocumentName } from "./automatic_paths.ts";
import { conclude, type Conclusion, requestLine, withoutHostEncoding } from "./conclusion.ts";
import type { DrainPart } from "./drain.ts";
import { Exchange, type RequestInfo } from "./exchange.ts";
import type { SocketHub } from "../sockets/hub.ts";
import type { Cors } from "./middleware/cors.ts";
import type { HttpProgram, HttpSettings, RulesOf } from "./http_program.ts";
import { PendingRequests } from "./pending_requests.ts";
import { type Probe, ProbeCheck } from "./probe.ts";
import { routesAt } from "./routes_at.ts";
import type { FileSource } from "./static/file_source.ts";
import type { StaticFiles } from "./static/static_files.ts";
import { OpenStreams } from "./streaming/open_streams.ts";

/** A handler that blocks the event loop began at about the time when its last turn did. */
const PRECISION_MS = 600;
/** Longest request target that is served: the request line's 8 KiB less method and version. */
const MAX_TARGET = 8192 - " HTTP/1.1\r\n".length;
const LAST: readonly Conclusion[] = [withoutHostEncoding];
const VERB_ORDER = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export interface HttpServerOptions {
  /** Text of `/openapi.json` or `/asyncapi.json`. */
  document(name: DocumentName): string | Promise<string>;
  /** The sources behind stack traces; asked at the first failure. */
  sources?(): ProgramSources;
  /** Answer in place of the program's own probe functions. */
  readonly probes?: { readonly healthz?: Probe; readonly readyz?: Probe };
  /** Static files that the executable carries. */
  readonly embeddedFiles?: FileSource;
  /** `FITZ_HTTP_LOG`. */
  readonly requestLog?: "off" | "short" | "verbose";
  readonly conclusions?: readonly Conclusion[];
  /** After a stop the service is there again at once: open sockets are told so. */
  readonly startsAgain?: boolean;
}

export class HttpServer {
  isDraining = false;
  readonly pending: PendingRequests;
  readonly healthz: Probe;
  readonly readyz: Probe;
  readonly automatic: AutomaticPaths;
  readonly streams = new OpenStreams();
  /** null without WebSocket endpoints. */
  readonly sockets: SocketHub | null;
  /** What a stop has to end besides requests. */
  readonly drainParts: DrainPart[] = [];
  #slow: { readonly handler: string; readonly started: number; readonly ended: number } | null = null;
  /** Answers OPTIONS where other origins may ask; null when no route lets them. */
  readonly #preflights: Preflights | null = null;
  readonly #cors: RulesOf<Cors> | null;
  readonly #usesContext: boolean;
  /** Static files are compressed for clients that take it. */
  readonly compressesFiles: boolean = false;
  #static: StaticFiles | undefined;
  #programSources: ProgramSources | undefined;

  constructor(
    readonly program: HttpProgram,
    readonly settings: HttpSettings,
    private readonly options: HttpServerOptions,
  ) {
    this.onDrain({
      closing: () => {
        this.streams.endEvents();
        return this.streams.settle();
      },
    });
    this.pending = new PendingRequests(settings.requestTimeoutSeconds, settings.observability);
    this.healthz = options.probes?.healthz ??
      new ProbeCheck(program.healthz, (error) => this.#probeFailed("/healthz", error));
    this.readyz = options.probes?.readyz ??
      new ProbeCheck(program.readyz, (error) => this.#probeFailed("/readyz", error));
    this.automatic = new AutomaticPaths(this, (name) => options.document(name));
    this.#usesContext = program.usesTraceContext;
    this.sockets = program.sockets?.(this) ?? null;
    const conclusions: Conclusion[] = [...options.conclusions ?? []];
    const rules = program.answerRules?.() ?? null;
    this.#cors = rules?.cors ?? null;
    if (rules !== null) {
      conclusions.push(...answerConclusions(rules));
      this.compressesFiles = rules.compress !== null && rules.compress.global !== null;
      this.#preflights = preflightsOf(rules, this);
    }
    const { requestLog = "off" } = options;
    if (requestLog !== "off") conclusions.push(requestLine(requestLog));
    if (settings.observability) conclusions.push(accessRecord(program.routes));
    const isTimed = settings.observability || requestLog !== "off";
    this.handle = conclusions.length === 0
      ? (request, info) => {
        const exchange = new Exchange(request, this, info);
        const answer = this.#answer(exchange);
        return exchange.takesEncodings ? conclude(exchange, answer, LAST) : answer;
      }
      : (request, info) => {
        const exchange = new Exchange(request, this, info);
        if (isTimed) exchange.started = host().monotonic();
        const answer = conclude(exchange, this.#answer(exchange), conclusions);
        return exchange.takesEncodings ? conclude(exchange, answer, LAST) : answer;
      };
  }

  /** The policy of other origins for a route; null without one. */
  corsOf(route: number): Cors | null {
    return this.#cors?.routes[route] ?? null;
  }

  /** How many requests wait for their answer or its end. */
  get requestCount(): number {
    return this.pending.count + this.streams.count;
  }

  /** Answers one request; never throws and never rejects. */
  readonly handle: (
    request: Request,
    info: RequestInfo | null,
  ) => Response | Promise<Response>;

  #answer(exchange: Exchange): Response | Promise<Response> {
    if (exchange.rawPath.length + exchange.query.length > MAX_TARGET - exchange.method.length) {
      return exchange.error(414, "request line too long: the limit is 8192 bytes");
    }
    const { refusal } = exchange;
    if (refusal !== null) return exchange.error(refusal.status, refusal.message);
    if (exchange.isMalformed) return exchange.error(400, "malformed percent-encoding in path");
    if (this.#preflights !== null && exchange.method === "OPTIONS") {
      const answer = this.#preflights(exchange);
      if (answer !== undefined) return answer;
    }
    try {
      const answer = this.#usesContext
        ? runInContext(exchange, this.program.dispatch, exchange)
        : this.program.dispatch(exchange);
      if (exchange.isFinishing) return exchange.answer ?? this.pending.wait(exchange);
      if (answer === undefined) return this.#settled(exchange, this.#unrouted(exchange));
      return answer instanceof Promise ? this.#settled(exchange, answer) : answer;
    } catch (error) {
      return this.failed(exchange, error);
    }
  }

  /** Answers that are promises, which only few requests have. */
  #settled(exchange: Exchange, answer: Response | Promise<Response>): Response | Promise<Response> {
    if (!(answer instanceof Promise)) return answer;
    exchange.finish(answer);
    return exchange.answer ?? this.pending.wait(exchange);
  }

  get startsAgain(): boolean {
    return this.options.startsAgain ?? false;
  }

  /** Takes in something that a stop has to end. */
  onDrain(part: DrainPart): void {
    this.drainParts.push(part);
  }

  /** Notes a request that took long: it may be what the event loop waited for. */
  noteSlow(exchange: Exchange, ended: number): void {
    const handler = this.program.routes[exchange.route]?.handler;
    if (handler !== undefined) this.#slow = { handler, started: exchange.started, ended };
  }

  /** The handler that has run since a reading of the monotonic clock; null when there is none, or more than one. */
  handlerSince(start: number): string | null {
    const handlers = new Set<string | null>();
    for (const route of this.pending.routes()) handlers.add(this.program.routes[route]?.handler ?? null);
    if (this.#slow && this.#slow.started <= start + PRECISION_MS && this.#slow.ended >= start) {
      handlers.add(this.#slow.handler);
    }
    return handlers.size === 1 ? [...handlers][0] : null;
  }

  /** Generated routers ask before they try a template that starts with a parameter. */
  automaticAnswer(exchange: Exchange): Response | Promise<Response> | undefined {
    return this.automatic.answer(exchange);
  }

  #unrouted(exchange: Exchange): Response | Promise<Response> {
    const answer = this.automatic.answer(exchange);
    if (answer) return answer;
    const verbs = new Set(
      routesAt(this.program.routes, exchange.path).map((index) => this.program.routes[index].method),
    );
    if (this.automatic.has(exchange.path)) verbs.add("GET");
    if (verbs.size === 0) {
      return this.settings.staticFiles === null
        ? exchange.error(404, "not found")
        : this.#staticAnswer(exchange);
    }
    const isSocket = verbs.delete("WS");
    if (isSocket && exchange.method === "GET") {
      return exchange.error(426, "websocket upgrade required", [["upgrade", "websocket"]]);
    }
    if (verbs.has("GET")) verbs.add("HEAD");
    else if (isSocket) verbs.add("GET");
    const allow = VERB_ORDER.filter((verb) => verbs.has(verb)).join(", ");
    return exchange.error(405, "method not allowed", [["allow", allow]]);
  }

  /** Loads what serves static files, where there are some. @throws StartupError when their folder is not there */
  async openStaticFiles(): Promise<void> {
    const { staticFiles } = this.settings;
    if (staticFiles === null || this.#static !== undefined) return;
    const { openStaticFiles } = await import("./static/open_static_files.ts");
    this.#static = openStaticFiles(staticFiles, this.options.embeddedFiles ?? null);
  }

  /** Static files come last. The test client's server opens them when it is asked for the first one. */
  #staticAnswer(exchange: Exchange): Response | Promise<Response> {
    return this.#static?.answer(exchange) ??
      this.openStaticFiles().then(() => this.#static!.answer(exchange));
  }

  /** The answer of a request whose time is over. */
  expired(exchange: Exchange): Response {
    this.#report("error", exchange, [["error", "request timeout"], ["kind", "timeout"]]);
    return exchange.jsonStatus(503, `{"error":"request timeout","trace_id":"${exchange.traceId}"}`);
  }

  /** The answer to a run-time failure, which is logged. */
  failed(exchange: Exchange, error: unknown): Response {
    if (exchange.isReadingBody && exchange.bytes === undefined) {
      // The client has gone, or what it sends is no body: nothing of ours has failed.
      exchange.closesConnection = true;
      return exchange.error(400, "the body cannot be read: it ends early or its encoding is malformed");
    }
    this.reportFailure(exchange, error);
    return exchange.jsonStatus(500, internalError(exchange));
  }

  /** Logs a run-time failure of a handler or of the middleware that runs. */
  reportFailure(exchange: Exchange, error: unknown): void {
    // A request that is over has been answered and reported.
    if (exchange.isOver) return;
    exchange.isReported = true;
    const fields = failureFields(error, this.sources());
    const { running } = exchange;
    if (running !== null) fields[0][1] = `middleware '${running}' failed: ${fields[0][1]}`;
    this.#report("error", exchange, fields);
  }

  /** An `Err` that became a 5xx answer. */
  reportErr(exchange: Exchange, error: unknown, status: number): void {
    if (exchange.isReported || exchange.isOver) return;
    exchange.isReported = true;
    const text = typeof error === "string" ? error : encodeJson(error);
    this.#report("warn", exchange, [["error", text], ["kind", "result"], ["http.status_code", status]]);
  }

  #report(level: "warn" | "error", exchange: Exchange, failure: ErrorFields): void {
    const route = exchange.route < 0 ? null : this.program.routes[exchange.route];
    const target = route?.template ?? "(none)";
    const more: [string, unknown][] = [["http.method", exchange.method], ["http.target", target]];
    if (route) more.push(["handler", route.handler]);
    writeErrorRecord("http", level, "http.error", failure, more, { source: target, trace: exchange });
  }

  #probeFailed(path: string, error: unknown): void {
    const failure = failureFields(error, this.sources());
    writeErrorRecord("http", "error", "http.error", failure, [["http.method", "GET"], ["http.target", path]]);
  }

  sources(): ProgramSources {
    return this.#programSources ??= this.options.sources?.() ?? { files: [] };
  }

  /** The answer of a probe. */
  async probe(exchange: Exchange, check: Probe): Promise<Response> {
    exchange.isProbe = true;
    const { status, body } = await check.answer();
    return exchange.jsonStatus(status, body);
  }
}

/** The body of the answer to a run-time failure. */
export function internalError(exchange: Exchange): string {
  return `{"error":"internal error","trace_id":"${exchange.traceId}"}`;
}
