/** Middleware of routes: `@middleware`, `@server(cors=…)` (web.md 13–15). */
import type { Middleware, Route, Socket } from "../../app/manifest.ts";
import { withErrorStatus } from "../../app/reasons.ts";
import { usesRequestBody } from "../../app/request_body_use.ts";
import { loadCatalogue } from "../../catalogue/load_catalogue.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator } from "../../syntax/ast.ts";
import type { Feature, FeatureContext } from "../feature.ts";
import { MIDDLEWARE_DIAGNOSTICS } from "./diagnostics.ts";
import { reportArgument, signatureKind } from "./functions.ts";
import { moduleUses, type Use, usesOf } from "./uses.ts";
import { checkValueCall, middlewareValue } from "./values.ts";

export const middlewareFeature: Feature = {
  name: "middleware",
  diagnostics: MIDDLEWARE_DIAGNOSTICS,
  lower(context) {
    return new Lowering(context).app();
  },
};

class Lowering {
  readonly #context: FeatureContext;
  readonly #entries = new Map<Use, Middleware | null>();
  /** Calls of `cors` and its like that were looked at. */
  readonly #calls = new Set<object>();
  /** Limits by user that some route with a user has. */
  readonly #withUser = new Set<Use>();

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  app() {
    const { program, app } = this.#context;
    const global: Use[] = [];
    const own = new Map<string, readonly Use[]>();
    const guarded = new Set<string>();
    for (const { module, declaration, symbol } of program.decorated) {
      const { decorators } = declaration;
      const isServer = decorators.some((one) => one.name.name === "server");
      const uses = usesOf(this.#context, module, decorators, isServer ? "global" : "route");
      this.#checkLevel(uses);
      if (isServer) global.push(...uses);
      else own.set(`${module}:${symbol.name}`, uses);
      if (isGuarded(decorators)) guarded.add(`${module}:${symbol.name}`);
    }
    const { statements, byModule } = moduleUses(this.#context);
    for (const uses of statements) this.#checkLevel(uses);
    const routes = app.routes.map((route): Route => {
      const key = `${route.handler.module}:${route.handler.name}`;
      const uses = [...global, ...byModule.get(route.handler.module) ?? [], ...own.get(key) ?? []];
      const middleware = this.#chain(uses, guarded.has(key));
      const isLimited = middleware.some((one) => one.kind === "rate_limit");
      const responses = isLimited ? withErrorStatus(route.responses, 429) : route.responses;
      return { ...route, middleware, responses };
    });
    const sockets = app.sockets.map((socket): Socket => {
      const key = `${socket.handler.module}:${socket.handler.name}`;
      const inherited = [...global, ...byModule.get(socket.handler.module) ?? []];
      const written = own.get(key) ?? [];
      this.#refuseAround(socket, written);
      // What runs after or around a handler has no place on a connection: inherited ones are passed over.
      const middleware = this.#chain([...inherited, ...written], guarded.has(key))
        .filter(({ kind }) => kind !== "post" && kind !== "wrap");
      return { ...socket, middleware };
    });
    this.#reportUserLimits();
    return { routes, sockets, globalMiddleware: this.#chain(global, true) };
  }

  #refuseAround(socket: Socket, uses: readonly Use[]): void {
    for (const use of uses) {
      const entry = this.#entry(use);
      if (entry?.kind !== "post" && entry?.kind !== "wrap") continue;
      this.#context.report(diagnostic(
        "error",
        "middleware/ws",
        { file: use.file, start: use.argument.start, end: use.argument.end },
        `the middleware \`${entry.handler.name}\` runs ${
          entry.kind === "post" ? "after" : "around"
        } a handler, which \`${socket.handler.name}\` on a WebSocket has not`,
        { help: ["middleware of a `@ws` function runs before the upgrade: `fn(req: Request)`"] },
      ));
    }
  }

  #chain(uses: readonly Use[], hasUser: boolean): Middleware[] {
    return uses.flatMap((use) => {
      const entry = this.#entry(use);
      if (entry?.kind !== "rate_limit" || entry.by !== "user") return entry ?? [];
      // A limit by user that is written for many routes leaves those without a user alone.
      if (!hasUser) return [];
      this.#withUser.add(use);
      return entry;
    });
  }

  /** Uses above one declaration. */
  #checkLevel(uses: readonly Use[]): void {
    let first: Use | null = null;
    for (const use of uses) {
      if (this.#entry(use)?.kind !== "cors") continue;
      if (first === null) first = use;
      else this.#reportDuplicate(use, first);
    }
  }

  #reportDuplicate({ file, argument }: Use, first: Use): void {
    this.#context.report(diagnostic(
      "error",
      "cors/duplicate",
      { file, start: argument.start, end: argument.end },
      "a second `cors` at the same place",
      {
        label: "given again here",
        labels: [{
          span: { file: first.file, start: first.argument.start, end: first.argument.end },
          text: "given here first",
        }],
        help: ["one `cors(…)` takes a list of origins: make one of them"],
      },
    ));
  }

  /** The manifest's entry of a use; null when it is wrong, which is reported once. */
  #entry(use: Use): Middleware | null {
    let entry = this.#entries.get(use);
    if (entry === undefined) {
      entry = this.#lower(use);
      this.#entries.set(use, entry);
    }
    return entry;
  }

  #lower(use: Use): Middleware | null {
    const { meaning, level } = use;
    if (meaning?.kind === "value") {
      const entry = middlewareValue(this.#context, use, meaning);
      if (entry && !this.#calls.has(meaning.call)) {
        this.#calls.add(meaning.call);
        checkValueCall(this.#context, meaning);
      }
      if (entry === null || (use.isServerCors && entry.kind !== "cors")) {
        reportArgument(this.#context, use);
        return null;
      }
      return entry;
    }
    if (meaning === null || meaning.symbol.library !== null || use.isServerCors) {
      reportArgument(this.#context, use);
      return null;
    }
    const { symbol } = meaning;
    const kind = signatureKind(this.#context, use, symbol);
    if (kind === null) return null;
    const module = this.#context.program.modules[symbol.module];
    return {
      kind,
      level,
      handler: { module: symbol.module, name: symbol.name },
      isAsync: symbol.type.isAsync,
      readsBody: symbol.declaration !== null && usesRequestBody(module, symbol.declaration, symbol),
    };
  }

  /** Limits by user that count nobody. */
  #reportUserLimits(): void {
    for (const [{ file, argument, level }, entry] of this.#entries) {
      if (entry?.kind !== "rate_limit" || entry.by !== "user") continue;
      const isKnown = [...this.#withUser].some((use) => use.argument === argument && use.file === file);
      if (isKnown) continue;
      const place = level === "route" ? "this route has no user" : "none of these routes has a user";
      this.#context.report(diagnostic(
        "error",
        "rate/user",
        { file, start: argument.start, end: argument.end },
        `\`rate_limit\` by \`"user"\`, but ${place}`,
        { help: ["put a guard such as `@authenticated` on the route, or limit by `ip` or by a header"] },
      ));
    }
  }
}

/** Whether a guard makes sure that there is a user. */
function isGuarded(decorators: readonly Decorator[]): boolean {
  const catalogue = loadCatalogue();
  return decorators.some((one) => catalogue.decorator(one.name.name)?.marks.has("guards") === true);
}
