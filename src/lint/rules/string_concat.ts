import type { Expr } from "../../syntax/ast.ts";
import { type LintRule, lintSpec } from "../rule.ts";

export const STRING_CONCAT: LintRule = {
  spec: lintSpec(
    "string_concat",
    "`+` between two string literals",
    "The two texts can be written as one.",
    'print("north" + "south")',
    'print("northsouth")',
  ),
  level: "warn",
  start: (at) => ({
    Binary(node) {
      const { left, right } = node;
      if (node.op !== "+" || left.kind !== "StrLit" || right.kind !== "StrLit") return;
      const joined = isPlain(left) && isPlain(right)
        ? at.text(node).slice(0, left.end - left.start - 1) + at.text(right).slice(1)
        : null;
      at.report(node, "two string literals are joined with `+`", {
        label: "can be one literal",
        help: [joined !== null && joined.length <= 40 ? `write \`${joined}\`` : "write one literal"],
        fixes: joined === null ? [] : at.replace("write one literal", node, joined, [left, right]),
      });
    },
  }),
};

function isPlain(expr: Expr): boolean {
  return expr.kind === "StrLit" && !expr.isTriple;
}
