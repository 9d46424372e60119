/** Generated code around handlers: middleware functions and rate limits in the order of web.md 6 and 13.3. */
import type { ArgumentRef, MiddlewareFunction, MiddlewareValue, Route } from "../../../app/manifest.ts";
import type { Decorator, Expr } from "../../../syntax/ast.ts";
import type { Type } from "../../../types/type.ts";
import type { EmitContext } from "../context.ts";
import { isRaw } from "../forms.ts";
import type { Leave } from "./parameter.ts";

/** The middlewares of a route by what they do. */
export interface RouteChain {
  /** Functions before the handler and limits, in order; limits by user come later. */
  readonly before: readonly (MiddlewareFunction | MiddlewareValue)[];
  readonly userLimits: readonly MiddlewareValue[];
  /** Outermost first. */
  readonly around: readonly MiddlewareFunction[];
  /** Innermost first: in the order in which they run. */
  readonly after: readonly MiddlewareFunction[];
}

export function chainOf({ middleware }: Pick<Route, "middleware">): RouteChain {
  const before = middleware.filter((one) =>
    one.kind === "pre" || (one.kind === "rate_limit" && one.by !== "user")
  );
  const functions = (kind: MiddlewareFunction["kind"]) =>
    middleware.filter((one): one is MiddlewareFunction => one.kind === kind);
  return {
    before,
    userLimits: middleware.filter((one): one is MiddlewareValue =>
      one.kind === "rate_limit" && one.by === "user"
    ),
    around: functions("wrap"),
    after: functions("post").toReversed(),
  };
}

/** Whether functions run around or after the handler, which then gives a `Response` value. */
export function hasAround(chain: RouteChain): boolean {
  return chain.around.length > 0 || chain.after.length > 0;
}

/** Statements that run the functions before the handler and count the limits. */
export function beforeStatements(
  context: EmitContext,
  chain: RouteChain,
  route: number,
  leave: Leave,
): string[] {
  return chain.before.flatMap((one, at) => {
    if (one.kind !== "pre") return limitStatements(context, one as MiddlewareValue, route, `$$l${at}`, leave);
    const { handler } = one as MiddlewareFunction;
    const name = JSON.stringify(handler.name);
    const { name: callee, isAsync } = context.entry(handler);
    const call = `${callee}(${context.runtime("requestValue")}($$x))`;
    const value = uniform(context, handler, `${isAsync ? "await " : ""}${call}`);
    return [
      `$$x.running = ${name};`,
      `const $$m${at} = ${value};`,
      `if ($$m${at} != null) ${leave(`${context.runtime("preAnswer")}($$x, ${name}, $$m${at})`)}`,
      "$$x.running = null;",
    ];
  });
}

function uniform(context: EmitContext, handler: MiddlewareFunction["handler"], code: string): string {
  const symbol = context.program.modules[handler.module].exports.get(handler.name);
  const isFloat = symbol?.kind === "function" && isRaw(symbol.type.result);
  return isFloat ? `${context.runtime("boxFloat")}(${code})` : code;
}

/** Statements that count the limits by user. */
export function userLimitStatements(
  context: EmitContext,
  chain: RouteChain,
  route: number,
  leave: Leave,
): string[] {
  return chain.userLimits.flatMap((one, at) => limitStatements(context, one, route, `$$u${at}`, leave));
}

function limitStatements(
  context: EmitContext,
  limit: MiddlewareValue,
  route: number,
  answer: string,
  leave: Leave,
): string[] {
  const limiter = limiterName(context, limit, route);
  return [`const ${answer} = ${limiter}.check($$x);`, `if (${answer} !== undefined) ${leave(answer)}`];
}

/** The variable of a limiter: one for each route where the limit is written on routes, else one for all of them. */
function limiterName(context: EmitContext, { level, value }: MiddlewareValue, route: number): string {
  const place = level === "route" ? `:${route}` : "";
  return context.declare(
    `limiter:${value.module}:${value.node}${place}`,
    "limiter",
    (name) => `let ${name};`,
  );
}

/** Statements that make the limiters of all routes when the program starts to serve. */
export function limiterStatements(context: EmitContext): string[] {
  const made = new Map<string, string>();
  // Sockets are counted behind the routes.
  [...context.app.routes, ...context.app.sockets].forEach(({ middleware }, route) => {
    for (const one of middleware) {
      if (one.kind !== "rate_limit") continue;
      const name = limiterName(context, one, route);
      if (made.has(name)) continue;
      const args = [valueOf(context, one.value), one.by === "user", made.size];
      made.set(name, `${name} = ${context.runtime("rateLimiter")}(${args.join(", ")});`);
    }
  });
  return [...made.values()];
}

function valueOf(context: EmitContext, reference: ArgumentRef): string {
  return `${valueFunction(context, reference)}()`;
}

