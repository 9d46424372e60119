import type { Expr, MatchArm } from "../../syntax/ast.ts";
import { isVariantName } from "../../check/patterns/cells.ts";
import { armExpression, inPlace, isPure } from "../expressions.ts";
import { type LintRule, lintSpec } from "../rule.ts";

export const USELESS_MATCH: LintRule = {
  spec: lintSpec(
    "useless_match",
    "a `match` whose only arm takes everything",
    "With one arm that is `_` or a name, nothing is decided. Write the body alone, or give the value its name with `let`.",
    'let gate = 3\nprint(match gate { _ => "open" })',
    'print("open")',
  ),
  level: "warn",
  start: (at) => ({
    MatchExpr(node) {
      const [arm] = node.arms;
      if (node.arms.length !== 1 || !arm || arm.guard || !takesAll(arm)) return;
      const body = armExpression(arm);
      const dropped = arm.pattern.kind === "WildcardPattern" && isPure(node.scrutinee);
      const replacement = body && dropped ? replaced(at.text(body), body, node, at.parents.at(-1)) : null;
      at.report(node.scrutinee, "this `match` has one arm, which takes everything", {
        label: "decides nothing",
        labels: [{ span: at.span(arm.pattern), text: "takes every value" }],
        help: [
          arm.pattern.kind === "NamePattern"
            ? `write \`let ${arm.pattern.name} = …\` and the body alone`
            : "write the body alone",
        ],
        fixes: replacement === null || body === null
          ? []
          : at.replace("write the body alone", node, replacement, [body]),
      });
    },
  }),
};

function takesAll({ pattern }: MatchArm): boolean {
  return pattern.kind === "WildcardPattern" ||
    (pattern.kind === "NamePattern" && !isVariantName(pattern.name));
}

function replaced(text: string, body: Expr, old: Expr, parent: Parameters<typeof inPlace>[3]): string {
  return inPlace(text, body.kind, old, parent);
}
