/** Scopes while names are resolved. */
import type { FnDecl, FnExpr, Name, NodeBase, SelfExpr } from "../../syntax/ast.ts";
import type {
  FunctionSymbol,
  Symbol,
  TypeSymbol,
  VariableScope,
  VariableSymbol,
} from "../../types/symbol.ts";

export interface Scope extends VariableScope {
  readonly parent: Scope | null;
  readonly names: Map<string, VariableSymbol | FunctionSymbol>;
  /** The function or module scope that this one belongs to; itself for those. */
  readonly owner: Scope;
  /** For the scope of a method: the type whose fields are visible by bare name (not in static methods). */
  readonly self: TypeSymbol | null;
  /** Whether `self` means something here. */
  readonly hasSelf: boolean;
}

/** A declaration whose value is being read: names that it declares first still mean what they meant outside. */
export interface Initialiser {
  readonly start: number;
  readonly end: number;
  readonly outer: Initialiser | null;
}

export function moduleScope(module: number): Scope {
  return make("module", null, module, null, null, false);
}

export function functionScope(
  node: FnDecl | FnExpr,
  parent: Scope,
  self: TypeSymbol | null,
  hasSelf: boolean,
): Scope {
  return make("function", node, parent.module, parent, self, hasSelf);
}

/** A comprehension or an arm: belongs to the function around it. */
export function innerScope(kind: "comprehension" | "arm", node: NodeBase, parent: Scope): Scope {
  return make(kind, node, parent.module, parent, null, parent.hasSelf);
}

function make(
  kind: Scope["kind"],
  node: NodeBase | null,
  module: number,
  parent: Scope | null,
  self: TypeSymbol | null,
  hasSelf: boolean,
): Scope {
  const scope = { kind, node, module, parent, names: new Map(), self, hasSelf } as unknown as Scope;
  const owner = kind === "module" || kind === "function" ? scope : parent!.owner;
  (scope as { owner: Scope }).owner = owner;
  return scope;
}

/** What the walk tells the resolver. */
export interface NameSink {
  readonly module: Scope;
  /** What the declaration with that node id defines. */
  symbolOf(nodeId: number): Symbol | undefined;
  read(node: Name, scope: Scope, initialiser: Initialiser | null): void;
  assign(node: Name, scope: Scope, isCompound: boolean): void;
  self(node: SelfExpr, scope: Scope): void;
  /** A function to look into when the one around it is settled. */
  nested(node: FnDecl | FnExpr, scope: Scope, self: TypeSymbol | null, hasSelf: boolean): void;
  declare(node: NodeBase & { readonly name: string }, scope: Scope): void;
  declareFunction(decl: FnDecl, scope: Scope): void;
}
