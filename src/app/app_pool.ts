/** Which connection the parameters of type `DbConn` are filled with: data.md 2.8. */
import type { CheckedProgram } from "../check/result.ts";
import { awaitedStandIn } from "../types/assignability.ts";
import { isLibraryType } from "../types/middleware_kind.ts";
import type { VariableSymbol } from "../types/symbol.ts";
import type { FunctionType, Type } from "../types/type.ts";

/** Whether a parameter of a function that the runtime calls is filled with the app pool. */
export function isConnection(type: Type): boolean {
  return isLibraryType(type, "DbConn");
}

/** A function without the parameters that the app pool fills. */
export function withoutConnections(type: FunctionType): FunctionType {
  return type.params.some((param) => isConnection(param.type))
    ? { ...type, params: type.params.filter((param) => !isConnection(param.type)) }
    : type;
}

/** The top-level variables that may be the app pool: the one of the entry named `db` alone, else all. */
export function poolBindings({ modules, entry }: CheckedProgram): VariableSymbol[] {
  const own = modules[entry].variables.get(-1)?.find(({ name, type }) =>
    name === "db" && holdsConnection(type)
  );
  if (own) return [own];
  return modules.flatMap((module) => module.variables.get(-1) ?? []).filter(({ type }) =>
    holdsConnection(type)
  );
}

/** Whether a variable of the type holds a connection: one, a Result of one, or a `db.connect(…)` that has not been awaited. */
export function holdsConnection(type: Type): boolean {
  if (type.kind === "future") return awaitedStandIn(type) !== null;
  return isConnection(type.kind === "result" ? type.ok : type);
}

/** Whether functions of the namespace `db` are called, which use the app pool. */
export function usesPool({ modules }: CheckedProgram): boolean {
  return modules.some(({ calls }) =>
    calls.some((call) => {
      const library = call?.symbol?.kind === "function" ? call.symbol.library : null;
      return library !== null && library.startsWith("db.") && library !== "db.connect";
    })
  );
}
