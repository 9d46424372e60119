/** `cors`, `rate_limit`, `secure_headers`, `compress` (web.md sections 14 and 15). */
import { Compress } from "../../src/runtime/http/middleware/compress.ts";
import { Cors } from "../../src/runtime/http/middleware/cors.ts";
import { RateLimit } from "../../src/runtime/http/middleware/rate_limit.ts";
import { SecureHeaders } from "../../src/runtime/http/middleware/secure_headers.ts";

type Int = number | bigint;

function cors(
  origin: unknown = "*",
  methods: string[] | null = null,
  headers: string[] = ["content-type", "authorization"],
  exposed: string[] = [],
  credentials = false,
  maxAge: Int | null = null,
): Cors {
  return new Cors({ origin, methods, headers, exposed, credentials, maxAge });
}

function rateLimit(
  perSecond: Int | null = null,
  perMinute: Int | null = null,
  perHour: Int | null = null,
  by = "ip",
): RateLimit {
  return new RateLimit({ perSecond, perMinute, perHour, by });
}

function secureHeaders(
  frame: string | null = "DENY",
  referrer: string | null = "no-referrer",
  csp: string | null = "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'",
  hstsSeconds: Int | null = 31536000,
  opener: string | null = "same-origin",
  resource: string | null = "same-origin",
  permissions: string | null = "camera=(), geolocation=(), microphone=()",
): SecureHeaders {
  return new SecureHeaders({ frame, referrer, csp, hstsSeconds, opener, resource, permissions });
}

export const implementations = {
  "cors": cors,
  "rate_limit": rateLimit,
  "secure_headers": secureHeaders,
  "compress": (minSize: Int = 1024): Compress => new Compress(minSize),
};
