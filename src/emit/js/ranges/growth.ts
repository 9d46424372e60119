/** How far the steps `x += e` of a loop body can move a variable in one round. */
import type { CheckedModule } from "../../../check/result.ts";
import type { Expr, Node } from "../../../syntax/ast.ts";
import type { VariableSymbol } from "../../../types/symbol.ts";
import { children } from "../children.ts";
import { counterRange, type Interval, isNumeric } from "./interval.ts";

interface GrowthHost {
  readonly module: CheckedModule;
  rangeOf(node: Expr): Interval;
}

/** The most rounds of a loop over a range with these bounds; infinite when unknown. */
export function roundsOf(from: Interval, to: Interval, isInclusive: boolean): number {
  const { range, isPlain } = counterRange(from, to, isInclusive);
  return isPlain && to.high < Infinity ? Math.max(0, range.high - range.low + 1) : Infinity;
}

/** Bounds of the change of `symbol` by one round of `body`; null when it changes in another way than by steps of known size. */
export function growthOf(host: GrowthHost, body: Node, symbol: VariableSymbol): Interval | null {
  let low = 0;
  let high = 0;
  let isSteady = true;
  const step = (value: Expr, sign: number, times: number) => {
    const range = host.rangeOf(value);
    if (times === Infinity || !isNumeric(range)) {
      isSteady = false;
      return;
    }
    const [least, most] = sign > 0 ? [range.low, range.high] : [-range.high, -range.low];
    low += times * Math.min(0, least);
    high += times * Math.max(0, most);
  };
  const walk = (node: Node, times: number): void => {
    if (!isSteady) return;
    if (node.kind === "NamePattern" && host.module.symbols[node.id] === symbol) isSteady = false;
    else if (node.kind === "AssignStmt" && host.module.symbols[node.target.id] === symbol) {
      const { op, value } = node;
      if (op === "+=" || op === "-=") step(value, op === "+=" ? 1 : -1, times);
      else if (
        op === "=" && value.kind === "Binary" && (value.op === "+" || value.op === "-") &&
        value.left.kind === "Name" && host.module.symbols[value.left.id] === symbol
      ) step(value.right, value.op === "+" ? 1 : -1, times);
      else isSteady = false;
    }
    let inner = times;
    if (node.kind === "ForStmt") inner *= rounds(node.iterable);
    else if (
      node.kind === "WhileStmt" || node.kind === "LoopExpr" || node.kind === "ListComp" ||
      node.kind === "MapComp"
    ) {
      inner = Infinity;
    }
    children(node, (child) => walk(child, inner));
  };
  const rounds = (iterable: Expr): number => {
    if (iterable.kind === "Paren") return rounds(iterable.expr);
    if (iterable.kind !== "RangeExpr" || !iterable.from || !iterable.to) return Infinity;
    return roundsOf(host.rangeOf(iterable.from), host.rangeOf(iterable.to), iterable.isInclusive);
  };
  walk(body, 1);
  return isSteady ? { low, high } : null;
}
