import type { BinaryOp, Expr } from "../../syntax/ast.ts";
import { FLOAT } from "../../types/type.ts";
import { isPure, isSamePure, unwrapped } from "../expressions.ts";
import { type LintRule, lintSpec } from "../rule.ts";

/** What the result always is. */
const RESULTS: Partial<Record<BinaryOp, string>> = {
  "==": "true",
  "!=": "false",
  "<": "false",
  "<=": "true",
  ">": "false",
  ">=": "true",
  "-": "zero",
  "/": "one",
  "%": "zero",
  "^": "zero",
  "&": "the operand itself",
  "|": "the operand itself",
  "and": "the operand itself",
  "or": "the operand itself",
  "xor": "false",
  "??": "the operand itself",
};

export const SELF_COMPARISON: LintRule = {
  spec: lintSpec(
    "self_comparison",
    "an operator with the same operand on both sides",
    "The result is known without looking at the value: one of the operands was meant to be another one. For `NaN`, compare with `is_nan()`.",
    "let tide = 3\nprint(tide == tide)",
    "let tide = 3\nlet mark = 4\nprint(tide == mark)",
  ),
  level: "warn",
  start: (at) => ({
    Binary(node) {
      const result = RESULTS[node.op];
      if (!result || !isOperand(node.left) || !isSamePure(node.left, node.right)) return;
      const text = at.text(node.left);
      const isNan = at.typeOf(node.left) === FLOAT && (node.op === "==" || node.op === "!=");
      at.report(node, `both sides of \`${node.op}\` are \`${text}\``, {
        label: isNan ? "is the same value twice" : `is always ${result}`,
        help: [
          isNan
            ? `was another value meant? For \`NaN\` write \`math.is_nan(${text})\``
            : "one side was meant to be another value",
        ],
      });
    },
  }),
};

/** Something with a name in it: literals are the business of `constant_condition`. */
function isOperand(expr: Expr): boolean {
  const plain = unwrapped(expr);
  return isPure(plain) && ["Name", "SelfExpr", "Member", "TupleIndex", "Index"].includes(plain.kind);
}
