/** What the emitter asks about a module before it writes it: where variables are used, what cannot be a JavaScript expression, what may call back. */
import type { CheckedModule } from "../../check/result.ts";
import type { Decorator, Expr, Node } from "../../syntax/ast.ts";
import type { Symbol, VariableSymbol } from "../../types/symbol.ts";
import { children, onlyExpression } from "./children.ts";

/** Extent of all mentions of a variable, and how many functions deep inside its owner they go. */
export interface Mentions {
  first: number;
  last: number;
}

export interface ModuleFacts {
  /** Mentions of variables by symbol. */
  readonly mentions: ReadonlyMap<VariableSymbol, Mentions>;
  /** Module variables, of this module or others, that code outside the top level of their module mentions. */
  readonly shared: ReadonlySet<VariableSymbol>;
  /**
   * Int variables that only ever take small literals and change by a small literal at a time: no program runs long enough to count one of them beyond the safe integers.
   */
  readonly counters: ReadonlySet<VariableSymbol>;
  /** Whether emitting an expression takes statements before it. */
  needsStatements(node: Expr): boolean;
  /** Whether evaluating `node` may run code that is not in it (calls), or change lists and maps. */
  mayChangeThings(node: Node): boolean;
  /** Whether the function body or module top level `node` awaits (not counting functions in it). */
  awaits(node: Node): boolean;
}

const UNKNOWN = 0, NO = 1, YES = 2;

/** Builtin calls that run no code of the program and change no list or map. */
const HARMLESS =
  /^(?:print|len|str|int|float|abs|min|max|clamp|pow|sqrt|ceil|floor|round|math\..*|(?:Str|Int|Float|Bytes|Range|Decimal)\..*|List\.(?:len|is_empty|contains|get|first|last|join|sum)|Map\.(?:len|is_empty|has|get|get_or|keys|values))$/;

/** Analyses one module. `exportsOf` gives the exports of any module of the program. */
export function moduleFacts(
  module: CheckedModule,
  exportsOf: (index: number) => ReadonlyMap<string, Symbol>,
): ModuleFacts {
  const mentions = new Map<VariableSymbol, Mentions>();
  const statements = new Uint8Array(module.nodeCount);
  const changes = new Uint8Array(module.nodeCount);

  const mention = (node: Node) => {
    const symbol = module.symbols[node.id];
    if (symbol?.kind !== "variable") return;
    const known = mentions.get(symbol);
    if (!known) mentions.set(symbol, { first: node.start, last: node.end });
    else {
      if (node.start < known.first) known.first = node.start;
      if (node.end > known.last) known.last = node.end;
    }
  };
  const shared = new Set<VariableSymbol>();
  const share = (symbol: Symbol | undefined) => {
    if (symbol?.kind === "variable") shared.add(symbol);
  };
  const shareAll = (index: number) => {
    for (const symbol of exportsOf(index).values()) share(symbol);
  };
  const walk = (node: Node): void => {
    if (node.kind === "Name") {
      const symbol = module.symbols[node.id];
      if (symbol?.kind === "variable" && symbol.scope.module !== module.index) shared.add(symbol);
      // A module as a value gives access to all of its variables.
      if (symbol?.kind === "module") shareAll(symbol.index);
    }
    if (node.kind === "Name" || node.kind === "NamePattern") mention(node);
    if (node.kind === "Member" && node.object.kind === "Name") {
      const symbol = module.symbols[node.object.id];
      if (symbol?.kind === "module") return share(exportsOf(symbol.index).get(node.name.name));
    }
    // Defaults are evaluated elsewhere than where they stand.
    if ((node.kind === "FieldDecl" || node.kind === "Param") && node.defaultValue) {
      shareNames(node.defaultValue);
    }
    children(node, walk);
    if ("decorators" in node) node.decorators.forEach(walkDecorator);
  };
  const walkDecorator = (decorator: Decorator): void => {
    for (const arg of decorator.args ?? []) {
      if (arg.value.kind !== "TypeArg") shareNames(arg.value);
    }
  };
  const shareNames = (node: Node): void => {
    if (node.kind === "Name") share(module.symbols[node.id]);
    children(node, shareNames);
  };
  walk(module.program);
  const counters = countersOf(module);

  function anyChild(node: Node, test: (child: Node) => boolean): boolean {
    let found = false;
    children(node, (child) => {
      found ||= test(child);
    });
    return found;
  }

  function computeStatements(node: Node): boolean {
    switch (node.kind) {
      case "MatchExpr":
      case "LoopExpr":
      case "ListComp":
      case "MapComp":
      case "Try":
        return true;
      case "FnExpr":
        return false;
      case "IfExpr": {
        if (needs(node.condition)) return true;
        const value = onlyExpression(node.then);
        if (value === undefined || (value !== "null" && needs(value))) return true;
        if (node.otherwise === null) return false;
        if (node.otherwise.kind === "IfExpr") return needs(node.otherwise);
        const other = onlyExpression(node.otherwise);
        return other === undefined || (other !== "null" && needs(other));
      }
      case "Member":
      case "TupleIndex":
        // `?.` on a Result propagates.
        if (node.isOptional && module.types[node.object.id]?.kind === "result") return true;
        return needs(node.object);
      default:
        return anyChild(node, needs);
    }
  }
  function needs(node: Node): boolean {
    const known = statements[node.id];
    if (known !== UNKNOWN) return known === YES;
    const answer = computeStatements(node);
    statements[node.id] = answer ? YES : NO;
    return answer;
  }

  function computeChanges(node: Node): boolean {
    if (node.kind === "Call") {
      const info = module.calls[node.id];
      const key = info?.symbol?.kind === "function" ? info.symbol.library : null;
      const harmless = info !== undefined &&
        (info.kind === "ok" || info.kind === "err" || info.kind === "variant" ||
          (key !== null && HARMLESS.test(key)));
      if (!harmless) return true;
    }
    if (node.kind === "Await" || node.kind === "StructLit") return true;
    if (node.kind === "FnExpr" || node.kind === "FnDecl") return false;
    if (node.kind === "AssignStmt" && node.target.kind === "Index") return true;
    return anyChild(node, mayChange);
  }
  function mayChange(node: Node): boolean {
    const known = changes[node.id];
    if (known !== UNKNOWN) return known === YES;
    const answer = computeChanges(node);
    changes[node.id] = answer ? YES : NO;
    return answer;
  }

  function awaits(node: Node): boolean {
    if (node.kind === "Await" || module.suspends.has(node.id)) return true;
    return anyChild(
      node,
      (child) =>
        child.kind !== "FnExpr" && child.kind !== "FnDecl" && child.kind !== "TypeDecl" && awaits(child),
    );
  }

  return { mentions, shared, counters, needsStatements: needs, mayChangeThings: mayChange, awaits };
}

