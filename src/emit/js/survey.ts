/** One walk over a module that notes what the emitter asks later: where variables are mentioned, which ones others see, which functions stand where. */
import type { CheckedModule } from "../../check/result.ts";
import type { Decorator, Expr, FnDecl, Node } from "../../syntax/ast.ts";
import type { Symbol, VariableSymbol } from "../../types/symbol.ts";
import { children } from "./children.ts";

/** Extent of all mentions of a variable. */
export interface Mentions {
  first: number;
  last: number;
}

/** A function declared with a name. */
export interface DeclaredFunction {
  readonly node: FnDecl;
  readonly isMethod: boolean;
}

/** The module's top level as owner of functions. */
export const TOP_LEVEL = -1;

export interface Survey {
  /** Mentions of variables by symbol. */
  readonly mentions: ReadonlyMap<VariableSymbol, Mentions>;
  /** Module variables, of this module or others, that code outside the top level of their module mentions. */
  readonly shared: ReadonlySet<VariableSymbol>;
  /**
   * Int variables that only ever take small literals and change by a small literal at a time: no program runs long enough to count one of them beyond the safe integers.
   */
  readonly counters: ReadonlySet<VariableSymbol>;
  readonly functions: readonly DeclaredFunction[];
  /** Functions declared in the body of another function, at any depth of its blocks, by the id of that function. */
  readonly nested: ReadonlyMap<number, readonly FnDecl[]>;
}

const SMALL_STEP = 16;
const SMALL_START = 2 ** 40;

/** Surveys one module. `exportsOf` gives the exports of any module of the program. */
export function survey(
  module: CheckedModule,
  exportsOf: (index: number) => ReadonlyMap<string, Symbol>,
): Survey {
  const surveyor = new Surveyor(module, exportsOf);
  surveyor.walk(module.program);
  for (const symbol of surveyor.unsteady) surveyor.counters.delete(symbol);
  return surveyor;
}

class Surveyor implements Survey {
  readonly mentions = new Map<VariableSymbol, Mentions>();
  readonly shared = new Set<VariableSymbol>();
  readonly counters = new Set<VariableSymbol>();
  readonly functions: DeclaredFunction[] = [];
  readonly nested = new Map<number, FnDecl[]>();
  /** Variables that some assignment disqualifies as counters. */
  readonly unsteady = new Set<VariableSymbol>();
  #owner = TOP_LEVEL;
  #inType = false;

  constructor(
    readonly module: CheckedModule,
    readonly exportsOf: (index: number) => ReadonlyMap<string, Symbol>,
  ) {}

  readonly walk = (node: Node): void => {
    switch (node.kind) {
      case "IntLit":
      case "BoolLit":
      case "NullLit":
      case "FloatLit":
        return;
      case "Name":
        return this.#name(node);
      case "NamePattern":
        return this.#mention(node);
      case "Member":
        if (node.object.kind === "Name") {
          const symbol = this.module.symbols[node.object.id];
          if (symbol?.kind === "module") return this.#share(this.exportsOf(symbol.index).get(node.name.name));
        }
        return this.walk(node.object);
      case "FnDecl":
        return this.#function(node);
      case "FnExpr": {
        const owner = this.#owner;
        this.#owner = node.id;
        children(node, this.walk);
        this.#owner = owner;
        return;
      }
      case "TypeDecl":
        this.#inType = true;
        children(node, this.walk);
        this.#inType = false;
        return node.decorators.forEach(this.#decorator);
      case "FieldDecl":
      case "Param":
        node.decorators.forEach(this.#decorator);
        // Defaults are evaluated elsewhere than where they stand.
        if (node.defaultValue) this.#shareNames(node.defaultValue);
        break;
      case "EnumDecl":
      case "ImportStmt":
      case "FromStmt":
        return node.decorators.forEach(this.#decorator);
      case "AssignStmt":
        this.#assigned(node.target, node.op, node.value);
        break;
      case "LetStmt":
        if (node.pattern.kind === "NamePattern") this.#assigned(node.pattern, "=", node.value);
        else this.#bound(node.pattern);
        break;
      case "ForStmt":
      case "CompClause":
      case "MatchArm":
        this.#bound(node.pattern);
        break;
    }
    children(node, this.walk);
  };

  #function(node: FnDecl): void {
    const owner = this.#owner;
    this.functions.push({ node, isMethod: this.#inType });
    if (!this.#inType && owner !== TOP_LEVEL) {
      const known = this.nested.get(owner);
      if (known) known.push(node);
      else this.nested.set(owner, [node]);
    }
    const inType = this.#inType;
    this.#inType = false;
    this.#owner = node.id;
    children(node, this.walk);
    node.decorators.forEach(this.#decorator);
    this.#owner = owner;
    this.#inType = inType;
  }

  #name(node: Node): void {
    const symbol = this.module.symbols[node.id];
    if (symbol?.kind === "variable") {
      if (symbol.scope.module !== this.module.index) this.shared.add(symbol);
      this.#mention(node);
    } else if (symbol?.kind === "module") {
      // A module as a value gives access to all of its variables.
      for (const member of this.exportsOf(symbol.index).values()) this.#share(member);
    }
  }

  #mention(node: Node): void {
    const symbol = this.module.symbols[node.id];
    if (symbol?.kind !== "variable") return;
    const known = this.mentions.get(symbol);
    if (!known) this.mentions.set(symbol, { first: node.start, last: node.end });
    else {
      if (node.start < known.first) known.first = node.start;
      if (node.end > known.last) known.last = node.end;
    }
  }

  #share(symbol: Symbol | undefined): void {
    if (symbol?.kind === "variable") this.shared.add(symbol);
  }

  readonly #decorator = (decorator: Decorator): void => {
    for (const arg of decorator.args ?? []) {
      if (arg.value.kind !== "TypeArg") this.#shareNames(arg.value);
    }
  };

  readonly #shareNames = (node: Node): void => {
    if (node.kind === "Name") this.#share(this.module.symbols[node.id]);
    else if (node.kind === "Member" && node.object.kind === "Name") {
      const symbol = this.module.symbols[node.object.id];
      if (symbol?.kind === "module") this.#share(this.exportsOf(symbol.index).get(node.name.name));
    }
    children(node, this.#shareNames);
  };

  // ------------------------------------------------------------ counters

  #assigned(target: Node, op: string, value: Expr): void {
    const symbol = this.module.symbols[target.id];
    if (symbol?.kind !== "variable") return;
    const isSmall = op === "="
      ? isLiteral(value, SMALL_START) || this.#isStep(symbol, value)
      : (op === "+=" || op === "-=") && isLiteral(value, SMALL_STEP);
    (isSmall && !symbol.isParam ? this.counters : this.unsteady).add(symbol);
  }

  #isStep(symbol: VariableSymbol, value: Expr): boolean {
    return value.kind === "Binary" && (value.op === "+" || value.op === "-") && value.left.kind === "Name" &&
      this.module.symbols[value.left.id] === symbol && isLiteral(value.right, SMALL_STEP);
  }

  /** The names of a pattern take values of any size. */
  readonly #bound = (node: Node): void => {
    const symbol = this.module.symbols[node.id];
    if (node.kind === "NamePattern" && symbol?.kind === "variable") this.unsteady.add(symbol);
    else children(node, this.#bound);
  };
}

function isLiteral(node: Expr, limit: number): boolean {
  return node.kind === "IntLit" && typeof node.value === "number" && node.value <= limit;
}
