/** WebSocket endpoints: `@ws` (realtime.md 2, 3). */
import { guardOf } from "../../app/auth.ts";
import { decoratorArgument, literalJson } from "../../app/constants.ts";
import type { RouteParam, Socket, SocketSide } from "../../app/manifest.ts";
import { operationIds } from "../../app/operation_ids.ts";
import { type Handler, report, resolveParameters, spanOf } from "../../app/parameters.ts";
import { parseTemplate, pathShape, type Template } from "../../app/template.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr, Param } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import type { Feature, FeatureContext } from "../feature.ts";
import { checkCalls } from "./calls.ts";
import { SOCKET_DIAGNOSTICS } from "./diagnostics.ts";

/** An endpoint with what the manifest does not hold. */
export interface FoundSocket {
  readonly handler: Handler;
  readonly decorator: Decorator;
  readonly template: Template;
  readonly params: readonly RouteParam[];
  readonly incoming: Type;
  readonly outgoing: Type;
}

export const socketFeature: Feature = {
  name: "socket",
  diagnostics: SOCKET_DIAGNOSTICS,
  lower(context) {
    const found = findSockets(context);
    reportClashes(found);
    checkCalls(context, found);
    checkTimes(context);
    const { modules, entry } = context.program;
    const ids = operationIds(found.map(({ handler }) => ({
      name: handler.symbol.name,
      module: modules[handler.module].name,
      verb: "ws",
    })));
    return {
      sockets: found.map(({ handler, template, params, incoming, outgoing }, index): Socket => ({
        path: template.path,
        handler: { module: handler.module, name: handler.symbol.name },
        params,
        incoming: sideOf(context, incoming),
        outgoing: sideOf(context, outgoing),
        flag: null,
        guard: guardOf(handler.declaration),
        middleware: [],
        doc: handler.symbol.doc ?? handler.declaration.doc,
        tag: handler.module === entry ? null : modules[handler.module].name,
        operationId: ids[index],
      })),
    };
  },
};

/** The types of a connection's messages; null for another type. */
export function connectionTypes(type: Type): { readonly incoming: Type; readonly outgoing: Type } | null {
  if (type.kind !== "instance" || type.symbol.module >= 0 || type.symbol.name !== "WsConn") return null;
  return { incoming: type.args[0]!, outgoing: type.args[1]! };
}

function sideOf(context: FeatureContext, type: Type): SocketSide {
  const isBinary = type.kind === "primitive" && type.name === "Bytes";
  const isFrame = type.kind === "enum" && type.symbol.module < 0 && type.symbol.name === "WsFrame";
  return {
    kind: isBinary ? "binary" : isFrame ? "frame" : "json",
    schema: isFrame ? { kind: "Bytes" } : context.schemas.schemaOf(type),
    typeText: printType(type),
  };
}

/** In source order, main module first. */
function findSockets(context: FeatureContext): FoundSocket[] {
  const { entry, decorated } = context.program;
  const ordered = [
    ...decorated.filter((one) => one.module === entry),
    ...decorated.filter((one) => one.module !== entry),
  ];
  return ordered.flatMap(({ module, declaration, symbol }) => {
    const decorator = declaration.decorators.find((one) => one.name.name === "ws");
    return decorator ? readSocket({ context, module, declaration, symbol }, decorator) ?? [] : [];
  });
}