const SMALL_STEP = 16;
const SMALL_START = 2 ** 40;

/** Variables all of whose assignments are small literals or steps. */
function countersOf(module: CheckedModule): Set<VariableSymbol> {
  const found = new Set<VariableSymbol>();
  const others = new Set<VariableSymbol>();
  const isLiteral = (node: Expr, limit: number) =>
    node.kind === "IntLit" && typeof node.value === "number" && node.value <= limit;
  const isStep = (symbol: VariableSymbol, value: Expr) =>
    value.kind === "Binary" && (value.op === "+" || value.op === "-") && value.left.kind === "Name" &&
    module.symbols[value.left.id] === symbol && isLiteral(value.right, SMALL_STEP);
  const assigned = (target: Node, op: string, value: Expr | null) => {
    const symbol = module.symbols[target.id];
    if (symbol?.kind !== "variable") return;
    const isSmall = value !== null &&
      (op === "="
        ? isLiteral(value, SMALL_START) || isStep(symbol, value)
        : (op === "+=" || op === "-=") && isLiteral(value, SMALL_STEP));
    (isSmall ? found : others).add(symbol);
  };
  const patternNames = (node: Node): void => {
    if (node.kind === "NamePattern") assigned(node, "=", null);
    children(node, patternNames);
  };
  const walk = (node: Node): void => {
    if (node.kind === "AssignStmt") assigned(node.target, node.op, node.value);
    else if (node.kind === "LetStmt" && node.pattern.kind === "NamePattern") {
      assigned(node.pattern, "=", node.value);
    } else if (
      node.kind === "LetStmt" || node.kind === "ForStmt" || node.kind === "CompClause" ||
      node.kind === "MatchArm"
    ) {
      patternNames(node.pattern);
    }
    children(node, walk);
  };
  walk(module.program);
  for (const symbol of found) if (others.has(symbol) || symbol.isParam) found.delete(symbol);
  return found;
}
