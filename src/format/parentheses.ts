/** Redundant parentheses around the condition of `if` and `while`. */

import type { Expr, Node } from "../syntax/ast.ts";
import { forEachChild } from "../syntax/visitor.ts";
import type { Layout } from "./layout.ts";

/** Drops the parentheses around a whole condition, unless they hold a struct literal or a comment, or span lines. */
export function removeParentheses(layout: Layout, condition: Expr): void {
  let expr = condition;
  while (expr.kind === "Paren") {
    const open = layout.at(expr.start);
    const close = layout.to(expr.end);
    if (layout.hasLineEnd(expr.start, expr.end) || layout.hasComment(open, close) || hasStructLiteral(expr)) {
      return;
    }
    layout.dropped.add(open).add(close);
    expr = expr.expr;
  }
}

function hasStructLiteral(node: Node): boolean {
  if (node.kind === "StructLit") return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= hasStructLiteral(child);
  });
  return found;
}
