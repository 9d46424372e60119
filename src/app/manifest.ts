/**
 * The App manifest: one JSON-serialisable value that says all that a program declares. The compiler writes it; OpenAPI, clients, container files and the server's start-up
 * output are pure functions of it. Types are written as `Schema`s, functions as references.
 */

import type { TableShape } from "./table.ts";

/** A function of the program: module index and Fitz name. */
export interface FunctionRef {
  readonly module: number;
  readonly name: string;
}

/** The shape of a Fitz type as tools need it. */
export type Schema =
  | {
    readonly kind:
      | "Any"
      | "Int"
      | "Float"
      | "Decimal"
      | "Str"
      | "Bool"
      | "Null"
      | "Bytes"
      | "Date"
      | "DateTime"
      | "Uuid"
      | "Response"
      | "File";
  }
  | { readonly kind: "Secret"; readonly inner: Schema }
  | { readonly kind: "List"; readonly element: Schema }
  | { readonly kind: "Map"; readonly key: Schema; readonly value: Schema }
  | { readonly kind: "Tuple"; readonly elements: readonly Schema[] }
  | { readonly kind: "Nullable"; readonly inner: Schema }
  | { readonly kind: "Result"; readonly ok: Schema; readonly error: Schema }
  | { readonly kind: "Stream"; readonly element: Schema }
  /** A type or enum of App.types, by its unique name there (`Page_User` for an instantiation). */
  | { readonly kind: "Ref"; readonly name: string }
  /** Functions, futures, ranges: no JSON form. `text` is the type as written. */
  | { readonly kind: "Opaque"; readonly text: string };

export interface Constraint {
  readonly name: "min" | "max" | "min_len" | "max_len" | "pattern" | "email" | "url" | "one_of";
  readonly args: readonly (number | string)[];
}

export interface FieldShape {
  readonly name: string;
  readonly schema: Schema;
  /** Neither nullable nor with a default. */
  readonly isRequired: boolean;
  readonly isHidden: boolean;
  readonly isPrivate: boolean;
  /** Literal default, as JSON; absent when there is none or it is not a literal. */
  readonly default?: unknown;
  readonly constraints: readonly Constraint[];
  readonly doc: string | null;
}

export type TypeShape =
  | {
    readonly kind: "type";
    readonly name: string;
    readonly fields: readonly FieldShape[];
    readonly doc: string | null;
  }
  | {
    readonly kind: "enum";
    readonly name: string;
    readonly variants: readonly {
      readonly name: string;
      readonly payload: readonly { readonly name: string; readonly schema: Schema }[];
    }[];
    readonly doc: string | null;
  };

export type Verb = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

export interface RouteParam {
  readonly name: string;
  readonly source:
    | "path"
    | "query"
    | "header"
    | "cookie"
    | "body"
    | "request"
    | "database"
    | "socket"
    | "user";
  /** Name on the wire (header and cookie names as written). */
  readonly wireName: string;
  readonly schema: Schema;
  /** The type as written in the program, for error texts. */
  readonly typeText: string;
  readonly isRequired: boolean;
  readonly hasDefault: boolean;
  readonly default?: unknown;
  readonly constraints: readonly Constraint[];
  readonly doc: string | null;
}

export interface RouteResponse {
  readonly status: number;
  readonly description: string;
  /** Content type to schema; empty: no content. */
  readonly content: Readonly<Record<string, Schema | "error" | "any" | "text" | "binary">>;
}

/** Where a middleware was written: above the `@server` function, above an import, above the route. */
export type MiddlewareLevel = "global" | "module" | "route";

/** An argument of a decorator that is evaluated when the program starts: its node in the tree of a module. */
export interface ArgumentRef {
  readonly module: number;
  readonly node: number;
}

/** A function that runs before a handler, after it or around it. */
export interface MiddlewareFunction {
  readonly kind: "pre" | "post" | "wrap";
  readonly level: MiddlewareLevel;
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  /** Uses the body methods of its `Request`, or passes it on. */
  readonly readsBody: boolean;
}

