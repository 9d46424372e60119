/** Where `@middleware` stands in a program, and what its arguments mean: web.md 13.1. */
import { assignedOnce, decoratorArgument } from "../../app/constants.ts";
import type { MiddlewareLevel } from "../../app/manifest.ts";
import type { CheckedModule } from "../../check/result.ts";
import type { SourceFile } from "../../diagnostics/diagnostic.ts";
import type { Call, Decorator, Expr } from "../../syntax/ast.ts";
import type { FunctionSymbol, Symbol } from "../../types/symbol.ts";
import type { FeatureContext } from "../feature.ts";

/** One middleware at one place. */
export interface Use {
  readonly level: MiddlewareLevel;
  readonly module: number;
  readonly file: SourceFile;
  /** The argument as written. */
  readonly argument: Expr;
  /** It is the argument `cors` of `@server`. */
  readonly isServerCors: boolean;
  /** The function or the call of `cors` and its like behind it; null for anything else, which is reported. */
  readonly meaning: NamedFunction | ValueCall | null;
}

export interface NamedFunction {
  readonly kind: "function";
  readonly symbol: FunctionSymbol;
}

/** A call of a function of the library that gives a middleware. */
export interface ValueCall {
  readonly kind: "value";
  /** Of the library function. */
  readonly name: string;
  /** The module that the call stands in. */
  readonly module: number;
  readonly call: Call;
}

/** Uses above the imports of a program. */
export interface ModuleUses {
  /** Those of each statement. */
  readonly statements: readonly (readonly Use[])[];
  /** Those that apply to a module. */
  readonly byModule: ReadonlyMap<number, readonly Use[]>;
}

/** Uses among the decorators of one declaration, as written; `@server(cors=…)` is one. */
export function usesOf(
  context: FeatureContext,
  module: number,
  decorators: readonly Decorator[],
  level: MiddlewareLevel,
): Use[] {
  return decorators.flatMap((decorator): Use[] => {
    const { name } = decorator.name;
    const argument = name === "middleware"
      ? decoratorArgument(decorator, "f", 0)
      : name === "server"
      ? decoratorArgument(decorator, "cors")
      : undefined;
    if (argument === undefined || (name === "server" && argument.kind === "NullLit")) return [];
    const { file } = context.program.modules[module];
    const meaning = meaningOf(context, module, argument);
    return [{ level, module, file, argument, isServerCors: name === "server", meaning }];
  });
}

function meaningOf(context: FeatureContext, module: number, expr: Expr): NamedFunction | ValueCall | null {
  const { modules } = context.program;
  if (expr.kind === "Paren") return meaningOf(context, module, expr.expr);
  if (expr.kind === "Call") {
    const symbol = modules[module].calls[expr.id]?.symbol;
    const name = symbol?.kind === "function" ? symbol.library : null;
    return name === null ? null : { kind: "value", name, module, call: expr };
  }
  const symbol = named(context, modules[module], expr);
  if (symbol?.kind === "function") return { kind: "function", symbol };
  if (symbol?.kind !== "variable") return null;
  const value = assignedOnce(context.program, symbol);
  return value?.kind === "Call" ? meaningOf(context, symbol.scope.module, value) : null;
}

/** The symbol of `name` or `module.name`. */
function named(context: FeatureContext, module: CheckedModule, expr: Expr): Symbol | undefined {
  if (expr.kind === "Name") return module.symbols[expr.id];
  if (expr.kind !== "Member" || expr.object.kind !== "Name") return undefined;
  const owner = module.symbols[expr.object.id];
  return owner?.kind === "module"
    ? context.program.modules[owner.index].exports.get(expr.name.name)
    : undefined;
}

/**
 * Uses above imports: each applies to the imported module and all that it imports. A function that reaches a module by several imports is there once.
 */
export function moduleUses(context: FeatureContext): ModuleUses {
  const { modules, entry } = context.program;
  const byModule = new Map<number, Use[]>();
  const statements: Use[][] = [];
  for (const index of inOrderOfImport(modules, entry)) {
    for (const stmt of modules[index].program.body) {
      if (stmt.kind !== "ImportStmt" && stmt.kind !== "FromStmt") continue;
      const imported = modules[index].imports.get(stmt.path.map((part) => part.name).join("."));
      const uses = imported === undefined ? [] : usesOf(context, index, stmt.decorators, "module");
      if (uses.length === 0) continue;
      statements.push(uses);
      for (const reached of inOrderOfImport(modules, imported!)) addUses(byModule, reached, uses);
    }
  }
  return { statements, byModule };
}

function addUses(found: Map<number, Use[]>, module: number, uses: readonly Use[]): void {
  const known = found.get(module) ?? [];
  found.set(module, known);
  for (const use of uses) {
    const { meaning } = use;
    const isThere = meaning?.kind === "function" &&
      known.some((one) => one.meaning?.kind === "function" && one.meaning.symbol === meaning.symbol);
    if (!isThere) known.push(use);
  }
}

/** `start` and all modules that it imports, as a reader meets them. */
function inOrderOfImport(modules: readonly CheckedModule[], start: number): ReadonlySet<number> {
  const met = new Set<number>();
  const visit = (index: number): void => {
    if (met.has(index)) return;
    met.add(index);
    for (const imported of modules[index].imports.values()) visit(imported);
  };
  visit(start);
  return met;
}
