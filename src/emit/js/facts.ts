/** What the emitter asks about a module before it writes it: its survey, what cannot be a JavaScript expression, what may call back. */
import type { CheckedModule } from "../../check/result.ts";
import type { Expr, Node } from "../../syntax/ast.ts";
import type { Symbol } from "../../types/symbol.ts";
import { children, onlyExpression } from "./children.ts";
import { type Survey, survey } from "./survey.ts";

export interface ModuleFacts extends Survey {
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
  const { mentions, shared, counters, functions, nested } = survey(module, exportsOf);
  const statements = new Uint8Array(module.nodeCount);
  const changes = new Uint8Array(module.nodeCount);

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

  return {
    mentions,
    shared,
    counters,
    functions,
    nested,
    needsStatements: needs,
    mayChangeThings: mayChange,
    awaits,
  };
}