/** A middleware that the library brings. */
export interface MiddlewareValue {
  readonly kind: "cors" | "rate_limit" | "secure_headers" | "compress";
  readonly level: MiddlewareLevel;
  readonly value: ArgumentRef;
  /** Of a rate limit: what tells clients apart, `null` where that is computed at start. */
  readonly by?: string | null;
}

export type Middleware = MiddlewareFunction | MiddlewareValue;

/** Who may call a handler: users that the program's provider knows. */
export interface Guard {
  /** Roles of which the user needs one, as written; empty where everybody is let through. */
  readonly roles: readonly string[];
  /** `@admin`, whose refusal has a text of its own. */
  readonly isAdmin: boolean;
}

/** The `@auth_provider` function. */
export interface AuthProvider {
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  /** The type of the users. */
  readonly user: Schema;
}

export interface Route {
  readonly verb: Verb;
  /** Template without query part: `/users/{id}`. */
  readonly path: string;
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  /** In the order of the signature. */
  readonly params: readonly RouteParam[];
  readonly result: Schema;
  /** Without body parameter, but the handler uses the body methods of its `Request` or passes it on. */
  readonly readsBody: boolean;
  readonly bodyLimit: number | null;
  /** The feature flag that must be on; null without one. */
  readonly flag: string | null;
  /** null for an open route. */
  readonly guard: Guard | null;
  /** All that apply: global ones, those of the module, its own; each level as written. */
  readonly middleware: readonly Middleware[];
  /** What section 19.5 of the web specification derives, sorted by status. */
  readonly responses: readonly RouteResponse[];
  readonly doc: string | null;
  /** Module name for routes of imported modules, null in the main module. */
  readonly tag: string | null;
  readonly operationId: string;
}

/** What the frames of one direction are: JSON of a type, bytes, or `WsFrame`. */
export interface SocketSide {
  readonly kind: "json" | "binary" | "frame";
  readonly schema: Schema;
  /** The type as written. */
  readonly typeText: string;
}

/** A `@ws` function. */
export interface Socket {
  /** Template without query part. */
  readonly path: string;
  readonly handler: FunctionRef;
  /** In the order of the signature; the connection is the one whose source is `socket`. */
  readonly params: readonly RouteParam[];
  readonly incoming: SocketSide;
  readonly outgoing: SocketSide;
  readonly flag: string | null;
  /** null for an open endpoint. */
  readonly guard: Guard | null;
  readonly middleware: readonly Middleware[];
  readonly doc: string | null;
  /** Module name for sockets of imported modules, null in the main module. */
  readonly tag: string | null;
  /** Name of the function, told apart from others of the same name. */
  readonly operationId: string;
}

/** `@server(…)` with literal arguments resolved; arguments that are computed at start are listed in `computed`. */
export interface ServerSettings {
  readonly port: number;
  /** The variable of `port=config_int("NAME", n)`, where `port` is n. */
  readonly portVariable: string | null;
  readonly host: string;
  readonly docs: boolean;
  readonly title: string;
  readonly description: string | null;
  readonly apiVersion: string;
  readonly servers: readonly string[] | null;
  readonly bodyLimit: number;
  readonly requestTimeoutSeconds: number;
  readonly shutdownTimeoutSeconds: number;
  readonly hasTls: boolean;
  readonly observability: boolean;
  /** null without `static_dir`; folder and prefix are null where they are computed. */
  readonly staticFiles: { readonly folder: string | null; readonly prefix: string | null } | null;
  readonly computed: readonly string[];
}

export interface Probe {
  readonly kind: "healthz" | "readyz";
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
}

export interface TestCase {
  readonly name: string;
  readonly file: string;
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  readonly skip: string | null;
  readonly timeoutMs: number | null;
  /** Arguments of one run for tests with `cases`: the element's index in the literal list; null without cases. */
  readonly caseIndex: number | null;
}

/** `@before_each` and its like. */
export interface TestHook {
  readonly kind: "before_each" | "after_each" | "before_all" | "after_all";
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
}

