/** Statuses of answers in documents: web.md 19.5. */
import type { RouteResponse } from "./manifest.ts";

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  301: "Moved Permanently",
  302: "Found",
  304: "Not Modified",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** The text for a status; `Response` where none is given. */
export function reasonPhrase(status: number): string {
  return REASONS[status] ?? "Response";
}

/** The entries of a route with one for an error status of the runtime, unless they have it; sorted. */
export function withErrorStatus(entries: readonly RouteResponse[], status: number): RouteResponse[] {
  if (entries.some((one) => one.status === status)) return [...entries];
  const entry = {
    status,
    description: reasonPhrase(status),
    content: { "application/json": "error" },
  } as const;
  return [...entries, entry].sort((a, b) => a.status - b.status);
}
