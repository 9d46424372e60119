/** Which pages of other origins may read answers: web.md 14. */
import { fail } from "../../failures/failure.ts";
import { makeResponse } from "../deno_server_objects.ts";
import type { HeaderList } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { addVary } from "./headers.ts";
import { countOf, defineMiddleware, headerValue, MiddlewareValue, tokenList } from "./middleware_value.ts";

const DEFAULT_METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"];
const OWN_HEADERS = "access-control-";

export interface CorsArguments {
  readonly origin: unknown;
  readonly methods: readonly string[] | null;
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly maxAge: number | bigint | null;
}

/** A policy, with the headers that never change made once. */
export class Cors extends MiddlewareValue {
  readonly maker = "cors";
  /** null: the methods of the default. */
  readonly methods: readonly string[] | null;
  readonly headers: readonly string[];
  readonly maxAge: number | null;
  /** The one value of `access-control-allow-origin`; null where it depends on the request. */
  readonly #origin: string | null;
  /** Origins of a list; null for `"echo"`. */
  readonly #listed: ReadonlySet<string> | null;
  /** Credentials and exposed headers. */
  readonly #fixed: HeaderList = [];
  readonly #credentials: boolean;

  /** @throws Failure `run/bad-argument` for values that no header can hold, and for credentials to every origin */
  constructor({ origin, methods, headers, exposed, credentials, maxAge }: CorsArguments) {
    super();
    const isList = Array.isArray(origin);
    const texts = (isList ? origin : [origin]).map((text) => {
      if (typeof text !== "string") {
        fail("run/bad-argument", '`allow_origin` must be `"*"`, `"echo"`, one origin or a list of origins');
      }
      return headerValue("allow_origin", text);
    });
    const isForAll = texts.includes("*");
    if (isForAll && credentials) {
      fail("run/bad-argument", 'credentials cannot be allowed to every origin: `allow_origin` is `"*"`');
    }
    this.#origin = isForAll ? "*" : isList || texts[0] === "echo" ? null : texts[0];
    this.#listed = isList ? new Set(texts) : null;
    this.#credentials = credentials;
    this.methods = methods;
    this.headers = headers;
    this.maxAge = maxAge === null ? null : countOf("max_age", maxAge, 0);
    tokenList("allow_methods", methods ?? []);
    tokenList("allow_headers", headers);
    if (credentials) this.#fixed.push(["access-control-allow-credentials", "true"]);
    if (exposed.length > 0) {
      this.#fixed.push(["access-control-expose-headers", tokenList("expose_headers", exposed)]);
    }
  }

  /** Whether pages of the origin may read answers. */
  allows(origin: string): boolean {
    return this.#origin === "*" || this.#origin === origin ||
      (this.#origin === null && (this.#listed === null || this.#listed.has(origin)));
  }

  /** Sets the headers of a real answer; what the handler has set of them gives way. */
  apply(exchange: Exchange, headers: HeaderList): void {
    for (let at = headers.length - 1; at >= 0; at--) {
      if (headers[at][0].startsWith(OWN_HEADERS)) headers.splice(at, 1);
    }
    this.#addOrigin(exchange, headers);
    for (const header of this.#fixed) headers.push(header);
  }

  #addOrigin(exchange: Exchange, headers: HeaderList): void {
    if (this.#origin !== null) {
      headers.push(["access-control-allow-origin", this.#origin]);
      return;
    }
    addVary(headers, "Origin");
    const origin = exchange.header("origin");
    if (origin !== null && this.allows(origin)) headers.push(["access-control-allow-origin", origin]);
  }

  /** The headers of a preflight that do not depend on what may be done. */
  applyToPreflight(exchange: Exchange, headers: HeaderList): void {
    this.#addOrigin(exchange, headers);
    if (this.#credentials) headers.push(["access-control-allow-credentials", "true"]);
  }
}
defineMiddleware(Cors);

/**
 * The answer to `OPTIONS` of a path.
 *
 * @param policies of the handlers of the path, at least one; the origin rule is that of the first
 * @param hasPatch whether one of them answers PATCH
 */
export function preflight(exchange: Exchange, policies: readonly Cors[], hasPatch: boolean): Response {
  const headers = exchange.answerHeaders(null);
  policies[0].applyToPreflight(exchange, headers);
  const usual = hasPatch ? [...DEFAULT_METHODS, "PATCH"] : DEFAULT_METHODS;
  headers.push(["access-control-allow-methods", union(policies.map((one) => one.methods ?? usual))]);
  const names = union(policies.map((one) => one.headers));
  if (names !== "") headers.push(["access-control-allow-headers", names]);
  const ages = policies.map((one) => one.maxAge).filter((age) => age !== null);
  if (ages.length > 0) headers.push(["access-control-max-age", String(Math.max(...ages))]);
  return makeResponse(204, headers, null);
}

/** All texts in order, each once; names of headers differ only in more than their case. */
function union(lists: readonly (readonly string[])[]): string {
  const texts = new Map<string, string>();
  for (const text of lists.flat()) {
    const key = text.toLowerCase();
    if (!texts.has(key)) texts.set(key, text);
  }
  return [...texts.values()].join(", ");
}
