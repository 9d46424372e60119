/** One method per route: its line in the interface of the client, and what it does. */
import type { App, Route, RouteParam } from "../../app/manifest.ts";
import { takesFiles } from "../openapi/operation.ts";
import { docComment, propertyKey, propertyOf } from "./names.ts";
import type { TypeWriter } from "./types.ts";

export interface Method {
  /** In the interface `FitzClient`, with its doc comment. */
  readonly declaration: string;
  /** In the object that `createClient` makes. */
  readonly implementation: string;
}

/** What a method gives: a value read from JSON, the whole answer, or a stream of events. */
type AnswerKind = "value" | "response" | "events";

/** Parameters that callers fill, in the order of the signature. */
export function callParams(params: readonly RouteParam[]): readonly RouteParam[] {
  return params.filter(({ source }) =>
    source === "path" || source === "query" || source === "header" || source === "cookie" || source === "body"
  );
}

export function method(app: App, route: Route, name: string, types: TypeWriter): Method {
  const params = callParams(route.params);
  const doc = [route.doc, `\`${route.verb} ${route.path}\``].filter((part) => part !== null).join("\n\n");
  const { kind, type } = answerOf(route, types);
  const key = propertyKey(name);
  return {
    declaration: `${docComment(doc, "  ")}  ${key}(${
      argumentsType(params, types)
    }, options?: CallOptions): ${type};\n`,
    implementation: `    ${key}: (${argumentsName(params)}, options) => ${
      implementation(app, route, params, kind)
    },\n`,
  };
}

/** Longest type of arguments that stands on one line. */
const WIDTH = 70;

/** Declares `args`: one object with a member per parameter. */
export function argumentsType(params: readonly RouteParam[], types: TypeWriter): string {
  if (params.length === 0) return "args?: { [name: string]: never }";
  const members = params.map((param) => {
    const type = types.type(param.schema, "input");
    const isOptional = !isRequired(param);
    return `${propertyKey(param.name)}${isOptional ? "?" : ""}: ${type}${
      isOptional && type !== "unknown" ? " | undefined" : ""
    }`;
  });
  const line = `{ ${members.join("; ")} }`;
  const type = line.length <= WIDTH ? line : `{\n${members.map((one) => `    ${one};\n`).join("")}  }`;
  return `args${params.some(isRequired) ? "" : "?"}: ${type}`;
}

/** What implementations call their first parameter. */
export function argumentsName(params: readonly RouteParam[]): string {
  return params.length === 0 ? "_args" : "args";
}

/** Browsers send the cookies that they have: callers need not know them. */
function isRequired({ source, isRequired }: RouteParam): boolean {
  return source === "path" || (source !== "cookie" && isRequired);
}

function answerOf(route: Route, types: TypeWriter): { kind: AnswerKind; type: string } {
  const { result, verb, responses } = route;
  const plain = result.kind === "Result" ? result.ok : result;
  if (plain.kind === "Response" || verb === "HEAD") return { kind: "response", type: "Promise<Response>" };
  if (plain.kind === "Stream") {
    return { kind: "events", type: `EventStream<${types.type(plain.element, "output")}>` };
  }
  const type = types.type(plain, "output");
  const canBeEmpty = type !== "unknown" && responses.some(({ status }) => status === 204);
  return { kind: "value", type: `Promise<${canBeEmpty ? `${type} | undefined` : type}>` };
}

function implementation(
  app: App,
  route: Route,
  params: readonly RouteParam[],
  kind: AnswerKind,
): string {
  const parts = [`verb: ${JSON.stringify(route.verb)}`, ...addressParts(route.path, params)];
  const body = params.find((param) => param.source === "body");
  if (body !== undefined) {
    const value = argumentOf(body, params);
    parts.push(takesFiles(app, body.schema) ? `form: ${value}` : `json: ${value}`);
  }
  const call = `{ ${parts.join(", ")} }, options`;
  switch (kind) {
    case "value":
      return `service.value(${call})`;
    case "response":
      return `service.response(${call})`;
    case "events":
      return `new EventStream(() => service.events(${call}), readJson)`;
  }
}

/** `path`, and `query`, `headers` and `cookies` where there are any. */
export function addressParts(path: string, params: readonly RouteParam[]): string[] {
  const parts = [`path: ${pathExpression(path, params)}`];
  for (
    const [source, key] of [["query", "query"], ["header", "headers"], ["cookie", "cookies"]] as const
  ) {
    const values = params.filter((param) => param.source === source).map((param) =>
      `[${JSON.stringify(param.wireName)}, ${argumentOf(param, params)}]`
    );
    if (values.length > 0) parts.push(`${key}: [${values.join(", ")}]`);
  }
  return parts;
}

/** Literal pieces and values by turns, beginning with a literal. */
function pathExpression(path: string, params: readonly RouteParam[]): string {
  const pieces = path.split(/\{([^{}]*)\}/).map((piece, index) => {
    const param = index % 2 === 0 ? undefined : params.find(({ name }) => name === piece);
    return param === undefined
      ? JSON.stringify(encodeURI(piece).replaceAll("#", "%23"))
      : argumentOf(param, params);
  });
  if (pieces.length > 1 && pieces.at(-1) === '""') pieces.pop();
  return `[${pieces.join(", ")}]`;
}

function argumentOf(param: RouteParam, params: readonly RouteParam[]): string {
  return propertyOf(params.some(isRequired) ? "args" : "args?", param.name).replace("?[", "?.[");
}
