/** The step from a request to a connection: realtime.md 5.1 steps 4 and 9, 5.2, 13. What comes before is in the generated route. */
import type { Exchange } from "../http/exchange.ts";
import { headerMap, requestValue } from "../http/request.ts";
import { unmarkSlashes } from "../http/url_text.ts";
import type { FitzMap } from "../values/map.ts";
import { Err } from "../values/result.ts";
import { Connection, type Peer } from "./connection.ts";
import { DenoTransport } from "./deno_transport.ts";
import type { SocketLimits } from "./hub.ts";
import type { OpenSocket } from "./transport.ts";
import { WsError } from "./ws_error.ts";

/** Runs the program's function for one connection. */
export type SocketHandler = (connection: Connection) => Promise<unknown>;

const BEARER = "bearer.";

/** The subprotocols that a client offers. */
export function offeredProtocols(exchange: Exchange): string[] {
  const offered = exchange.header("sec-websocket-protocol");
  return offered === null ? [] : offered.split(",").map((one) => one.trim()).filter((one) => one !== "");
}

/** The token that a browser sends as a subprotocol; null without one. */
export function protocolToken(exchange: Exchange): string | null {
  const found = offeredProtocols(exchange).find((one) => one.startsWith(BEARER));
  return found === undefined ? null : found.slice(BEARER.length);
}

/** The one that is answered: that of the token, else the first. */
export function chosenProtocol(exchange: Exchange): string | undefined {
  const offered = offeredProtocols(exchange);
  return offered.find((one) => one.startsWith(BEARER)) ?? offered[0];
}

/** Whether a request asks for an upgrade. */
export function wantsUpgrade(exchange: Exchange): boolean {
  return exchange.header("upgrade")?.toLowerCase() === "websocket";
}

/** The headers as the provider of an endpoint gets them: the token of the subprotocol stands in for a missing `Authorization`. */
export function socketProviderHeaders(exchange: Exchange): FitzMap {
  const headers = headerMap(exchange);
  const token = headers.has("authorization") ? null : protocolToken(exchange);
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  return headers;
}

/** Why the handshake cannot be: a missing key or another version; null when it can. */
export function handshakeProblem(exchange: Exchange): string | null {
  const isComplete = exchange.header("sec-websocket-key") !== null &&
    exchange.header("sec-websocket-version") === "13" &&
    /\bupgrade\b/i.test(exchange.header("connection") ?? "");
  return isComplete ? null : "invalid websocket handshake";
}

/** What keeps a request from being upgraded before anybody else is asked: a server that goes away, a page of another origin. */
export function socketGate(exchange: Exchange): Response | undefined {
  const { server } = exchange;
  if (server.sockets?.isDraining) return exchange.error(503, "server shutting down");
  const origin = exchange.header("origin");
  const policy = origin === null ? null : server.corsOf(exchange.route);
  return policy && !policy.allows(origin!) ? exchange.error(403, "origin not allowed") : undefined;
}

/** Answers 101 and runs the handler for the connection; refuses a handshake that is none. `index` is that of the endpoint. */
export function acceptSocket(exchange: Exchange, index: number, handler: SocketHandler): Response {
  const problem = handshakeProblem(exchange);
  if (problem !== null) return exchange.error(400, problem);
  // The time of the request ran out before this: it has been answered.
  if (exchange.isOver) return exchange.error(503, "request timeout");
  const hub = exchange.server.sockets!;
  const connection = new Connection(hub, hub.endpoints[index]!, peerOf(exchange));
  const open = exchange.info?.openSocket ?? openOnHost(exchange, hub.limits);
  const { transport, response } = open(
    connection,
    chosenProtocol(exchange),
    () => hub.start(connection, (one) => runHandler(one, handler)),
  );
  connection.transport = transport;
  response.headers.set("x-trace-id", exchange.traceId);
  return response;
}

function openOnHost(exchange: Exchange, { heartbeat, timeout }: SocketLimits): OpenSocket {
  return (events, protocol, onOpen) => {
    // Only a host with other insides uses this rule of its own (deno_transport.ts).
    const idleTimeout = Math.ceil(Math.min(timeout, heartbeat === 0 ? timeout : heartbeat * 2));
    const { socket, response } = Deno.upgradeWebSocket(exchange.request, {
      idleTimeout: Number.isFinite(idleTimeout) ? idleTimeout : 0,
      ...(protocol === undefined ? {} : { protocol }),
    });
    const address = exchange.info?.remoteAddr;
    const remote = address && "hostname" in address ? address as Deno.NetAddr : null;
    const transport = new DenoTransport(socket, events, remote);
    socket.onopen = onOpen;
    return { transport, response };
  };
}

function peerOf(exchange: Exchange): Peer {
  const request = requestValue(exchange);
  return {
    path: unmarkSlashes(exchange.path),
    user: request.user,
    ip: request.ip,
    traceId: exchange.traceId,
  };
}

/** Runs the function of an endpoint to its end, which is also that of the connection. */
export async function runHandler(connection: Connection, handler: SocketHandler): Promise<void> {
  const result = await handler(connection);
  if (result instanceof Err && !(result.value instanceof WsError && result.value.kind === "closed")) {
    connection.hub.failed(connection, result, true);
    return;
  }
  connection.finish(1000, "");
}
