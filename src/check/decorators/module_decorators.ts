/** All decorators of one module, with the types of what they stand on. */
import type { Decorator, FnDecl, NodeBase, Program, TypeDecl } from "../../syntax/ast.ts";
import type { DecoratorTarget, Symbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { checkDecorators } from "./check_decorators.ts";
import type { DecoratorHost, SingleDecorators } from "./decorator_host.ts";

/**
 * Checks every decorated declaration of a module, after its signatures and fields have their types. `symbols` are the
 * module's, by node id; `nested` are the decorated functions inside functions (from `checkJumps`).
 */
export function checkModuleDecorators(
  program: Program,
  symbols: readonly (Symbol | undefined)[],
  nested: readonly FnDecl[],
  host: DecoratorHost,
  singles: SingleDecorators,
): void {
  const walk = new ModuleDecorators(symbols, host, singles);
  for (const node of program.body) {
    switch (node.kind) {
      case "FnDecl":
        walk.fn(node, "fn", symbols[node.id], false);
        break;
      case "TypeDecl":
        walk.type(node);
        break;
      case "EnumDecl":
        walk.check(node.decorators, "enum", node, node.name.name);
        break;
      case "ImportStmt":
      case "FromStmt":
        walk.check(node.decorators, "import", node, node.path.map((part) => part.name).join("."));
        break;
    }
  }
  for (const node of nested) walk.fn(node, "fn", symbols[node.id], true);
}

class ModuleDecorators {
  readonly #symbols: readonly (Symbol | undefined)[];
  readonly #host: DecoratorHost;
  readonly #singles: SingleDecorators;

  constructor(symbols: readonly (Symbol | undefined)[], host: DecoratorHost, singles: SingleDecorators) {
    this.#symbols = symbols;
    this.#host = host;
    this.#singles = singles;
  }

  check(
    decorators: readonly Decorator[],
    target: DecoratorTarget,
    node: NodeBase,
    name: string,
    type: Type | null = null,
    functionDecorators = decorators,
    isNested = false,
  ): void {
    if (decorators.length === 0) return;
    const on = { target, name, node, decorators, isNested, type, functionDecorators };
    checkDecorators(on, this.#host, this.#singles);
  }

  fn(node: FnDecl, target: "fn" | "method", symbol: Symbol | undefined, isNested: boolean): void {
    this.check(node.decorators, target, node, node.name.name, null, node.decorators, isNested);
    const signature = symbol?.kind === "function" ? symbol.type : null;
    node.params.forEach((param, i) => {
      const type = signature?.params[i]?.type ?? null;
      this.check(param.decorators, "param", param, param.name.name, type, node.decorators);
    });
  }

  type(node: TypeDecl): void {
    this.check(node.decorators, "type", node, node.name.name);
    const symbol = this.#symbols[node.id];
    const type = symbol?.kind === "type" ? symbol : null;
    for (const member of node.members ?? []) {
      const { name } = member.name;
      if (member.kind === "FnDecl") this.fn(member, "method", type?.methods.get(name), false);
      else this.check(member.decorators, "field", member, name, type?.fields.get(name)?.type ?? null);
    }
  }
}