/** A feature flag as `fitz.toml` declares it. */
export interface FlagDefault {
  readonly default: boolean;
  /** Share of the keys for which it is on; null without one. */
  readonly percent: number | null;
}

export interface Flags {
  /** `[flags]` of `fitz.toml`. */
  readonly defaults: Readonly<Record<string, FlagDefault>>;
  /** Names that the program writes as literals, sorted. */
  readonly names: readonly string[];
  /** The program asks for flags. */
  readonly isUsed: boolean;
}

/** A parameter of a command, as the command line fills it. */
export interface CommandParam {
  /** `rest` takes all remaining positionals; a `switch` is an option without value. */
  readonly kind: "positional" | "rest" | "switch" | "option";
  readonly type: "Str" | "Int" | "Float" | "Bool";
  /** The name on the command line, without dashes and brackets: `dry-run`, `no-color`. */
  readonly label: string;
  /** One character; null without a short form. */
  readonly short: string | null;
  /** A positional that may not be missing. */
  readonly isRequired: boolean;
  /** A switch that turns off what is on by default; its label starts with `no-`. */
  readonly isNegated: boolean;
  readonly help: string | null;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string | null;
  /** The text of its own help. */
  readonly description: string | null;
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  /** In the order of the signature. */
  readonly params: readonly CommandParam[];
}

/** How often a failed run is repeated, and after which pauses: realtime.md 18.4. */
export interface Retry {
  /** Extra attempts after the first. */
  readonly max: number;
  readonly backoff: "exponential" | "linear" | "constant";
  readonly initialSeconds: number;
  /** Upper bound of a pause. */
  readonly maxSeconds: number;
}

/** A `@cron` or `@every` function. */
export interface Schedule {
  /** The function's name, with `module.` before it in imported modules. */
  readonly name: string;
  /** As written: a cron expression, or the interval of `@every`. */
  readonly expression: string;
  /** Milliseconds between ticks of `@every`; null for `@cron`. */
  readonly interval: number | null;
  readonly timeZone: string;
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  readonly retry: Retry | null;
  readonly overlap: "skip" | "allow";
  /** null without `store`. */
  readonly store: ArgumentRef | null;
  readonly catchUp: boolean;
  /** The feature flag without which ticks are skipped. */
  readonly flag: string | null;
}

/** A `@background` function. */
export interface BackgroundFunction {
  /** As the name of a Schedule. */
  readonly name: string;
  readonly handler: FunctionRef;
  readonly isAsync: boolean;
  readonly retry: Retry | null;
  /** null for tasks that end with the process. */
  readonly store: ArgumentRef | null;
  readonly visibilitySeconds: number;
  readonly catchUp: boolean;
}

/** An environment variable that the program names as a literal. */
export interface ConfigurationKey {
  readonly name: string;
  /** Of the value, as the program gets it. */
  readonly type: string;
  /** As it is written; null without one, or where it is a secret. */
  readonly default: string | null;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  readonly doc: string | null;
}

export interface App {
  /** Package or file stem. */
  readonly name: string;
  /** Of the package; null for a program of single files. */
  readonly packageName: string | null;
  readonly types: readonly TypeShape[];
  /** The declared schema of the database, by schema and name. */
  readonly tables: readonly TableShape[];
  readonly routes: readonly Route[];
  readonly sockets: readonly Socket[];
  /** Middlewares above the `@server` function: also for what no route answers. */
  readonly globalMiddleware: readonly Middleware[];
  /** null without one. */
  readonly authProvider: AuthProvider | null;
  readonly flags: Flags;
  /** null without `@server`. */
  readonly server: ServerSettings | null;
  readonly probes: readonly Probe[];
  readonly schedules: readonly Schedule[];
  readonly backgroundFunctions: readonly BackgroundFunction[];
  readonly commands: readonly Command[];
  /** Sorted by name. */
  readonly configuration: readonly ConfigurationKey[];
  readonly tests: readonly TestCase[];
  readonly testHooks: readonly TestHook[];
}
