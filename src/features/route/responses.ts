/** The answers that a route can give, for its documents: web.md 19.5. */
import { guardOf } from "../../app/auth.ts";
import { constantInt, literalText } from "../../app/constants.ts";
import type { RouteParam, RouteResponse, Schema } from "../../app/manifest.ts";
import { reasonPhrase } from "../../app/reasons.ts";
import { walk } from "../../app/walk.ts";
import type { Call, Expr, StructLit } from "../../syntax/ast.ts";
import type { Type } from "../../types/type.ts";
import type { Handler } from "../../app/parameters.ts";

type Content = RouteResponse["content"];
type Entries = Map<number, RouteResponse>;

const ERROR: Content = { "application/json": "error" };
const ANY_JSON: Content = { "application/json": "any" };

/** Status, content and status argument position of the helpers that make a `Response`. */
const HELPERS: Readonly<
  Record<
    string,
    { status: number; content: Content | "bytes"; statusArgument?: number; typeArgument?: number }
  >
> = {
  redirect_to: { status: 302, content: {}, statusArgument: 1 },
  html: { status: 200, content: { "text/html; charset=utf-8": "text" }, statusArgument: 1 },
  text: { status: 200, content: { "text/plain; charset=utf-8": "text" }, statusArgument: 1 },
  json_response: { status: 200, content: ANY_JSON, statusArgument: 1 },
  no_content: { status: 204, content: {} },
  created: { status: 201, content: ANY_JSON },
  file: { status: 200, content: { "application/octet-stream": "binary" } },
  bytes_response: { status: 200, content: "bytes", typeArgument: 1 },
  stream: { status: 200, content: "bytes", statusArgument: 2, typeArgument: 1 },
  bad_request: { status: 400, content: ERROR },
  unauthorized: { status: 401, content: ERROR },
  forbidden: { status: 403, content: ERROR },
  not_found: { status: 404, content: ERROR },
  conflict: { status: 409, content: ERROR },
  unprocessable: { status: 422, content: ERROR },
  too_many_requests: { status: 429, content: ERROR },
  server_error: { status: 500, content: ERROR },
};

export function responsesOf(handler: Handler, params: readonly RouteParam[]): RouteResponse[] {
  const entries: Entries = new Map();
  const add = (status: number, content: Content, description = reasonPhrase(status)) => {
    if (!entries.has(status)) entries.set(status, { status, description, content });
  };
  const { declaration, symbol } = handler;
  const result = symbol.type.result;
  const plain = result.kind === "result" ? result.ok : result;
  if (declaration.result === null) add(200, ANY_JSON);
  else if (!isResponse(plain)) {
    const schema: Schema = handler.context.schemas.schemaOf(plain);
    add(200, { [schema.kind === "Stream" ? "text/event-stream" : "application/json"]: schema });
  }
  if (declaration.result !== null && result.kind === "result") add(500, ERROR, "Internal error");
  const values: Entries = new Map();
  addResponseValues(handler, (status, content) => {
    const earlier = values.get(status)?.content;
    values.set(status, { status, description: reasonPhrase(status), content: { ...content, ...earlier } });
  });
  for (const { status, content } of values.values()) add(status, content);
  if (
    declaration.result !== null && isResponse(plain) && ![...entries.keys()].some((status) => status !== 500)
  ) {
    add(200, { "application/octet-stream": "binary" });
  }
  const guard = guardOf(declaration);
  if (guard) add(401, ERROR, "Authentication required");
  if (guard && guard.roles.length > 0) add(403, ERROR, `Permission denied (${guard.roles.join(", ")})`);
  addStatuses(handler, add);
  if (params.some((param) => param.source === "body")) {
    for (const status of [400, 413, 415]) add(status, ERROR);
  }
  if (params.some(canFail)) add(400, ERROR);
  return [...entries.values()].sort((a, b) => a.status - b.status);
}

export function isResponse(type: Type): boolean {
  return type.kind === "instance" && type.symbol.module < 0 && type.symbol.name === "Response";
}

/** Whether converting or checking the parameter can answer 400. */
function canFail(param: RouteParam): boolean {
  const { schema, constraints, isRequired } = param;
  if (constraints.length > 0) return true;
  const inner = schema.kind === "Nullable" ? schema.inner : schema;
  const isText = inner.kind === "Str" || (inner.kind === "List" && inner.element.kind === "Str");
  switch (param.source) {
    case "path":
      return !isText;
    case "query":
      return !isText || isRequired;
    case "header":
    case "cookie":
      return isRequired;
    default:
      return false;
  }
}

type Add = (status: number, content: Content) => void;

/** `Response { … }` literals and calls of helpers. */
function addResponseValues(handler: Handler, add: Add): void {
  const module = handler.context.program.modules[handler.module];
  walk(handler.declaration.body, (node) => {
    if (node.kind === "StructLit") {
      const type = module.types[node.id];
      if (type && isResponse(type)) addLiteral(handler, node, add);
    } else if (node.kind === "Call") {
      const symbol = module.calls[node.id]?.symbol;
      const key = symbol?.kind === "function" ? symbol.library : null;
      if (key !== null && Object.hasOwn(HELPERS, key)) addHelper(handler, node, key, add);
    }
  });
}

function addLiteral(handler: Handler, node: StructLit, add: Add): void {
  const field = (name: string) => node.inits.find((init) => init.name.name === name)?.value;
  const status = field("status");
  const value = status ? intOf(handler, status) : 200;
  if (value === null) return;
  const location = value >= 300 && value < 400;
  const type = literalText(field("content_type")) ?? "application/json";
  const isBinary = field("body_bytes") !== undefined;
  add(value, value === 204 || location ? {} : { [type]: isBinary ? "binary" : "text" });
}

function addHelper(handler: Handler, node: Call, key: string, add: Add): void {
  const helper = HELPERS[key];
  const args = handler.context.program.modules[handler.module].calls[node.id]!.args;
  const given = helper.statusArgument === undefined ? undefined : args[helper.statusArgument];
  const status = given === undefined || given === "default" || Array.isArray(given)
    ? helper.status
    : intOf(handler, given as Expr);
  if (status === null) return;
  if (helper.content === "bytes") {
    const type = args[helper.typeArgument!];
    const name = type === undefined || type === "default"
      ? "application/octet-stream"
      : literalText(type as Expr);
    add(status, { [name ?? "application/octet-stream"]: "binary" });
  } else add(status, helper.content);
}

/** `return N {…}` and `Err(T { status: N })`. */
function addStatuses(handler: Handler, add: Add): void {
  const module = handler.context.program.modules[handler.module];
  walk(handler.declaration.body, (node) => {
    if (node.kind === "StatusReturn") {
      const status = intOf(handler, node.status);
      if (status !== null) add(status, ANY_JSON);
    } else if (node.kind === "Call" && module.calls[node.id]?.kind === "err") {
      const [payload] = node.args;
      if (payload?.value.kind !== "StructLit") return;
      const type = module.types[payload.value.id];
      if (type && isResponse(type)) return;
      const given = payload.value.inits.find((init) => init.name.name === "status")?.value;
      const preset = type?.kind === "instance" ? type.symbol.fields.get("status")?.defaultValue : null;
      const value = given ?? preset;
      const status = value ? intOf(handler, value) : null;
      if (status !== null && status >= 200 && status <= 599) add(status, ANY_JSON);
    }
  });
}

function intOf(handler: Handler, expr: Expr): number | null {
  const { program } = handler.context;
  return constantInt(program, program.modules[handler.module], expr);
}
