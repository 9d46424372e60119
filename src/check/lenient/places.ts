/** The declared places that a value would have to fit: what `--no-typecheck` has to take back when it does not (language.md 5.8). */
import type { Call, Expr, FnDecl, FnExpr, Node, NodeBase, TypeNode } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import type { FieldSymbol, FunctionSymbol, VariableSymbol } from "../../types/symbol.ts";
import type { CheckedModule, CheckedProgram } from "../result.ts";

/** What is taken back: an annotation, or the declaration of a variable whose values decide its type. */
export type Place = TypeNode | NodeBase;

/** Finds the places behind expressions of one program. */
export class Places {
  readonly #parents = new Map<CheckedModule, Map<Node, Node>>();
  readonly #annotations = new Map<VariableSymbol, TypeNode[]>();

  constructor(program: CheckedProgram) {
    for (const module of program.modules) this.#read(module);
  }

  /** The places that the value of `expr` flows into, as far as somebody declared them. */
  of(module: CheckedModule, expr: Expr): readonly Place[] {
    const parents = this.#parents.get(module)!;
    let node: Node = expr;
    for (let parent = parents.get(node); parent; node = parent, parent = parents.get(node)) {
      switch (parent.kind) {
        case "LetStmt":
          return parent.type
            ? [parent.type]
            : parent.pattern.kind === "NamePattern"
            ? this.#variable(module, parent.pattern)
            : [];
        case "AssignStmt":
          return parent.type ? [parent.type] : this.#target(module, parent.target);
        case "Param":
          return parent.type ? [parent.type] : [];
        case "FieldDecl":
          return [parent.type];
        case "FieldInit":
          return this.#field(module, parents.get(parent), parent.name.name);
        case "FnDecl":
          return parent.result ? [parent.result] : [];
        case "ReturnStmt": {
          const owner = enclosingFunction(parents, parent);
          return owner?.result ? [owner.result] : [];
        }
        case "FnExpr":
          if (parent.result) return [parent.result];
          break;
        case "Arg": {
          const call = parents.get(parent);
          if (call?.kind !== "Call") return [];
          const found = this.#argument(module, call, node);
          if (found !== null) return found;
          // `Ok(…)`, `Err(…)`: their place is the place of the call.
          break;
        }
        case "Index":
        case "Member":
        case "Interpolation":
        case "Binary":
        case "Unary":
        case "WhileStmt":
        case "ForStmt":
          return [];
        case "IfExpr":
          if (parent.condition === node) return [];
          break;
        case "MatchExpr":
          if (parent.scrutinee === node) return [];
          break;
      }
    }
    return [];
  }

  #read(module: CheckedModule): void {
    const parents = new Map<Node, Node>();
    this.#parents.set(module, parents);
    const visit = (node: Node): void => {
      const named = node.kind === "LetStmt"
        ? node.pattern
        : node.kind === "AssignStmt"
        ? node.target
        : node.kind === "Param"
        ? node.name
        : null;
      // The parameters of decorated functions are filled by the runtime, by their declared types.
      const isFilled = node.kind === "Param" && isDecorated(parents.get(node));
      const type = named && !isFilled && "type" in node ? node.type as TypeNode | null : null;
      const symbol = named && module.symbols[named.id];
      if (type && symbol?.kind === "variable") {
        const known = this.#annotations.get(symbol);
        if (known) known.push(type);
        else this.#annotations.set(symbol, [type]);
      }
      forEachChild(node, (child) => {
        parents.set(child, node);
        visit(child);
      });
    };
    visit(module.program);
  }

  #variable(module: CheckedModule, name: NodeBase): readonly Place[] {
    const symbol = module.symbols[name.id];
    if (symbol?.kind !== "variable") return [];
    return this.#annotations.get(symbol) ?? (symbol.isParam ? [] : [symbol.declaration]);
  }

  /** What an assignment or a method call changes: a variable, a field, or the container that either holds. */
  #target(module: CheckedModule, target: Expr): readonly Place[] {
    switch (target.kind) {
      case "Name":
        if (module.bareFields.has(target.id)) return [];
        return this.#variable(module, target);
      case "Member": {
        const object = module.types[target.object.id];
        const type = object?.kind === "nullable" ? object.inner : object;
        return type?.kind === "instance" ? fieldPlace(type.symbol.fields.get(target.name.name)) : [];
      }
      case "Index":
      case "TupleIndex":
        return this.#target(module, target.object);
      case "Paren":
        return this.#target(module, target.expr);
      default:
        return [];
    }
  }

  #field(module: CheckedModule, literal: Node | undefined, name: string): readonly Place[] {
    const type = literal && module.types[literal.id];
    return type?.kind === "instance" ? fieldPlace(type.symbol.fields.get(name)) : [];
  }

  /** null: the call hands its argument on. */
  #argument(module: CheckedModule, call: Call, value: Node): readonly Place[] | null {
    const info = module.calls[call.id];
    if (!info) return [];
    if (info.kind === "ok" || info.kind === "err") return null;
    if (info.kind === "builtin-method") {
      return call.callee.kind === "Member" ? this.#target(module, call.callee.object) : [];
    }
    const index = info.args.findIndex((arg) =>
      arg === value || (Array.isArray(arg) && arg.includes(value as Expr))
    );
    if (info.symbol?.kind === "variant") {
      const payload = info.symbol.declaration?.payload[index];
      return payload ? [payload.type] : [];
    }
    return functionPlace(info.symbol, index);
  }
}

function functionPlace(symbol: FunctionSymbol | null, index: number): readonly Place[] {
  const declaration = symbol?.library === null ? symbol.declaration : null;
  if (!declaration || isDecorated(declaration)) return [];
  const type = declaration.params[index]?.type;
  return type ? [type] : [];
}

function isDecorated(node: Node | undefined): boolean {
  return node?.kind === "FnDecl" && node.decorators.length > 0;
}

function fieldPlace(field: FieldSymbol | undefined): readonly Place[] {
  return field?.declaration ? [field.declaration.type] : [];
}

function enclosingFunction(parents: ReadonlyMap<Node, Node>, node: Node): FnDecl | FnExpr | null {
  for (let one: Node | undefined = node; one; one = parents.get(one)) {
    if (one.kind === "FnDecl" || one.kind === "FnExpr") return one;
  }
  return null;
}
