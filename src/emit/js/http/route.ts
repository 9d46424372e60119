/** One generated function per route: parameters, body, the handler's call, the answer, in the order of web.md section 6. */
import type { MiddlewareFunction, Route, RouteParam } from "../../../app/manifest.ts";
import type { FnDecl } from "../../../syntax/ast.ts";
import { printType } from "../../../types/print_type.ts";
import type { FunctionSymbol } from "../../../types/symbol.ts";
import { takesFiles } from "../../../types/files.ts";
import { ANY, type Type } from "../../../types/type.ts";
import type { EmitContext } from "../context.ts";
import { routeLimit } from "./body_limit.ts";
import { guardStatements, guardWaits, USER } from "./guard.ts";
import { type Leave, parameterStatements } from "./parameter.ts";
import {
  aroundStatements,
  beforeStatements,
  chainOf,
  hasAround,
  mayBeFuture,
  someWait,
  userLimitStatements,
} from "./middleware.ts";
import { responder, sender } from "./result.ts";

/** Sources of parameters that are not read from texts. */
const OWN_VALUES: ReadonlySet<RouteParam["source"]> = new Set(["body", "request", "database", "user"]);

/** Identifier of the route function `(x, …path texts)`. */
export function routeFunction(context: EmitContext, route: Route, index: number): string {
  const found = context.program.decorated.find(({ module, symbol }) =>
    module === route.handler.module && symbol.name === route.handler.name
  );
  if (!found) throw new Error(`no handler ${route.handler.name}`);
  return context.declare(
    `route:${index}`,
    `route_${route.handler.name}`,
    (name) => routeText(context, route, index, name, found.declaration, found.symbol),
  );
}

function routeText(
  context: EmitContext,
  route: Route,
  index: number,
  name: string,
  declaration: FnDecl,
  symbol: FunctionSymbol,
): string {
  const lines = [`$$x.route = ${index};`];
  const body = route.params.find((param) => param.source === "body");
  const chain = chainOf(route);
  const result = declaration.result === null ? ANY : symbol.type.result;
  // A `Response` for functions around the handler cannot be made of a Future.
  const entry = context.entry(symbol);
  const waits = entry.isAsync || someWait(context, chain.around) || (hasAround(chain) && mayBeFuture(result));
  const functions = route.middleware.filter((one): one is MiddlewareFunction => "handler" in one);
  const readsBody = route.readsBody || functions.some((one) => one.readsBody);
  const isAsync = guardWaits(context, route.guard) || waits || someWait(context, chain.before) ||
    someWait(context, chain.after) || body !== undefined || readsBody;
  const leave: Leave = isAsync
    ? (answer) => `return $$x.finish(${answer});`
    : (answer) => `return ${answer};`;
  const limit = routeLimit(context, route, declaration);
  if (route.flag !== null) {
    lines.push(
      `const $$off = ${context.runtime("flagIsOff")}($$x, ${JSON.stringify(route.flag)});`,
      `if ($$off !== undefined) ${leave("$$off")}`,
    );
  }
  if (functions.some((one) => one.kind === "pre" && one.readsBody)) {
    lines.push(`{ ${readStatements(context, limit, leave).join(" ")} }`);
  }
  lines.push(...beforeStatements(context, chain, index, leave));
  lines.push(...guardStatements(context, route.guard, "providerHeaders", leave));
  lines.push(...userLimitStatements(context, chain, index, leave));
  const target = (param: RouteParam) => `$$p${route.params.indexOf(param)}`;
  if (body) {
    const type = symbol.type.params[route.params.indexOf(body)].type;
    lines.push(...bodyStatements(context, body, type, target(body), limit, leave));
  } else if (readsBody) lines.push(...readStatements(context, limit, leave));
  const pathNames = [...route.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]);
  for (const param of route.params) {
    if (OWN_VALUES.has(param.source)) continue;
    const text = `$$t${pathNames.indexOf(param.name)}`;
    const node = declaration.params.find((one) => one.name.name === param.name)!;
    lines.push(...parameterStatements(context, param, node, target(param), text, leave));
  }
  // The entry fills connections by itself.
  const args = route.params.filter((param) => param.source !== "database").map((param) =>
    param.source === "request"
      ? `${context.runtime("requestValue")}($$x)`
      : param.source === "user"
      ? USER
      : target(param)
  );
  const call = `${entry.name}(${args.join(", ")})`;
  if (hasAround(chain)) {
    const respond = responder(context, result);
    lines.push(...aroundStatements(context, chain, { call, respond, waits }, leave));
  } else {
    lines.push(leave(`${sender(context, result)}($$x, ${entry.isAsync ? "await " : ""}${call})`));
  }
  const texts = pathNames.map((_, at) => `$$t${at}`);
  const params = ["$$x", ...texts].join(", ");
  if (!isAsync) return `function ${name}(${params}) {\n  ${lines.join("\n  ")}\n}`;
  // Nobody waits for the function's own promise: the exchange has one that the request's time limit can end.
  return `async function ${name}(${params}) {\n  $$x.isFinishing = true;\n  try {\n    ${
    lines.join("\n    ")
  }\n  } ` +
    "catch ($$error) {\n    $$x.fail($$error);\n  }\n}";
}

function readStatements(context: EmitContext, limit: string, leave: Leave): string[] {
  return [
    `const $$read = ${context.runtime("readBody")}($$x, ${limit});`,
    "const $$bytes = $$read instanceof Promise ? await $$read : $$read;",
    `if ($$bytes instanceof Response) ${leave("$$bytes")}`,
    "$$x.bytes = $$bytes;",
  ];
}

function bodyStatements(
  context: EmitContext,
  param: RouteParam,
  type: Type,
  target: string,
  limit: string,
  leave: Leave,
): string[] {
  const inner = type.kind === "nullable" ? type.inner : type;
  // Files have no JSON form, so there is no text to decode fast.
  const native = takesFiles(type) ? `() => ${context.runtime("BAD")}` : context.decoder(type);
  const spec = context.declare(
    `body:${param.name}:${printType(type)}:${context.shape(type)}`,
    `body_${param.name}`,
    (name) =>
      `const ${name} = { param: ${JSON.stringify(param.name)}, native: ${native}, shape: ${
        context.shape(type)
      }, subject: ${JSON.stringify(`body for '${printType(inner)}'`)} };`,
  );
  const isRaw = inner.kind === "primitive" && inner.name === "Float";
  const decode = [
    `const $$decoded = ${context.runtime("decodeBody")}($$x, $$kind, ${spec});`,
    `if ($$decoded instanceof ${context.runtime("DecodeProblems")}) ${
      leave(`${context.runtime("wrongBody")}($$x, $$decoded)`)
    }`,
    isRaw
      ? `${target} = $$decoded === null ? null : ${context.runtime("unboxFloat")}($$decoded);`
      : `${target} = $$decoded;`,
  ];
  const absent = param.hasDefault ? "undefined" : type.kind === "nullable" ? "null" : null;
  return [
    `const $$kind = ${context.runtime("bodyKind")}($$x${takesFiles(type) ? ", true" : ""});`,
    `if (typeof $$kind !== "string") ${leave("$$kind")}`,
    ...readStatements(context, limit, leave),
    `let ${target};`,
    ...(absent === null ? decode : [
      `if ($$x.bytes.length === 0) ${target} = ${absent};`,
      `else { ${decode.join(" ")} }`,
    ]),
  ];
}
