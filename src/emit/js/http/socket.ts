/** One generated function per WebSocket endpoint: what is asked before the upgrade, in the order of realtime.md 5.1, and the handler's call. */
import type { RouteParam, Socket, SocketSide } from "../../../app/manifest.ts";
import { printType } from "../../../types/print_type.ts";
import type { Type } from "../../../types/type.ts";
import type { EmitContext } from "../context.ts";
import { guardStatements, guardWaits, USER } from "./guard.ts";
import { beforeStatements, chainOf, someWait, userLimitStatements } from "./middleware.ts";
import { type Leave, parameterStatements } from "./parameter.ts";

/** Sources of parameters that are not read from texts. */
const OWN_VALUES: ReadonlySet<RouteParam["source"]> = new Set(["socket", "request", "database", "user"]);

/** Identifier of the socket function `(x, …path texts)`. `route` is its index behind those of the routes. */
export function socketFunction(context: EmitContext, socket: Socket, index: number, route: number): string {
  return context.declare(
    `socket:${index}`,
    `socket_${socket.handler.name}`,
    (name) => socketText(context, socket, { name, index, route }),
  );
}

interface Place {
  readonly name: string;
  readonly index: number;
  readonly route: number;
}

function socketText(context: EmitContext, socket: Socket, { name, index, route }: Place): string {
  const { declaration } = handlerOf(context, socket);
  const chain = chainOf(socket);
  const isAsync = guardWaits(context, socket.guard) || someWait(context, chain.before);
  const leave: Leave = isAsync
    ? (answer) => `return $$x.finish(${answer});`
    : (answer) => `return ${answer};`;
  const lines = [`$$x.route = ${route};`];
  if (socket.flag !== null) {
    lines.push(
      `const $$off = ${context.runtime("flagIsOff")}($$x, ${JSON.stringify(socket.flag)});`,
      `if ($$off !== undefined) ${leave("$$off")}`,
    );
  }
  lines.push(
    `const $$gate = ${context.runtime("socketGate")}($$x);`,
    `if ($$gate !== undefined) ${leave("$$gate")}`,
    ...beforeStatements(context, chain, route, leave),
    ...guardStatements(context, socket.guard, "socketProviderHeaders", leave),
    ...userLimitStatements(context, chain, route, leave),
  );
  const pathNames = [...socket.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  const target = (param: RouteParam) => `$$p${socket.params.indexOf(param)}`;
  for (const param of socket.params) {
    if (OWN_VALUES.has(param.source)) continue;
    const text = `$$t${pathNames.indexOf(param.name)}`;
    const node = declaration.params.find((one) => one.name.name === param.name)!;
    lines.push(...parameterStatements(context, param, node, target(param), text, leave));
  }
  const args = socket.params.filter((param) => param.source !== "database").map((param) =>
    param.source === "socket"
      ? "$$c"
      : param.source === "request"
      ? `${context.runtime("requestValue")}($$x)`
      : param.source === "user"
      ? USER
      : target(param)
  );
  const call = `${context.filled(socket.handler, context.functionName(socket.handler))}(${args.join(", ")})`;
  lines.push(leave(`${context.runtime("acceptSocket")}($$x, ${index}, ($$c) => ${call})`));
  const params = ["$$x", ...pathNames.map((_, at) => `$$t${at}`)].join(", ");
  if (!isAsync) return `function ${name}(${params}) {\n  ${lines.join("\n  ")}\n}`;
  return `async function ${name}(${params}) {\n  $$x.isFinishing = true;\n  try {\n    ${
    lines.join("\n    ")
  }\n  } catch ($$error) {\n    $$x.fail($$error);\n  }\n}`;
}

function handlerOf(context: EmitContext, { handler }: Socket) {
  const found = context.program.decorated.find(({ module, symbol }) =>
    module === handler.module && symbol.name === handler.name
  );
  if (!found) throw new Error(`no handler ${handler.name}`);
  return found;
}

/** JavaScript of `HttpProgram.sockets`; null without endpoints. */
export function socketEndpoints(context: EmitContext): string {
  const { sockets } = context.app;
  if (sockets.length === 0) return "null";
  const specs = sockets.map((socket) => {
    const { symbol } = handlerOf(context, socket);
    const connection = symbol.type.params[socket.params.findIndex((param) => param.source === "socket")].type;
    const [incoming, outgoing] = connection.kind === "instance" ? connection.args : [];
    return `{ template: ${JSON.stringify(socket.path)}, handler: ${
      JSON.stringify(socket.handler.name)
    }, incoming: ${incomingOf(context, socket.incoming, incoming!)}, outgoing: ${
      outgoingOf(context, socket.outgoing, outgoing!)
    }, kind: ${JSON.stringify(socket.outgoing.kind)} }`;
  });
  return `(server) => ${context.runtime("openSocketHub")}(server, [${specs.join(", ")}])`;
}

function incomingOf(context: EmitContext, { kind }: SocketSide, type: Type): string {
  if (kind === "binary") return context.runtime("binaryIncoming");
  if (kind === "frame") return context.runtime("anyIncoming");
  const inner = type.kind === "nullable" ? type.inner : type;
  return `${context.runtime("jsonIncoming")}(${context.decoder(type)}, ${context.shape(type)}, ${
    JSON.stringify(`frame for '${printType(inner)}'`)
  })`;
}

/** An encoder made for a type of the program takes its instances; what is unchecked is written as it is. */
function outgoingOf(context: EmitContext, { kind }: SocketSide, type: Type): string {
  if (kind === "binary") return context.runtime("binaryOutgoing");
  if (kind === "frame") return context.runtime("anyOutgoing");
  const general = context.runtime("encodeJson");
  if (type.kind !== "instance" || type.symbol.module < 0) return general;
  const encode = context.encoder(type);
  return `($$v) => $$v instanceof ${context.className(type.symbol)} ? ${encode}($$v) : ${general}($$v)`;
}
