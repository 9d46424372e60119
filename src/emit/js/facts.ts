/** What the emitter asks about a module before it writes it: its survey, what cannot be a JavaScript expression, what may call back. */
import type { CallInfo, CheckedModule } from "../../check/result.ts";
import type { Expr, Node, StructLit } from "../../syntax/ast.ts";
import type { Symbol } from "../../types/symbol.ts";
import { children, onlyExpression } from "./children.ts";
import { literalDefault } from "./literal_default.ts";
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
  return new Facts(module, survey(module, exportsOf));
}

class Facts implements ModuleFacts {
  readonly mentions;
  readonly shared;
  readonly counters;
  readonly functions;
  readonly nested;
  readonly #statements: Uint8Array;
  readonly #changes: Uint8Array;

  constructor(readonly module: CheckedModule, { mentions, shared, counters, functions, nested }: Survey) {
    this.mentions = mentions;
    this.shared = shared;
    this.counters = counters;
    this.functions = functions;
    this.nested = nested;
    this.#statements = new Uint8Array(module.nodeCount);
    this.#changes = new Uint8Array(module.nodeCount);
  }

  readonly needsStatements = (node: Node): boolean => {
    const known = this.#statements[node.id];
    if (known !== UNKNOWN) return known === YES;
    const answer = this.#computeStatements(node);
    this.#statements[node.id] = answer ? YES : NO;
    return answer;
  };

  #computeStatements(node: Node): boolean {
    const needs = this.needsStatements;
    switch (node.kind) {
      case "MatchExpr":
      case "LoopExpr":
      case "ListComp":
      case "MapComp":
      case "Try":
        return true;
      case "FnExpr":
        return false;
      case "StructLit":
        return needsOrder(this.module, node) || anyChild(node, needs);
      case "Call":
        return isReordered(this.module.calls[node.id]) || anyChild(node, needs);
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
        if (node.isOptional && this.module.types[node.object.id]?.kind === "result") return true;
        return needs(node.object);
      default:
        return anyChild(node, needs);
    }
  }

  readonly mayChangeThings = (node: Node): boolean => {
    const known = this.#changes[node.id];
    if (known !== UNKNOWN) return known === YES;
    const answer = this.#computeChanges(node);
    this.#changes[node.id] = answer ? YES : NO;
    return answer;
  };

  #computeChanges(node: Node): boolean {
    if (node.kind === "Call") {
      const info = this.module.calls[node.id];
      const key = info?.symbol?.kind === "function" ? info.symbol.library : null;
      const isHarmless = info !== undefined &&
        (info.kind === "ok" || info.kind === "err" || info.kind === "variant" ||
          (key !== null && HARMLESS.test(key)));
      if (!isHarmless) return true;
    }
    if (node.kind === "Await" || node.kind === "StructLit") return true;
    if (node.kind === "FnExpr" || node.kind === "FnDecl") return false;
    if (node.kind === "AssignStmt" && node.target.kind === "Index") return true;
    return anyChild(node, this.mayChangeThings);
  }

  awaits(node: Node): boolean {
    if (node.kind === "Await" || this.module.suspends.has(node.id)) return true;
    return anyChild(
      node,
      (child) =>
        child.kind !== "FnExpr" && child.kind !== "FnDecl" && child.kind !== "TypeDecl" && this.awaits(child),
    );
  }
}

function anyChild(node: Node, test: (child: Node) => boolean): boolean {
  let found = false;
  children(node, (child) => {
    found ||= test(child);
  });
  return found;
}

/** Whether named arguments stand in another order than the parameters: they are evaluated one by one first. */
export function isReordered(info: CallInfo | undefined): boolean {
  let last = -1;
  for (const arg of info?.args ?? []) {
    if (arg === "default") continue;
    for (const node of Array.isArray(arg) ? arg : [arg as Expr]) {
      if (node.start < last) return true;
      last = node.start;
    }
  }
  return false;
}

/** Whether the parts of a struct literal are evaluated one by one first, because the constructor takes them in another order or defaults read them. */
function needsOrder(module: CheckedModule, node: StructLit): boolean {
  const type = module.types[node.id];
  const found = module.symbols[node.id];
  const symbol = found?.kind === "type" ? found : type?.kind === "instance" ? type.symbol : null;
  if (symbol === null) return false;
  if (
    node.base && (node.base.kind !== "Name" || module.bareFields.has(node.base.id)) &&
    node.base.kind !== "SelfExpr"
  ) {
    return true;
  }
  const names = [...symbol.fields.keys()];
  let last = -1;
  for (const init of node.inits) {
    const position = names.indexOf(init.name.name);
    if (position < last) return true;
    last = position;
  }
  if (node.base) return node.inits.length > 0;
  return [...symbol.fields.values()].some((field) =>
    field.defaultValue !== null && literalDefault(field.defaultValue) === null &&
    !node.inits.some((init) => init.name.name === field.name)
  );
}
