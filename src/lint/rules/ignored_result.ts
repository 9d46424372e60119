import type { Block, Expr, Stmt } from "../../syntax/ast.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const IGNORED_RESULT: LintRule = {
  spec: lintSpec(
    "ignored_result",
    "a `Result` that nobody looks at",
    "The call may have failed, and nothing notices. Pass the error on with `?`, handle it with `match`, or say with `let _ = …` that it " +
      "does not matter.",
    'fn save(book: Str) -> Result<Int> => if book == "" { Err("empty") } else { Ok(book.len()) }\nsave("log")',
    'fn save(book: Str) -> Result<Int> => if book == "" { Err("empty") } else { Ok(book.len()) }\nlet _ = save("log")',
  ),
  level: "warn",
  start: (at) => ({
    Program: (node) => inspectAll(at, node.body),
    Block(node) {
      // The value of other blocks is that of the expression they belong to, which decides.
      const owner = at.parents.at(-1)!.kind;
      const isDropped = ["FnDecl", "FnExpr", "WhileStmt", "ForStmt", "LoopExpr"].includes(owner);
      inspectAll(at, isDropped ? node.body : node.body.slice(0, -1));
    },
  }),
};

function inspectAll(at: LintContext, body: readonly Stmt[]): void {
  for (const stmt of body) if (stmt.kind === "ExprStmt") inspect(at, stmt.expr, true);
}

/** Looks at an expression whose value nobody takes. */
function inspect(at: LintContext, expr: Expr, isStatement: boolean): void {
  switch (expr.kind) {
    case "Paren":
      return inspect(at, expr.expr, false);
    case "IfExpr":
      inspectLast(at, expr.then);
      if (expr.otherwise?.kind === "Block") inspectLast(at, expr.otherwise);
      else if (expr.otherwise) inspect(at, expr.otherwise, false);
      return;
    case "MatchExpr":
      for (const { body } of expr.arms) {
        if (body.kind === "Block") inspectLast(at, body);
        else if (!/(Return|Stmt)$/.test(body.kind)) inspect(at, body as Expr, false);
      }
      return;
    case "LoopExpr":
      return;
  }
  if (at.typeOf(expr)?.kind !== "result" || isIgnorable(at, expr)) return;
  const text = at.text(expr);
  at.report(expr, "the Result of this expression is ignored", {
    label: "may be an `Err`",
    help: ["pass the error on with `?`, handle it with `match`, or drop it knowingly: `let _ = …`"],
    fixes: [{
      title: "drop it knowingly: `let _ = …`",
      safe: false,
      edits: isStatement
        ? [at.edit({ start: expr.start, end: expr.start }, "let _ = ")]
        : [at.edit(expr, `{ let _ = ${text} }`)],
    }],
  });
}

function inspectLast(at: LintContext, block: Block): void {
  const last = block.body.at(-1);
  if (last?.kind === "ExprStmt") inspect(at, last.expr, true);
}

/** Whether the library says that nobody has to look: what failed shows elsewhere. */
function isIgnorable(at: LintContext, expr: Expr): boolean {
  const call = expr.kind === "Await" ? expr.operand : expr;
  const symbol = call.kind === "Call" ? at.module.calls[call.id]?.symbol : null;
  return symbol?.kind === "function" && symbol.marks?.has("ignorable") === true;
}
