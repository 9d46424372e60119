/** Who may call a handler, and who says who calls: the decorators of web.md 16, as the features and the emitter read them. */
import type { CheckedModule, CheckedProgram } from "../check/result.ts";
import type { Block, Expr, FnDecl, Node } from "../syntax/ast.ts";
import { typesEqual } from "../types/equality.ts";
import type { Type } from "../types/type.ts";
import { decoratorArgument, literalText } from "./constants.ts";
import type { Guard } from "./manifest.ts";
import { walk } from "./walk.ts";

type Decorated = CheckedProgram["decorated"][number];

export interface Auth {
  /** All functions with `@auth_provider`; one, unless the program is wrong. */
  readonly providers: readonly Decorated[];
  /** The type of the users that the provider gives; null where it is not known. */
  readonly user: Type | null;
}

const GUARDS: ReadonlySet<string> = new Set(["authenticated", "admin", "requires"]);
/** What a match arm may have in place of a value. */
const JUMPS: ReadonlySet<string> = new Set(["ReturnStmt", "StatusReturn", "BreakStmt", "ContinueStmt"]);
const known = new WeakMap<CheckedProgram, Auth>();

/** The guard of a function; null without one. */
export function guardOf({ decorators }: Pick<FnDecl, "decorators">): Guard | null {
  const guards = decorators.filter((one) => GUARDS.has(one.name.name));
  if (guards.length === 0) return null;
  const roles = guards.flatMap((one) =>
    one.name.name === "requires" ? literalText(decoratorArgument(one, "role", 0)) ?? [] : []
  );
  const isAdmin = guards.some((one) => one.name.name === "admin");
  return isAdmin ? { roles: ["admin"], isAdmin } : { roles: [...new Set(roles)], isAdmin };
}

/** Whether a decorator is a guard. */
export function isGuard({ name }: FnDecl["decorators"][number]): boolean {
  return GUARDS.has(name.name);
}

export function authOf(program: CheckedProgram): Auth {
  let auth = known.get(program);
  if (auth === undefined) known.set(program, auth = findAuth(program));
  return auth;
}

/** Whether values of the type are of one that the program declares. */
export function isNominal(type: Type): boolean {
  return (type.kind === "instance" || type.kind === "enum") && type.symbol.module >= 0;
}

function findAuth(program: CheckedProgram): Auth {
  const providers = program.decorated.filter(({ declaration }) =>
    declaration.decorators.some((one) => one.name.name === "auth_provider")
  );
  const [provider] = providers;
  return { providers, user: provider ? userOf(program, provider) : null };
}

/** The declared type; that of the returned users behind a bare `Result`; else that of the guarded handlers' parameters called `user`. */
function userOf(program: CheckedProgram, { module, declaration, symbol }: Decorated): Type | null {
  const { result } = symbol.type;
  if (declaration.result === null || result.kind !== "result") return null;
  if (result.ok.kind !== "any") return isNominal(result.ok) ? result.ok : null;
  const returned = distinct(returnedUsers(program.modules[module], declaration));
  if (returned.length > 0) return returned.length === 1 ? returned[0] : null;
  const taken = distinct(program.decorated.flatMap(({ declaration, symbol }) => {
    const at = declaration.params.findIndex((param) => param.name.name === "user");
    return at < 0 || !declaration.decorators.some(isGuard) ? [] : [symbol.type.params[at].type];
  }));
  return taken.length === 1 ? taken[0] : null;
}

function distinct(types: readonly Type[]): Type[] {
  const found: Type[] = [];
  for (const type of types) {
    if (isNominal(type) && !found.some((one) => typesEqual(one, type))) found.push(type);
  }
  return found;
}

/** The types of what a function returns in `Ok`. */
function returnedUsers(module: CheckedModule, { body }: FnDecl): Type[] {
  const found: Type[] = [];
  const take = (type: Type | undefined) => {
    if (type) found.push(type);
  };
  const value = (expr: Expr): void => {
    switch (expr.kind) {
      case "Paren":
        return value(expr.expr);
      case "IfExpr":
        last(expr.then);
        if (expr.otherwise?.kind === "IfExpr") value(expr.otherwise);
        else if (expr.otherwise) last(expr.otherwise);
        return;
      case "MatchExpr":
        for (const { body } of expr.arms) {
          if (body.kind === "Block") last(body);
          else if (!JUMPS.has(body.kind)) value(body as Expr);
        }
        return;
      case "Call":
        if (module.calls[expr.id]?.kind === "ok") {
          const [given] = expr.args;
          if (given && given.value.kind !== "TypeArg") take(module.types[given.value.id]);
          return;
        }
    }
    const type = module.types[expr.id];
    if (type?.kind === "result") take(type.ok);
  };
  const last = ({ body }: Block): void => {
    const end = body.at(-1);
    if (end?.kind === "ExprStmt") value(end.expr);
  };
  if (body && body.kind !== "Block") value(body);
  walk(body, (node: Node) => {
    if (node.kind === "ReturnStmt" && node.value) value(node.value);
  });
  return found;
}
