/** Sends a request of the program: web.md 21. Statuses are Ok; Err is for what kept an answer from coming. */
import { host } from "../host/host.ts";
import { currentContext } from "../trace/trace_context.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { type ClientRequest, clientRequest, type GivenRequest } from "./client_request.ts";
import { HttpClientResponse } from "./client_response.ts";
import { standInFor } from "./stand_ins.ts";

/** Ok with the response, or Err with a text; never rejects. */
export async function sendRequest(given: GivenRequest): Promise<Result> {
  const request = clientRequest(given);
  const url = withoutUser(given.url);
  if (typeof request === "string") return new Err(`http: invalid request to ${url}: ${request}`);
  const started = host().monotonic();
  const elapsed = () => Math.round(host().monotonic() - started);
  const standIn = standInFor(request);
  if (standIn) return new Ok(responseOf(standIn.status, standIn.headers, standIn.body, elapsed()));
  const limit = new AbortController();
  const done = new AbortController();
  host().sleep(request.timeoutMs, done.signal).then(() => limit.abort());
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: [...request.headers, ...traceHeaders(request)] as [string, string][],
      body: request.body,
      redirect: request.followsRedirects ? "follow" : "manual",
      signal: limit.signal,
    });
    const bytes = await response.bytes();
    return new Ok(responseOf(response.status, response.headers, bytes, elapsed()));
  } catch (error) {
    return new Err(
      limit.signal.aborted
        ? `http: timeout calling ${url} after ${request.timeoutMs} ms`
        : failureText(url, error instanceof Error ? error.message : String(error)),
    );
  } finally {
    done.abort();
  }
}

function responseOf(
  status: number,
  given: Iterable<readonly [string, string]>,
  bytes: Uint8Array,
  duration: number,
): HttpClientResponse {
  const headers = new FitzMap();
  for (const [name, value] of given) headers.set(name.toLowerCase(), value);
  return new HttpClientResponse(status, new TextDecoder().decode(bytes), headers, duration, bytes);
}

/** The trace that the calling code belongs to goes on in the called service, unless the caller says otherwise. */
function traceHeaders({ headers }: ClientRequest): [string, string][] {
  const context = currentContext();
  if (!context || headers.some(([name]) => name.toLowerCase() === "traceparent")) return [];
  const { traceId, spanId, isSampled, traceState } = context;
  const own: [string, string][] = [["traceparent", `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`]];
  if (traceState !== null && !headers.some(([name]) => name.toLowerCase() === "tracestate")) {
    own.push(["tracestate", traceState]);
  }
  return own;
}

/** What the host says, in our words; its last clause is the reason. */
function failureText(url: string, message: string): string {
  const isConnecting = message.includes("client error (Connect)");
  const reason = /client error \(\w+\): (.*)$/s.exec(message)?.[1] ?? message.replace(/^Fetch failed: /, "");
  const last = isConnecting ? reason.replace(/^(?:tcp connect error|dns error): /, "") : reason;
  const text = last.replace(/ \(os error \d+\)$/, "");
  const clause = text.charAt(0).toLowerCase() + text.slice(1);
  return `http: ${isConnecting ? "could not connect to" : "request failed to"} ${url}: ${clause}`;
}

/** User and password of a URL are in no text. */
function withoutUser(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/?#]*@/, "$1");
}
