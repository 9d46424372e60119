import type { Expr } from "../../syntax/ast.ts";
import { BOOL } from "../../types/type.ts";
import { asOperand } from "../expressions.ts";
import { type LintRule, lintSpec } from "../rule.ts";

export const BOOL_COMPARISON: LintRule = {
  spec: lintSpec(
    "bool_comparison",
    "a `Bool` compared with `true` or `false`",
    "A `Bool` is a condition already: write it as it is, or with `not`. Values that may be `null` or of another type are left alone, since " +
      "there the comparison means something.",
    "let ready = 3 > 2\nif ready == true { print(1) }",
    "let ready = 3 > 2\nif ready { print(1) }",
  ),
  level: "warn",
  start: (at) => ({
    Binary(node) {
      if (node.op !== "==" && node.op !== "!=") return;
      const { left, right } = node;
      const [literal, other]: [Expr, Expr] = right.kind === "BoolLit" ? [right, left] : [left, right];
      if (literal.kind !== "BoolLit" || other.kind === "BoolLit" || at.typeOf(other) !== BOOL) return;
      const isPositive = literal.value === (node.op === "==");
      const text = at.text(other);
      const replacement = isPositive ? text : `not ${asOperand(text, other)}`;
      at.report(node, `a Bool is compared with \`${literal.value}\``, {
        label: "is a condition by itself",
        help: [
          replacement.length <= 60 && !replacement.includes("\n")
            ? `write \`${replacement}\``
            : "leave out the comparison",
        ],
        fixes: at.replace("leave out the comparison", node, replacement, [other]),
      });
    },
  }),
};
