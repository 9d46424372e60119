/** The HTTP part of an emitted program: routes, router, settings, probes. */
import type { Probe, Route, Verb } from "../../../app/manifest.ts";
import { literalJson } from "../../../app/constants.ts";
import { servesHttp } from "../../../app/is_service.ts";
import { SERVER_ARGUMENTS, serverArgument } from "../../../features/server/lower.ts";
import type { EmitContext } from "../context.ts";
import { limitStatement } from "./body_limit.ts";
import { answerRules, limiterStatements } from "./middleware.ts";
import { routeFunction } from "./route.ts";
import { socketEndpoints, socketFunction } from "./socket.ts";
import { type RouterEntry, routerFunction } from "./router.ts";

/** JavaScript of the program's `HttpProgram` (src/runtime/http/http_program.ts); null when it serves nothing. */
export function emitHttp(context: EmitContext): string | null {
  const { app } = context;
  if (!servesHttp(app)) return null;
  const byVerb = new Map<Verb, RouterEntry[]>();
  app.routes.forEach((route, index) => {
    const entries = byVerb.get(route.verb) ?? [];
    byVerb.set(route.verb, entries);
    entries.push({ path: route.path, target: routeFunction(context, route, index) });
  });
  const label = (method: string, { path, handler }: Pick<Route, "path" | "handler">) =>
    `{ method: "${method}", template: ${JSON.stringify(path)}, handler: ${JSON.stringify(handler.name)} }`;
  const labels = [
    ...app.routes.map((route) => label(route.verb, route)),
    ...app.sockets.map((socket) => label("WS", socket)),
  ];
  const limits = [
    ...app.routes.map((route) => limitStatement(context, route)).filter((one) => one !== null),
    ...limiterStatements(context),
  ];
  return `{
  routes: [${labels.join(", ")}],
  settings: () => { ${limits.join(" ")} return ${settings(context)}; },
  sockets: ${socketEndpoints(context)},
  dispatch: ${dispatcher(context, byVerb)},
  answerRules: ${answerRules(context)},
  healthz: ${probe(context, "healthz")},
  readyz: ${probe(context, "readyz")},
  usesTraceContext: ${usesTraceContext(context)},
}`;
}

/** The function that answers a probe; `null` without one. */
export function probe(context: EmitContext, kind: Probe["kind"]): string {
  const found = context.app.probes.find((one) => one.kind === kind);
  return found ? `{ call: () => ${context.entry(found.handler).name}() }` : "null";
}

/** The evaluation of `@server(…)`. */
export function settings(context: EmitContext): string {
  return `${context.runtime("serverSettings")}({ ${givenSettings(context).join(", ")} })`;
}

function dispatcher(context: EmitContext, byVerb: ReadonlyMap<Verb, readonly RouterEntry[]>): string {
  const router = (verb: Verb): string | null => {
    const entries = byVerb.get(verb);
    return entries === undefined ? null : context.declare(
      `router:${verb}`,
      `find_${verb}`,
      (name) => routerFunction(name, entries, "$$x.server.automaticAnswer($$x)"),
    );
  };
  const cases: string[] = [];
  const sockets = socketRouter(context);
  if (sockets !== null) {
    const upgrade = `if (${
      context.runtime("wantsUpgrade")
    }($$x)) { const $$s = ${sockets}($$x, $$x.path); if ($$s !== undefined || $$x.isFinishing) return $$s; }`;
    cases.push(`case "GET": ${upgrade} return ${router("GET") ?? "(() => undefined)"}($$x, $$x.path);`);
  }
  for (const verb of byVerb.keys()) {
    if (verb === "GET" && sockets !== null) continue;
    if (verb !== "HEAD") cases.push(`case "${verb}": return ${router(verb)}($$x, $$x.path);`);
  }
  const head = router("HEAD");
  const get = router("GET");
  const searches = [head, get].filter((one) => one !== null).map((one) => `${one}($$x, $$x.path)`);
  if (searches.length > 0) cases.push(`case "HEAD": return ${searches.join(" ?? ")};`);
  return context.declare(
    "dispatch",
    "dispatch",
    (name) => `function ${name}($$x) {\n  switch ($$x.method) {\n    ${cases.join("\n    ")}\n  }\n}`,
  );
}

/** The router of the WebSocket endpoints; null without one. */
function socketRouter(context: EmitContext): string | null {
  const { routes, sockets } = context.app;
  if (sockets.length === 0) return null;
  const entries = sockets.map((socket, index): RouterEntry => ({
    path: socket.path,
    target: socketFunction(context, socket, index, routes.length + index),
  }));
  return context.declare("router:WS", "find_WS", (name) => routerFunction(name, entries, "undefined"));
}

/** What `@server` gives, as properties; literals as they are, anything else evaluated when the server starts. */
function givenSettings(context: EmitContext): string[] {
  for (const { module, declaration } of context.program.decorated) {
    const decorator = declaration.decorators.find((one) => one.name.name === "server");
    if (!decorator) continue;
    return SERVER_ARGUMENTS.flatMap((name) => {
      const given = serverArgument(decorator, name);
      if (given === undefined) return [];
      const literal = literalJson(given);
      return [
        `${name}: ${
          literal === undefined ? `${context.evaluate(module, given, name)}()` : JSON.stringify(literal)
        }`,
      ];
    });
  }
  return [];
}

/** Calls that look at the trace they belong to, or whose failures are recorded with it. */
const CONTEXT_READERS = /^(?:(?:log|Logger|trace|http)\.|spawn$)/;

function usesTraceContext(context: EmitContext): boolean {
  return context.program.modules.some((module) =>
    module.calls.some((call) => {
      const symbol = call?.symbol;
      return symbol?.kind === "function" && symbol.library !== null && CONTEXT_READERS.test(symbol.library);
    })
  );
}
