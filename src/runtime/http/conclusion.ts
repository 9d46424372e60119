/** What happens to every finished answer, whatever step produced it: web.md 6, step 10, and the records of requests. A server without any of these skips this altogether. */
import { host } from "../host/host.ts";
import { responseHeaders, withHeaders } from "./deno_server_objects.ts";
import type { Exchange } from "./exchange.ts";

/** Gives the answer that is sent, which may be the one it got. Must not throw. */
export type Conclusion = (exchange: Exchange, answer: Response) => Response | Promise<Response>;

/** Applies the conclusions in their order; a promise only where the answer or a conclusion is one. */
export function conclude(
  exchange: Exchange,
  answer: Response | Promise<Response>,
  conclusions: readonly Conclusion[],
): Response | Promise<Response> {
  let current = answer;
  for (const conclusion of conclusions) {
    current = current instanceof Promise
      ? current.then((settled) => conclusion(exchange, settled))
      : conclusion(exchange, current);
  }
  return current;
}

/**
 * Keeps the host from compressing: `Deno.serve` does that to every text for a client that takes it, and weakens the entity tag. It leaves alone what has an encoding, and what has a
 * Content-Type that it cannot read: a second blank before the value is one, which means nothing in HTTP/1.1. HTTP/2, where requests have no `Host`, forbids such blanks; there the
 * answer names the encoding `identity`. Comes last.
 */
export function withoutHostEncoding(exchange: Exchange, answer: Response): Response {
  const { status } = answer;
  if (status < 200 || status === 204 || status === 304) return answer;
  const headers = responseHeaders(answer);
  let type = -1;
  for (let at = 0; at < headers.length; at++) {
    const name = headers[at][0];
    if (name === "content-type") type = at;
    else if (name === "content-encoding") return answer;
  }
  if (type < 0) return answer;
  if (exchange.hasHost) headers[type] = ["content-type", ` ${headers[type][1]}`];
  else headers.push(["content-encoding", "identity"]);
  return withHeaders(answer, headers);
}

/** `FITZ_HTTP_LOG`: one line per request on stderr (production.md 7.4). */
export function requestLine(mode: "short" | "verbose"): Conclusion {
  return (exchange, answer) => {
    const duration = (host().monotonic() - exchange.started).toFixed(1);
    let line = `[fitz HTTP ${duration}ms] ${exchange.method} ${exchange.rawPath} → ${answer.status}`;
    if (mode === "verbose") {
      line += ` ua=${JSON.stringify(exchange.header("user-agent") ?? "")} body=${
        exchange.header("content-length") ?? 0
      }`;
    }
    host().stderr(`${line}\n`);
    return answer;
  };
}