/** Identifier of the function that evaluates the argument of a decorator. */
function valueFunction(context: EmitContext, reference: ArgumentRef): string {
  return context.evaluate(reference.module, argumentAt(context, reference), "middleware");
}

function argumentAt(context: EmitContext, { module, node }: ArgumentRef): Expr {
  for (const stmt of context.program.modules[module].program.body) {
    if (stmt.kind !== "FnDecl" && stmt.kind !== "ImportStmt" && stmt.kind !== "FromStmt") continue;
    for (const { args } of stmt.decorators as readonly Decorator[]) {
      for (const { value } of args ?? []) if (value.id === node && value.kind !== "TypeArg") return value;
    }
  }
  throw new Error(`no argument ${node} in module ${module}`);
}

/**
 * Statements that run what is around and after the handler and leave with the answer.
 *
 * @param call JavaScript that calls the handler
 * @param respond identifier of the function that makes its `Response`
 * @param waits the handler, or what stands in front of it, has to be awaited
 */
export function aroundStatements(
  context: EmitContext,
  chain: RouteChain,
  { call, respond, waits }: { readonly call: string; readonly respond: string; readonly waits: boolean },
  leave: Leave,
): string[] {
  const failure = context.runtime("failureResponse");
  const request = `${context.runtime("requestValue")}($$x)`;
  const lines: string[] = [];
  const wait = (code: string) => waits ? `await ${code}` : code;
  const level = (name: string, code: string, middleware: string) =>
    `const ${name} = ${
      waits ? "async " : ""
    }() => { try { return ${code}; } catch ($$error) { return ${failure}($$x, $$error, ${middleware}); } };`;
  let next = "$$next";
  lines.push(level(next, wait(`${respond}($$x, ${wait(call)})`), "null"));
  chain.around.toReversed().forEach(({ handler, isAsync }, at) => {
    const name = JSON.stringify(handler.name);
    const callee = context.filled(
      handler,
      waits && !isAsync ? context.waitingFunction(handler) : context.functionName(handler),
    );
    const given = waits ? `${context.runtime("waitingNext")}(${next})` : next;
    const outer = `$$next${at}`;
    lines.push(
      level(
        outer,
        `${context.runtime("middlewareResponse")}($$x, ${name}, ${wait(`${callee}(${request}, ${given})`)})`,
        name,
      ),
    );
    next = outer;
  });
  lines.push(`let $$answer = ${wait(`${next}()`)};`);
  for (const { handler } of chain.after) {
    const name = JSON.stringify(handler.name);
    const { name: callee, isAsync } = context.entry(handler);
    const code = `${isAsync ? "await " : ""}${callee}(${request}, $$answer)`;
    lines.push(
      `try { $$answer = ${context.runtime("middlewareResponse")}($$x, ${name}, ${code}); } ` +
        `catch ($$error) { $$answer = ${failure}($$x, $$error, ${name}); }`,
    );
  }
  lines.push(leave(`${context.runtime("finishResponse")}($$x, $$answer)`));
  return lines;
}

/** Whether values of a type may be Futures, which what is around the handler has to wait for. */
export function mayBeFuture(type: Type): boolean {
  return type.kind === "future" || type.kind === "any" || type.kind === "param" ||
    (type.kind === "nullable" && mayBeFuture(type.inner));
}

/** Whether some function of the list has to be awaited. */
export function someWait(
  context: EmitContext,
  list: readonly (MiddlewareFunction | MiddlewareValue)[],
): boolean {
  return list.some((one) => "handler" in one && context.entry(one.handler).isAsync);
}

const KINDS = [["cors", "cors"], ["secure_headers", "secureHeaders"], ["compress", "compress"]] as const;

/** JavaScript of `HttpProgram.answerRules`; `null` when no answer is changed. */
export function answerRules(context: EmitContext): string {
  const { globalMiddleware } = context.app;
  const routes = [...context.app.routes, ...context.app.sockets];
  const parts = KINDS.map(([kind, property]) => {
    const nearest = (list: Route["middleware"]) =>
      list.findLast((one) => one.kind === kind) as MiddlewareValue | undefined;
    const all = [nearest(globalMiddleware), ...routes.map((route) => nearest(route.middleware))];
    if (all.every((one) => one === undefined)) return { property, code: null };
    const codes = all.map((one) =>
      one === undefined ? "null" : `$$value(${valueFunction(context, one.value)})`
    );
    return { property, code: `{ global: ${codes[0]}, routes: [${codes.slice(1).join(", ")}] }` };
  });
  if (parts.every(({ code }) => code === null)) return "null";
  const properties = parts.map(({ property, code }) => `${property}: ${code}`);
  // One value for all places that share an argument.
  return `() => { const $$made = new Map(); const $$value = (make) => { ` +
    `if (!$$made.has(make)) $$made.set(make, make()); return $$made.get(make); }; return { ${
      properties.join(", ")
    } }; }`;
}
