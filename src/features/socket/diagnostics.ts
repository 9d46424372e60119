/** Codes of WebSocket endpoints: realtime.md 2. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

function spec(
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
  severity: DiagnosticSpec["severity"] = "error",
): DiagnosticSpec {
  return { code, severity, summary, explanation, wrong: `${wrong}\n`, right: `${right}\n` };
}

const ECHO =
  '@ws("/echo")\nasync fn echo(conn: WsConn<Str>) {\n    for text in conn.messages() { conn.send(text) }\n}';

export const SOCKET_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  spec(
    "ws/not-async",
    "the function of a WebSocket is not async",
    "The function runs as long as its connection is open and waits for messages, so it is declared with `async fn`.",
    '@ws("/echo")\nfn echo(conn: WsConn<Str>) { conn.send("hello") }',
    ECHO,
  ),
  spec(
    "ws/parameter",
    "the function of a WebSocket has no connection, several, or a parameter that nothing fills",
    "Exactly one parameter has the type `WsConn<…>`. The others come from the path, the query, headers, cookies, or are the `Request` or the user: a WebSocket has no body.",
    'type Filter { text: Str }\n\n@ws("/feed")\nasync fn feed(conn: WsConn<Str>, filter: Filter) { conn.send(filter.text) }',
    '@ws("/feed")\nasync fn feed(conn: WsConn<Str>, text: Str = "") { conn.send(text) }',
  ),
  spec(
    "ws/return",
    "the function of a WebSocket declares a result",
    "What the function returns goes nowhere: messages are sent with `conn.send`. It may return nothing or a `Result<Null>`, whose `Err` ends the connection.",
    '@ws("/one")\nasync fn one(conn: WsConn<Int>) -> Int => 1',
    '@ws("/one")\nasync fn one(conn: WsConn<Int>) { conn.send(1) }',
  ),
  spec(
    "ws/duplicate-route",
    "two functions take the WebSockets of one path",
    "A connection has one function. Give one of them another path.",
    `${ECHO}\n\n@ws("/echo")\nasync fn again(conn: WsConn<Str>) { conn.send("?") }`,
    `${ECHO}\n\n@ws("/other")\nasync fn other(conn: WsConn<Str>) { conn.send("?") }`,
  ),
  spec(
    "ws/message-type",
    "a message does not fit the type that the endpoint sends",
    "The second type of `WsConn<In, Out>`, or the only one of `WsConn<T>`, is what every message to the client has to be.",
    '@ws("/sum")\nasync fn sum(conn: WsConn<Int>) { conn.send("one") }',
    '@ws("/sum")\nasync fn sum(conn: WsConn<Int>) { conn.send(1) }',
  ),
  spec(
    "ws/close-code",
    "a close code that a program cannot send",
    "The code of a close frame is 1000, or from 3000 to 4999 with a meaning of your own; the others belong to the protocol.",
    '@ws("/gate")\nasync fn gate(conn: WsConn<Str>) { conn.close(code: 1001) }',
    '@ws("/gate")\nasync fn gate(conn: WsConn<Str>) { conn.close(code: 4001) }',
  ),
  spec(
    "ws/timeout",
    "a WebSocket counts as dead before it was asked for a sign of life",
    "After `ws_heartbeat_secs` of silence the server sends a ping; `ws_timeout_secs` must leave the client time to answer it.",
    `@server(ws_heartbeat_secs=30, ws_timeout_secs=20)\nfn main() => 0\n\n${ECHO}`,
    `@server(ws_heartbeat_secs=30, ws_timeout_secs=45)\nfn main() => 0\n\n${ECHO}`,
  ),
  spec(
    "ws/unknown-endpoint",
    "a path that no `@ws` function has",
    "A message to a path without endpoint goes nowhere. The path is the template as written, with its braces escaped in an ordinary text (`\\{id\\}`), or a concrete path that fits one.",
    `${ECHO}\n\n@get("/")\nfn home() -> Int => ws.count("/ecko")`,
    `${ECHO}\n\n@get("/")\nfn home() -> Int => ws.count("/echo")`,
    "warning",
  ),
];
