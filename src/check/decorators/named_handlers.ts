/** Functions that answer requests because a decorator names them: `@middleware(need_key)`. */
import type { Call, Decorator, Expr, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { middlewareKind } from "../../types/middleware_kind.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { ModuleContext } from "../context.ts";

/** One per program; it looks when somebody asks. */
export class NamedHandlers {
  readonly #modules: readonly ModuleContext[];
  #named: Set<FunctionSymbol> | null = null;
  #called: Set<FunctionSymbol> | null = null;

  /** @param modules all of the program; filled, with their names resolved, before the first question */
  constructor(modules: readonly ModuleContext[]) {
    this.#modules = modules;
  }

  /**
   * Whether an argument marked `@handler` names the function. One that has the signature of a middleware and that nothing calls counts too: other programs may import it.
   */
  has(symbol: FunctionSymbol): boolean {
    this.#named ??= this.#collect(namesInDecorators);
    if (this.#named.has(symbol)) return true;
    if (symbol.owner !== null || symbol.isNested || middlewareKind(symbol.type) === null) return false;
    this.#called ??= this.#collect(calledFunctions);
    return !this.#called.has(symbol);
  }

  #collect(collect: (context: ModuleContext, found: Set<FunctionSymbol>) => void): Set<FunctionSymbol> {
    const found = new Set<FunctionSymbol>();
    for (const context of this.#modules) collect(context, found);
    return found;
  }
}

function namesInDecorators(context: ModuleContext, found: Set<FunctionSymbol>): void {
  for (const stmt of context.module.program.body) {
    if (stmt.kind !== "FnDecl" && stmt.kind !== "ImportStmt" && stmt.kind !== "FromStmt") continue;
    for (const decorator of stmt.decorators) {
      const handler = handlerArgument(context, decorator);
      const symbol = handler && functionNamed(context, handler);
      if (symbol) found.add(symbol);
    }
  }
}

/** The argument of the parameter marked `@handler`. */
function handlerArgument(context: ModuleContext, decorator: Decorator): Expr | null {
  const params = context.catalogue.decorator(decorator.name.name)?.params ?? [];
  const at = params.findIndex((param) => param.marks?.has("handler"));
  if (at < 0) return null;
  const args = decorator.args ?? [];
  const arg = args.find((one) => one.name?.name === params[at].name) ?? args[at];
  return arg === undefined || arg.value.kind === "TypeArg" ? null : arg.value;
}

function calledFunctions(context: ModuleContext, found: Set<FunctionSymbol>): void {
  const visit = (node: Node): void => {
    const symbol = node.kind === "Call" ? functionNamed(context, (node as Call).callee) : null;
    if (symbol) found.add(symbol);
    forEachChild(node, visit);
  };
  visit(context.module.program);
}

/** The function that `f` or `module.f` means. */
function functionNamed(context: ModuleContext, expr: Expr): FunctionSymbol | null {
  if (expr.kind === "Name") {
    const symbol = context.module.symbols[expr.id];
    return symbol?.kind === "function" ? symbol : null;
  }
  if (expr.kind !== "Member" || expr.object.kind !== "Name") return null;
  const owner = context.module.symbols[expr.object.id];
  if (owner?.kind !== "module") return null;
  const symbol = context.program.modules[owner.index].names.get(expr.name.name);
  return symbol?.kind === "function" ? symbol : null;
}
