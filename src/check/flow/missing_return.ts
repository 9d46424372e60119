/** `flow/missing-return` and `flow/unreachable`: what a body does at its end. */
import { type Diagnostic, diagnostic, type Edit, type SourceFile } from "../../diagnostics/diagnostic.ts";
import type { Block, Stmt } from "../../syntax/ast.ts";
import type { FunctionNode } from "../../types/symbol.ts";
import { printType } from "../../types/print_type.ts";
import { withArticle } from "../../types/with_article.ts";
import { NULL, type Type } from "../../types/type.ts";
import type { Completion } from "./leaves.ts";

/** Whether a function declared with this result may end without `return`. */
export const mayFallOffTheEnd = (result: Type): boolean =>
  result === NULL || result.kind === "any" || result.kind === "nullable" || result.kind === "never";

/**
 * Reports a block-bodied function with a declared result whose block can end without `return`. `result` is the declared
 * result type; nothing is reported for arrow bodies and functions without a result type.
 */
export function checkMissingReturn(
  fn: FunctionNode,
  result: Type,
  completion: Completion,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): void {
  const { body } = fn;
  if (body === null || body.kind !== "Block" || fn.result === null || mayFallOffTheEnd(result)) return;
  if (!completion.canComplete(body)) return;
  const type = printType(result);
  const name = fn.kind === "FnDecl" ? `\`${fn.name.name}\`` : "this function";
  const last = body.body.at(-1);
  const isValue = last !== undefined && last.kind === "ExprStmt";
  const help = isValue
    ? `the last expression of a block is not its result: write \`return\` before it`
    : `return ${withArticle(result)} at the end, or declare the result as \`${type}?\``;
  const edits: Edit[] = isValue
    ? [{ span: { file, start: last.start, end: last.start }, replacement: "return " }]
    : [];
  const span = { file, start: fn.result.start, end: fn.result.end };
  report(
    diagnostic(
      "error",
      "flow/missing-return",
      span,
      `${name} can end without returning a value of type \`${type}\``,
      {
        label: "this result is promised",
        labels: [{
          span: { file, start: body.end - 1, end: body.end },
          text: "the end of the block can be reached",
        }],
        help: [help],
        fixes: isValue ? [{ title: "Return the last expression", safe: false, edits }] : [],
      },
    ),
  );
}

/** Reports the first statement of a block, or of a module's top level, that can never run. */
export function checkUnreachable(
  body: Block | { readonly body: readonly Stmt[] },
  completion: Completion,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): void {
  const found = completion.firstUnreachable(body.body);
  if (found === null) return;
  const { statement, leaver } = found;
  report(
    diagnostic(
      "warning",
      "flow/unreachable",
      { file, start: statement.start, end: statement.end },
      "this statement can never run",
      {
        label: "unreachable",
        labels: [{
          span: { file, start: leaver.start, end: leaver.end },
          text: `${describe(leaver)} always leaves`,
        }],
        help: ["remove it, or move it before the statement that leaves"],
      },
    ),
  );
}

function describe(leaver: Stmt): string {
  switch (leaver.kind) {
    case "ReturnStmt":
    case "StatusReturn":
      return "this `return`";
    case "BreakStmt":
      return "this `break`";
    case "ContinueStmt":
      return "this `continue`";
    case "ExprStmt":
      return leaver.expr.kind === "IfExpr"
        ? "every branch of this `if`"
        : leaver.expr.kind === "MatchExpr"
        ? "every arm of this `match`"
        : leaver.expr.kind === "LoopExpr"
        ? "this `loop` has no `break`, so it never ends or"
        : "this";
    default:
      return "this";
  }
}
