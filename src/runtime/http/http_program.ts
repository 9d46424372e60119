/** What emitted code hands to the server: see emit/js/http. */
import type { AddressBlock } from "../../syntax/address_block.ts";
import type { Exchange } from "./exchange.ts";
import type { Compress } from "./middleware/compress.ts";
import type { Cors } from "./middleware/cors.ts";
import type { SocketHub, SocketLimits } from "../sockets/hub.ts";
import type { HttpServer } from "./http_server.ts";
import type { SecureHeaders } from "./middleware/secure_headers.ts";

/** `@server(…)` after evaluation; everything has its default. */
export interface HttpSettings {
  readonly port: number;
  readonly host: string;
  readonly docs: boolean;
  readonly title: string;
  readonly bodyLimit: number;
  readonly requestTimeoutSeconds: number;
  readonly shutdownTimeoutSeconds: number;
  readonly observability: boolean;
  /** Isolates that share the port. */
  readonly workers: number;
  /** Paths of PEM files; null for HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Peers whose forwarding headers are believed. */
  readonly trustedProxies: readonly AddressBlock[];
  /** null without `static_dir`; an empty prefix is the root of the site. */
  readonly staticFiles: { readonly folder: string; readonly prefix: string } | null;
  readonly sockets: SocketLimits;
}

/** A route as the start-up output and log records name it. */
export interface RouteLabel {
  readonly method: string;
  readonly template: string;
  readonly handler: string;
}

export interface ProbeFunction {
  /** The Fitz function in its raw convention, without arguments. */
  readonly call: () => unknown;
}

/** Values of one kind that work on answers: of each route, and of what no route answers. */
export interface RulesOf<T> {
  readonly global: T | null;
  /** By index of the route; the nearest level counts. */
  readonly routes: readonly (T | null)[];
}

/** `cors`, `secure_headers` and `compress` of a program; null where none is used. */
export interface AnswerRules {
  readonly cors: RulesOf<Cors> | null;
  readonly secureHeaders: RulesOf<SecureHeaders> | null;
  readonly compress: RulesOf<Compress> | null;
}

export interface HttpProgram {
  readonly routes: readonly RouteLabel[];
  /** Evaluated once, when the top level has run; a value that does not fit is a start-up error (`Failure`). */
  settings(): HttpSettings;
  /** Opens the hub of the program's WebSockets; null without endpoints, whose labels are the last of `routes`, with the method `WS`. */
  readonly sockets: ((server: HttpServer) => SocketHub) | null;
  /** Finds and runs the route; undefined when no route has this path and method. Sync unless something suspends. */
  dispatch(exchange: Exchange): Response | Promise<Response> | undefined;
  /** What is done to finished answers, evaluated once like the settings; null when nothing is. */
  readonly answerRules: (() => AnswerRules) | null;
  readonly healthz: ProbeFunction | null;
  readonly readyz: ProbeFunction | null;
  /** The program's code looks at its trace context (log records, `trace.id()`). */
  readonly usesTraceContext: boolean;
}
