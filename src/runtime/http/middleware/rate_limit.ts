/** Requests that one client may make in a time: web.md 15.1. */
import { fail } from "../../failures/failure.ts";
import { host } from "../../host/host.ts";
import { encodeJson } from "../../json/encode.ts";
import { Instance } from "../../values/instance.ts";
import type { Exchange } from "../exchange.ts";
import { requestValue } from "../request.ts";
import { countOf, defineMiddleware, MiddlewareValue } from "./middleware_value.ts";
import { type WindowStore, windowStore } from "./rate_windows.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const HEADER_PREFIX = "header:";

export interface RateLimitArguments {
  readonly perSecond: number | bigint | null;
  readonly perMinute: number | bigint | null;
  readonly perHour: number | bigint | null;
  readonly by: string;
}

export class RateLimit extends MiddlewareValue {
  readonly maker = "rate_limit";
  readonly count: number;
  readonly windowMs: number;
  /** `ip`, `user`, or a header's name in lower case behind `header:`. */
  readonly by: string;

  /** @throws Failure `run/bad-argument` unless exactly one rate is given, of at least 1 */
  constructor({ perSecond, perMinute, perHour, by }: RateLimitArguments) {
    super();
    const rates = ([["per_second", perSecond, SECOND], ["per_minute", perMinute, MINUTE], [
      "per_hour",
      perHour,
      HOUR,
    ]] as const)
      .filter(([, rate]) => rate !== null);
    if (rates.length !== 1) {
      fail(
        "run/bad-argument",
        `\`rate_limit\` takes one of \`per_second\`, \`per_minute\` and \`per_hour\`, found ${
          rates.length === 0 ? "none" : rates.map(([name]) => `\`${name}\``).join(" and ")
        }`,
      );
    }
    const [[name, rate, window]] = rates;
    this.count = countOf(name, rate!, 1);
    this.windowMs = window;
    if (by === "ip" || by === "user") this.by = by;
    else {
      const header = by.startsWith(HEADER_PREFIX) ? by.slice(HEADER_PREFIX.length) : by;
      if (header === "") fail("run/bad-argument", '`by` must be "ip", "user" or the name of a header');
      this.by = HEADER_PREFIX + header.toLowerCase();
    }
  }
}
defineMiddleware(RateLimit);

/** A limit at one place: a route, or all routes that a middleware is for. */
export class RateLimiter {
  readonly #rule: RateLimit;
  readonly #windows: WindowStore;

  constructor(rule: RateLimit, windows: WindowStore) {
    this.#rule = rule;
    this.#windows = windows;
  }

  /** Counts the request; the 429 answer when its client has none left. */
  check(exchange: Exchange): Response | undefined {
    const wait = this.#windows.take(this.#key(exchange), this.#rule.count, host().monotonic());
    if (wait <= 0) return undefined;
    const seconds = Math.max(1, Math.ceil(wait / SECOND));
    return exchange.error(429, "rate limit exceeded", [["retry-after", String(seconds)]]);
  }

  #key(exchange: Exchange): string {
    const { by } = this.#rule;
    if (by === "ip") return requestValue(exchange).ip;
    if (by === "user") return userKey(requestValue(exchange).user);
    // A key in a header and an address are told apart.
    const value = exchange.header(by.slice(HEADER_PREFIX.length));
    return value === null ? `ip:${requestValue(exchange).ip}` : `header:${value}`;
  }
}

/** JSON of the user's `id`, else of the whole user. */
function userKey(user: unknown): string {
  const hasId = user instanceof Instance && user.info.fields.some((field) => field.name === "id");
  return encodeJson(hasId ? (user as unknown as { id: unknown }).id : user);
}

/** The limiter of an evaluated `@middleware(rate_limit(…))`, the `index`-th of the program. @throws Failure when it counts by user where that was not to be seen in the program's text */
export function rateLimiter(rule: RateLimit, isAfterAuthentication: boolean, index: number): RateLimiter {
  if (rule.by === "user" && !isAfterAuthentication) {
    fail("run/bad-argument", '`by: "user"` of `rate_limit` must be written as a literal');
  }
  return new RateLimiter(rule, windowStore(rule.windowMs, index));
}
