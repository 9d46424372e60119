/** Headers that tell browsers to be careful: production.md 14. */
import type { HeaderList } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { requestValue } from "../request.ts";
import { headerOf } from "./headers.ts";
import { countOf, defineMiddleware, headerValue, MiddlewareValue } from "./middleware_value.ts";

export interface SecureHeadersArguments {
  readonly frame: string | null;
  readonly referrer: string | null;
  readonly csp: string | null;
  readonly hstsSeconds: number | bigint | null;
  readonly opener: string | null;
  readonly resource: string | null;
  readonly permissions: string | null;
}

export class SecureHeaders extends MiddlewareValue {
  readonly maker = "secure_headers";
  readonly #headers: HeaderList = [["x-content-type-options", "nosniff"]];
  readonly #transport: string | null;

  /** @throws Failure `run/bad-argument` for values that no header can hold */
  constructor(given: SecureHeadersArguments) {
    super();
    const add = (name: string, argument: string, value: string | null) => {
      if (value !== null) this.#headers.push([name, headerValue(argument, value)]);
    };
    add("x-frame-options", "frame", given.frame);
    add("referrer-policy", "referrer", given.referrer);
    add("content-security-policy", "csp", given.csp);
    add("cross-origin-opener-policy", "opener", given.opener);
    add("cross-origin-resource-policy", "resource", given.resource);
    add("permissions-policy", "permissions", given.permissions);
    const seconds = given.hstsSeconds === null ? 0 : countOf("hsts_secs", given.hstsSeconds, 0);
    this.#transport = seconds === 0 ? null : `max-age=${seconds}; includeSubDomains`;
  }

  /** Adds what the answer does not have yet. */
  apply(exchange: Exchange, headers: HeaderList): void {
    for (const header of this.#headers) if (headerOf(headers, header[0]) === null) headers.push(header);
    if (this.#transport === null || requestValue(exchange).scheme !== "https") return;
    const name = "strict-transport-security";
    if (headerOf(headers, name) === null) headers.push([name, this.#transport]);
  }
}
defineMiddleware(SecureHeaders);
