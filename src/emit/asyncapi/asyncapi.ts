/** The AsyncAPI 3.0 document of an App: realtime.md 15. A pure function of the manifest; `fitz asyncapi` and `/asyncapi.json` give the same bytes. */
import type { App, Guard, RouteParam, Socket, SocketSide } from "../../app/manifest.ts";
import { infoOf } from "../openapi/info.ts";
import {
  annotated,
  constraintKeywords,
  type JsonSchema,
  jsonSchema,
  typeSchema,
} from "../openapi/schemas.ts";
import { BEARER, BEARER_SCHEME } from "../openapi/security.ts";
import { serversOf } from "./servers.ts";

/** Browsers cannot send the header: realtime.md 13.1. */
const SECURITY_SCHEME: JsonSchema = {
  ...BEARER_SCHEME,
  description: `${BEARER_SCHEME.description} Browsers offer the subprotocol \`bearer.<token>\` instead.`,
};

export function asyncapi(app: App): JsonSchema {
  const sockets = [...app.sockets].sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  const schemas = Object.fromEntries(app.types.map((type) => [type.name, typeSchema(type)]));
  const isGuarded = sockets.some(({ guard }) => guard !== null);
  return {
    asyncapi: "3.0.0",
    info: infoOf(app),
    defaultContentType: "application/json",
    servers: serversOf(app),
    channels: Object.fromEntries(sockets.map((socket) => [socket.path, channel(socket)])),
    operations: Object.fromEntries(sockets.flatMap(operations)),
    ...(app.types.length === 0 && !isGuarded ? {} : {
      components: {
        ...(app.types.length === 0 ? {} : { schemas }),
        ...(isGuarded ? { securitySchemes: { [BEARER]: SECURITY_SCHEME } } : {}),
      },
    }),
  };
}

/** The document as both places give it: indented JSON with a line end. */
export function asyncapiText(app: App): string {
  return `${JSON.stringify(asyncapi(app), null, 2)}\n`;
}

/** What one direction is called in a channel; null for a `Null` side, which has no message. */
interface Direction {
  readonly action: "receive" | "send";
  readonly key: string;
  readonly side: SocketSide;
}

function directions({ incoming, outgoing }: Socket): Direction[] {
  const isOne = incoming.typeText === outgoing.typeText;
  const all: Direction[] = [
    { action: "receive", key: isOne ? "msg" : "msg_in", side: incoming },
    { action: "send", key: isOne ? "msg" : "msg_out", side: outgoing },
  ];
  return all.filter(({ side }) => side.schema.kind !== "Null");
}

function channel(socket: Socket): JsonSchema {
  const paths = socket.params.filter((param) => param.source === "path");
  const messages = directions(socket).map(({ key, side, action }) => [key, message(socket, side, action)]);
  const bindings = websocketBinding(socket);
  const description = channelDescription(socket);
  return {
    address: socket.path,
    title: socket.handler.name,
    ...(description === "" ? {} : { description }),
    messages: Object.fromEntries(messages),
    ...(paths.length === 0 ? {} : {
      parameters: Object.fromEntries(paths.map((param) => [param.name, { description: param.typeText }])),
    }),
    ...(bindings === null ? {} : { bindings: { ws: bindings } }),
  };
}

function channelDescription(socket: Socket): string {
  const cookies = socket.params.filter((param) => param.source === "cookie").map((param) =>
    `\`${param.wireName}\``
  );
  const parts = [socket.doc ?? "", accessSentence(socket.guard)];
  if (cookies.length > 0) {
    parts.push(`Reads the cookie${cookies.length > 1 ? "s" : ""} ${cookies.join(", ")}.`);
  }
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Who may connect; empty for everybody. */
function accessSentence(guard: Guard | null): string {
  if (guard === null) return "";
  const { roles } = guard;
  if (roles.length === 0) return "Requires authentication.";
  const last = roles[roles.length - 1];
  return `Requires role ${roles.length === 1 ? last : `${roles.slice(0, -1).join(", ")} or ${last}`}.`;
}

function message(
  socket: Socket,
  { kind, schema, typeText }: SocketSide,
  action: Direction["action"],
): JsonSchema {
  const isBinary = kind !== "json";
  const isBoth = socket.incoming.typeText === socket.outgoing.typeText;
  const what = isBoth ? "receives and sends" : action === "receive" ? "receives" : "sends";
  return {
    name: typeText,
    title: typeText,
    summary: `What \`${socket.handler.name}\` ${what}`,
    contentType: isBinary ? "application/octet-stream" : "application/json",
    payload: isBinary ? { type: "string", format: "binary" } : jsonSchema(schema),
  };
}

/** Query parameters and headers of the upgrade; null without any. */
function websocketBinding({ params }: Socket): JsonSchema | null {
  const query = params.filter((param) => param.source === "query");
  const headers = params.filter((param) => param.source === "header");
  if (query.length === 0 && headers.length === 0) return null;
  return {
    method: "GET",
    ...(query.length === 0 ? {} : { query: objectOf(query) }),
    ...(headers.length === 0 ? {} : { headers: objectOf(headers) }),
    bindingVersion: "0.1.0",
  };
}

function objectOf(params: readonly RouteParam[]): JsonSchema {
  const required = params.filter((param) => param.isRequired).map((param) => param.wireName);
  const properties = params.map((param) => [
    param.wireName,
    annotated(jsonSchema(param.schema), {
      ...constraintKeywords(param.constraints, param.schema),
      ...("default" in param ? { default: param.default } : {}),
      ...(param.doc === null ? {} : { description: param.doc }),
    }),
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  };
}

function operations(socket: Socket): [string, JsonSchema][] {
  const { operationId, path, guard } = socket;
  const name = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  const reference = `#/channels/${pointer(path)}`;
  return directions(socket).map(({ action, key }) => [`${action}${name}`, {
    action,
    channel: { $ref: reference },
    summary: `\`${socket.handler.name}\` ${action === "receive" ? "receives" : "sends"} a message`,
    ...(guard === null ? {} : { security: [{ $ref: `#/components/securitySchemes/${BEARER}` }] }),
    messages: [{ $ref: `${reference}/messages/${key}` }],
  }]);
}

/** A key in a JSON pointer that stands in a URI. */
function pointer(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")).replaceAll("%7E", "~");
}
