/** Routes: `@get`, `@post`, `@put`, `@patch`, `@delete`, `@head`, `@options` (web.md 4, 5, 19). */
import { changeTo } from "../../diagnostics/fix.ts";
import { decoratorArgument, literalJson } from "../../app/constants.ts";
import type { Route, RouteParam, Verb } from "../../app/manifest.ts";
import { usesRequestBody } from "../../app/request_body_use.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr } from "../../syntax/ast.ts";
import { parseSize } from "../../syntax/server_values.ts";
import type { Feature, FeatureContext } from "../feature.ts";
import { checkResponseLiterals, checkResult } from "./answers.ts";
import { ROUTE_DIAGNOSTICS } from "./diagnostics.ts";
import { operationIds } from "./operation_ids.ts";
import { type Handler, report, resolveParameters, spanOf } from "./parameters.ts";
import { responsesOf } from "./responses.ts";
import { parseTemplate, pathShape, type Template } from "./template.ts";

const VERBS: ReadonlyMap<string, Verb> = new Map([
  ["get", "GET"],
  ["post", "POST"],
  ["put", "PUT"],
  ["patch", "PATCH"],
  ["delete", "DELETE"],
  ["head", "HEAD"],
  ["options", "OPTIONS"],
]);

interface FoundRoute {
  readonly handler: Handler;
  readonly decorator: Decorator;
  readonly verb: Verb;
  readonly template: Template;
  readonly params: readonly RouteParam[];
}

export const routeFeature: Feature = {
  name: "route",
  diagnostics: ROUTE_DIAGNOSTICS,
  lower(context) {
    const found = findRoutes(context);
    reportClashes(found);
    for (const handler of new Set(found.map((route) => route.handler))) checkResult(handler);
    checkResponseLiterals(context);
    const { modules, entry } = context.program;
    const ids = operationIds(found.map(({ handler, verb }) => ({
      name: handler.symbol.name,
      module: modules[handler.module].name,
      verb,
    })));
    return {
      routes: found.map(({ handler, decorator, verb, template, params }, index): Route => ({
        verb,
        path: template.path,
        handler: { module: handler.module, name: handler.symbol.name },
        isAsync: handler.declaration.isAsync,
        params,
        result: context.schemas.schemaOf(handler.symbol.type.result),
        readsBody: usesRequestBody(modules[handler.module], handler.declaration, handler.symbol),
        bodyLimit: bodyLimit(decorator),
        flag: null,
        middleware: [],
        responses: responsesOf(handler, params),
        doc: handler.symbol.doc ?? handler.declaration.doc,
        tag: handler.module === entry ? null : modules[handler.module].name,
        operationId: ids[index],
      })),
    };
  },
};

/** In source order, main module first. */
function findRoutes(context: FeatureContext): FoundRoute[] {
  const { entry, decorated } = context.program;
  const ordered = [
    ...decorated.filter((one) => one.module === entry),
    ...decorated.filter((one) => one.module !== entry),
  ];
  const found: FoundRoute[] = [];
  for (const { module, declaration, symbol } of ordered) {
    const handler: Handler = { context, module, declaration, symbol };
    for (const decorator of declaration.decorators) {
      const verb = VERBS.get(decorator.name.name);
      const route = verb && readRoute(handler, decorator, verb);
      if (route) found.push(route);
    }
  }
  return found;
}

function readRoute(handler: Handler, decorator: Decorator, verb: Verb): FoundRoute | null {
  const path = decoratorArgument(decorator, "path", 0);
  const text = path ? routeText(path) : null;
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
  for (const { code, message, mended } of problems) {
    const span = spanOf(handler, path);
    const isPlain = span.file.text.slice(span.start, span.end) === `"${text}"`;
    const fixes = mended !== undefined && isPlain ? changeTo(span, `"${mended}"`) : [];
    report(handler, code, path, message, [], fixes);
  }
  if (problems.length > 0) return null;
  const params = resolveParameters(handler, verb, template, path);
  return { handler, decorator, verb, template, params };
}

/** The literal with its braces as written: decorators do not interpolate. */
function routeText(expr: Expr): string | null {
  return expr.kind === "StrLit" && expr.parts.every((part) => typeof part === "string")
    ? expr.parts.join("")
    : null;
}

function bodyLimit(decorator: Decorator): number | null {
  const given = decoratorArgument(decorator, "body_limit", 1);
  const value = given === undefined ? undefined : literalJson(given);
  return typeof value === "number" ? value : typeof value === "string" ? parseSize(value) : null;
}

function reportClashes(routes: readonly FoundRoute[]): void {
  const first = new Map<string, FoundRoute>();
  for (const route of routes) {
    const key = `${route.verb} ${pathShape(route.template.path)}`;
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, route);
      continue;
    }
    const { verb, template, handler, decorator } = route;
    const other = earlier.handler.symbol.name;
    const isSame = template.path === earlier.template.path;
    const message = isSame
      ? `${verb} ${template.path} is already handled by fn '${other}'`
      : `${verb} ${template.path} is ambiguous with ${verb} ${earlier.template.path} of fn '${other}'`;
    handler.context.report(
      diagnostic(
        "error",
        isSame ? "http/duplicate-route" : "http/ambiguous-route",
        spanOf(handler, decorator),
        message,
        {
          labels: [{
            span: spanOf(earlier.handler, earlier.decorator),
            text: `fn '${other}' handles it here`,
          }],
          help: ["give one of them another path or verb"],
        },
      ),
    );
  }
}
