/** `body_limit=` of a route: a number where it is a literal, a variable that the start fills where it is computed (web.md 1.2, 4.1). */
import { decoratorArgument, literalJson, literalText } from "../../../app/constants.ts";
import type { Route } from "../../../app/manifest.ts";
import type { FnDecl } from "../../../syntax/ast.ts";
import type { EmitContext } from "../context.ts";

/** JavaScript expression of the limit in the route function. */
export function routeLimit(context: EmitContext, route: Route, declaration: FnDecl): string {
  if (route.bodyLimit !== null) return String(route.bodyLimit);
  return computedLimit(context, route, declaration)?.variable ?? "$$x.server.settings.bodyLimit";
}

/** The statement that evaluates the limit at start, which fails for a value that is no size; null without a computed limit. */
export function limitStatement(context: EmitContext, route: Route): string | null {
  const { module, name } = route.handler;
  const found = context.program.decorated.find((one) => one.module === module && one.symbol.name === name);
  const limit = found ? computedLimit(context, route, found.declaration) : null;
  return limit && `${limit.variable} = ${context.runtime("checkSize")}(${limit.value}(), "body_limit");`;
}

function computedLimit(
  context: EmitContext,
  route: Route,
  declaration: FnDecl,
): { variable: string; value: string } | null {
  const decorator = declaration.decorators.find((one) =>
    one.name.name.toUpperCase() === route.verb &&
    literalText(decoratorArgument(one, "path", 0))?.replace(/\?.*/s, "") === route.path
  );
  const given = decorator && decoratorArgument(decorator, "body_limit", 1);
  if (!given || literalJson(given) !== undefined) return null;
  const variable = context.declare(
    `limit:${route.handler.module}:${given.id}`,
    "body_limit",
    (name) => `let ${name} = 0;`,
  );
  return { variable, value: context.evaluate(route.handler.module, given, "body_limit_value") };
}
