/** `flow/missing-return` and `flow/unreachable`: what a body does at its end. */
import { fix } from "../../diagnostics/fix.ts";
import { type Diagnostic, diagnostic, type SourceFile, type Span } from "../../diagnostics/diagnostic.ts";
import type { Block, Expr, Node, Program, Stmt } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { fits } from "../../types/assignability.ts";
import type { FunctionNode } from "../../types/symbol.ts";
import { printType } from "../../types/print_type.ts";
import { withArticle } from "../../types/with_article.ts";
import { NULL, nullableOf, type Type } from "../../types/type.ts";
import type { Completion } from "./leaves.ts";

/** Whether a function declared with this result may end without `return`. */
export const mayFallOffTheEnd = (result: Type): boolean =>
  result === NULL || result.kind === "any" || result.kind === "nullable" || result.kind === "never";

/**
 * Reports a block-bodied function with a declared result whose block can end without `return`. `result` is the declared
 * result type; nothing is reported for arrow bodies and functions without a result type. `types` are the static types of
 * expressions, by node id.
 */
export function checkMissingReturn(
  fn: FunctionNode,
  result: Type,
  types: readonly (Type | undefined)[],
  completion: Completion,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): void {
  const { body } = fn;
  if (body === null || body.kind !== "Block" || fn.result === null || mayFallOffTheEnd(result)) return;
  if (!completion.canComplete(body)) return;
  const name = fn.kind === "FnDecl" ? `\`${fn.name.name}\`` : "this function";
  const message = `${name} can end without returning a value of type \`${printType(result)}\``;
  const end = { file, start: body.end - 1, end: body.end };
  const last = body.body.at(-1);
  const isValue = last?.kind === "ExprStmt" && isMeantAsResult(last.expr, result, types);
  const edits = isValue
    ? [{ span: { file, start: last.start, end: last.start }, replacement: "return " }]
    : [];
  const help = isValue
    ? "the last expression of a block is not its result: write `return` before it"
    : last?.kind === "ExprStmt" && isBranching(last.expr)
    ? `return ${withArticle(result)} on every path, or at the end`
    : `return ${withArticle(result)} at the end, or declare the result as \`${
      printType(nullableOf(result))
    }\``;
  report(
    diagnostic(
      "error",
      "flow/missing-return",
      { file, start: fn.result.start, end: fn.result.end },
      message,
      {
        label: "this result is promised",
        labels: [{ span: end, text: "the end of the block can be reached" }],
        help: [help],
        fixes: isValue ? [{ title: "Return the last expression", safe: false, edits }] : [],
      },
    ),
  );
}

const isBranching = (expr: Expr): boolean =>
  expr.kind === "IfExpr" || expr.kind === "MatchExpr" || expr.kind === "LoopExpr";

/** Whether the last expression of a block looks like the result that was forgotten to be returned. */
function isMeantAsResult(expr: Expr, result: Type, types: readonly (Type | undefined)[]): boolean {
  // A branching statement that returns on some paths was not meant as a value, nor one without `else`.
  if (isBranching(expr)) return expr.kind !== "LoopExpr" && !isIfWithoutElse(expr) && !holdsReturn(expr);
  const type = types[expr.id];
  return type !== undefined && type !== NULL && fits(type, result);
}

function isIfWithoutElse(expr: Expr): boolean {
  let one: Expr | Block | null = expr;
  while (one?.kind === "IfExpr") one = one.otherwise;
  return expr.kind === "IfExpr" && one === null;
}

function holdsReturn(node: Node): boolean {
  if (node.kind === "ReturnStmt" || node.kind === "StatusReturn") return true;
  if (node.kind === "FnExpr" || node.kind === "FnDecl") return false;
  let found = false;
  forEachChild(node, (child) => found ||= holdsReturn(child));
  return found;
}

/** Reports the first statement of a block, or of a module's top level, that can never run. */
export function checkUnreachable(
  body: Block | Program,
  completion: Completion,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): void {
  const found = completion.firstUnreachable(body.body);
  if (found === null) return;
  const { statement, leaver } = found;
  // A jump of the top level itself is an error of its own; what follows it is no second mistake.
  const isTopLevel = body.kind === "Program";
  if (isTopLevel && isJump(leaver)) return;
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
          text: describe(leaver),
        }],
        help: ["remove it, or move it before the statement that leaves"],
        fixes: [fix("remove what cannot run", removal(body, leaver, statement, file), "")],
      },
    ),
  );
}

/** Everything from behind the statement that leaves to the last one of the block; a comment in between stays. */
function removal(body: Block | Program, leaver: Stmt, statement: Stmt, file: SourceFile): Span {
  const last = body.body.at(-1)!;
  const isBare = /^[\s;]*$/.test(file.text.slice(leaver.end, statement.start));
  const space = /\r?\n[ \t]*$/.exec(file.text.slice(0, statement.start))?.[0].length ?? 0;
  return { file, start: isBare ? leaver.end : statement.start - space, end: last.end };
}

const isJump = ({ kind }: Stmt): boolean =>
  kind === "ReturnStmt" || kind === "StatusReturn" || kind === "BreakStmt" || kind === "ContinueStmt";

function describe(leaver: Stmt): string {
  switch (leaver.kind) {
    case "ReturnStmt":
    case "StatusReturn":
      return "this `return` always leaves";
    case "BreakStmt":
      return "this `break` always leaves";
    case "ContinueStmt":
      return "this `continue` always leaves";
    case "ExprStmt":
      if (leaver.expr.kind === "IfExpr") return "every branch of this `if` leaves";
      if (leaver.expr.kind === "MatchExpr") return "every arm of this `match` leaves";
      if (leaver.expr.kind === "LoopExpr") return "nothing leaves this `loop` by `break`";
      return "this never comes back";
    default:
      return "this never comes back";
  }
}
