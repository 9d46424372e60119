import type { Binary, Expr } from "../../syntax/ast.ts";
import { unwrapped } from "../expressions.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const CONSTANT_CONDITION: LintRule = {
  spec: lintSpec(
    "constant_condition",
    "a condition that is always true or always false",
    "The condition is made of literals, so one of the ways is never taken. `while true` is fine: it says that the loop ends by `break` or " +
      "`return`.",
    'if 1 > 2 { print("never") }',
    'let n = range(3).len()\nif n > 2 { print("three") }',
  ),
  level: "warn",
  start: (at) => ({
    IfExpr: (node) => inspect(at, node.condition),
    WhileStmt(node) {
      const plain = unwrapped(node.condition);
      if (plain.kind !== "BoolLit" || !plain.value) inspect(at, node.condition);
    },
    MatchArm: (node) => void (node.guard && inspect(at, node.guard)),
    ListComp: (node) => void (node.condition && inspect(at, node.condition)),
    MapComp: (node) => void (node.condition && inspect(at, node.condition)),
  }),
};

function inspect(at: LintContext, condition: Expr): void {
  const value = truth(condition);
  if (value === null) return;
  at.report(condition, `this condition is always \`${value}\``, {
    label: `always \`${value}\``,
    help: [value ? "remove the condition" : "remove what depends on it, or compare with a variable"],
  });
}

/** The value of a condition that does not depend on anything. */
function truth(expr: Expr): boolean | null {
  const plain = unwrapped(expr);
  switch (plain.kind) {
    case "BoolLit":
      return plain.value;
    case "Unary": {
      const operand = plain.op === "not" ? truth(plain.operand) : null;
      return operand === null ? null : !operand;
    }
    case "Binary":
      return truthOf(plain);
    default:
      return null;
  }
}

function truthOf({ op, left, right }: Binary): boolean | null {
  if (op === "and" || op === "or") {
    const [a, b] = [truth(left), truth(right)];
    const decisive = op === "or";
    if (a === decisive || b === decisive) return decisive;
    return a === null || b === null ? null : !decisive;
  }
  const [a, b] = [literalOf(left), literalOf(right)];
  if (a === null || b === null || typeof a !== typeof b) return null;
  switch (op) {
    case "==":
      return a === b;
    case "!=":
    case "xor":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return null;
  }
}

/** A literal as something to compare; numbers of all kinds as numbers. */
function literalOf(expr: Expr): number | string | boolean | null {
  const plain = unwrapped(expr);
  switch (plain.kind) {
    case "IntLit":
      return typeof plain.value === "number" ? plain.value : null;
    case "FloatLit":
    case "BoolLit":
      return plain.value;
    case "StrLit": {
      const [part] = plain.parts;
      return plain.parts.length === 1 && typeof part === "string" ? part : null;
    }
    case "Unary": {
      const operand = plain.op === "-" ? literalOf(plain.operand) : null;
      return typeof operand === "number" ? -operand : null;
    }
    default:
      return null;
  }
}
