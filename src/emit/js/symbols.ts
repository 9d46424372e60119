/** Symbols of declaring nodes. */
import type { CheckedModule } from "../../check/result.ts";
import type { EnumDecl, FnDecl, Ident, Node, TypeDecl } from "../../syntax/ast.ts";
import type { Symbol, VariableSymbol } from "../../types/symbol.ts";

/** The symbol of a declaration: recorded on it or on its name. */
export function declared(
  module: CheckedModule,
  node: (FnDecl | TypeDecl | EnumDecl) & { readonly name: Ident },
): Symbol | undefined {
  return module.symbols[node.id] ?? module.symbols[node.name.id];
}

/** The variable that a declaring node names. */
export function variableAt(
  module: CheckedModule,
  node: Node & { readonly name?: Ident | string },
): VariableSymbol | undefined {
  let symbol = module.symbols[node.id];
  if (symbol === undefined && typeof node.name === "object") symbol = module.symbols[node.name.id];
  return symbol?.kind === "variable" ? symbol : undefined;
}