function readSocket(handler: Handler, decorator: Decorator): FoundSocket | null {
  const { declaration, symbol } = handler;
  const path = decoratorArgument(decorator, "path", 0);
  const text = path?.kind === "StrLit" && path.parts.every((part) => typeof part === "string")
    ? path.parts.join("")
    : null;
  if (path === undefined || text === null) {
    report(
      handler,
      "http/path-literal",
      path ?? decorator,
      'the path of an HTTP decorator must be a string literal (`@get("/users")`)',
    );
    return null;
  }
  const { template, problems } = parseTemplate(text);
  for (const { code, message } of problems) report(handler, code, path, message);
  if (problems.length > 0) return null;
  const name = declaration.name.name;
  if (!declaration.isAsync) {
    report(handler, "ws/not-async", declaration.name, `@ws on fn '${name}': must be declared \`async fn\``, [
      "write `async fn`: the function waits for messages",
    ]);
  }
  checkResult(handler);
  const params = resolveParameters(handler, "GET", template, path, {
    sourceOf: (type) => connectionTypes(type) && "socket",
    reportPlaceless: (param, type) => reportPlaceless(handler, param, type),
  });
  const connections = symbol.type.params.map(({ type }) => connectionTypes(type)).filter((one) =>
    one !== null
  );
  if (connections.length !== 1) {
    report(
      handler,
      "ws/parameter",
      declaration.name,
      `@ws on fn '${name}': expected exactly one WsConn parameter, found ${connections.length}`,
      ["take the connection as a parameter: `conn: WsConn<Message>`"],
    );
    return null;
  }
  return { handler, decorator, template, params, ...connections[0]! };
}

function reportPlaceless(handler: Handler, param: Param, type: Type): void {
  report(
    handler,
    "ws/parameter",
    param,
    `@ws on fn '${handler.declaration.name.name}': nothing fills the parameter '${param.name.name}' of type '${
      printType(type)
    }'`,
    ["take it from the path, the query, a header or a cookie: a WebSocket has no body"],
  );
}

/** Nothing, `Null` or `Result<Null>`. */
function checkResult(handler: Handler): void {
  const { declaration, symbol } = handler;
  if (declaration.result === null) return;
  const { result } = symbol.type;
  const value = result.kind === "result" ? result.ok : result;
  const isNothing = value.kind === "any" || (value.kind === "primitive" && value.name === "Null");
  if (isNothing) return;
  report(
    handler,
    "ws/return",
    declaration.result,
    `@ws on fn '${declaration.name.name}': returns \`${printType(result)}\`, but nobody receives it`,
    ["declare no result or `Result<Null>`, and send messages with `conn.send`"],
  );
}

function reportClashes(found: readonly FoundSocket[]): void {
  const first = new Map<string, FoundSocket>();
  for (const one of found) {
    const key = pathShape(one.template.path);
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, one);
      continue;
    }
    const other = earlier.handler.symbol.name;
    one.handler.context.report(diagnostic(
      "error",
      "ws/duplicate-route",
      spanOf(one.handler, one.decorator),
      `WS ${one.template.path} is already handled by fn '${other}'`,
      {
        labels: [{ span: spanOf(earlier.handler, earlier.decorator), text: `fn '${other}' handles it here` }],
        help: ["give one of them another path"],
      },
    ));
  }
}

const DEFAULT_HEARTBEAT = 30;

/** `ws_timeout_secs` has to be greater than `ws_heartbeat_secs`; computed values are checked at start. */
function checkTimes(context: FeatureContext): void {
  for (const { module, declaration } of context.program.decorated) {
    const decorator = declaration.decorators.find((one) => one.name.name === "server");
    if (!decorator) continue;
    const number = (given: Expr | undefined, fallback: number | null) => {
      const value = given === undefined ? fallback : literalJson(given);
      return typeof value === "number" ? value : null;
    };
    const given = decoratorArgument(decorator, "ws_timeout_secs", -1);
    const heartbeat = number(decoratorArgument(decorator, "ws_heartbeat_secs", -1), DEFAULT_HEARTBEAT);
    const timeout = number(given, null);
    if (given === undefined || timeout === null || heartbeat === null || timeout > heartbeat) continue;
    context.report(diagnostic(
      "error",
      "ws/timeout",
      { file: context.program.modules[module].file, start: given.start, end: given.end },
      `ws_timeout_secs ${timeout} must be greater than ws_heartbeat_secs ${heartbeat}`,
      {
        help: [
          `clients answer the ping after ${heartbeat} s: give them time, \`ws_timeout_secs=${
            heartbeat * 2
          }\``,
        ],
      },
    ));
  }
}
