/** Which variables and names a module reads and writes: collected once, for all rules. */
import type { Range } from "../check/context.ts";
import type { CheckedModule } from "../check/result.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import type { VariableSymbol } from "../types/symbol.ts";

export class Usage {
  readonly reads = new Map<VariableSymbol, Range[]>();
  /** Declarations and assignments. */
  readonly writes = new Map<VariableSymbol, Range[]>();
  /** The value of the statement that first declares a variable. */
  readonly initialisers = new Map<VariableSymbol, Expr>();
  /** Names of the module's top level that something in it mentions. */
  readonly mentioned = new Set<string>();

  constructor(readonly module: CheckedModule) {}

  /** To be called with every node and the one around it. */
  visit(node: Node, parent: Node | undefined): void {
    switch (node.kind) {
      case "Name": {
        const symbol = this.module.symbols[node.id];
        const isTarget = parent?.kind === "AssignStmt" && parent.target === node;
        if (symbol?.kind === "variable") add(isTarget ? this.writes : this.reads, symbol, node);
        // What is not resolved may mean anything.
        if (!isTarget) this.mentioned.add(node.name);
        if (isTarget && symbol?.kind === "variable" && symbol.declaration === node) {
          this.initialisers.set(symbol, parent.value);
        }
        break;
      }
      case "NamePattern": {
        const symbol = this.module.symbols[node.id];
        if (symbol?.kind !== "variable") break;
        add(this.writes, symbol, node);
        if (parent?.kind === "LetStmt" && symbol.declaration === node) {
          this.initialisers.set(symbol, parent.value);
        }
        break;
      }
      case "NamedTypeNode":
      case "StructLit":
        this.mentioned.add(node.name.name);
        break;
      case "VariantPattern":
        if (node.enumName) this.mentioned.add(node.enumName.name);
        break;
    }
  }
}

function add(map: Map<VariableSymbol, Range[]>, symbol: VariableSymbol, range: Range): void {
  const list = map.get(symbol);
  if (list) list.push(range);
  else map.set(symbol, [range]);
}
