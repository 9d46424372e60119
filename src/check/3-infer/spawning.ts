/** The argument of functions that start a call beside the caller. */
import { fix } from "../../diagnostics/fix.ts";
import type { Expr } from "../../syntax/ast.ts";
import { ERROR, futureOf, type Type } from "../../types/type.ts";
import { rolesOf } from "./handlers.ts";
import type { Inference } from "./inference.ts";
import { withArticle } from "../../types/with_article.ts";

/** Checks a value that is a Future, or the call of a background function; gives it as a Future. */
export function checkSpawned(at: Inference, expr: Expr): Type {
  const type = at.infer(expr, null);
  if (type.kind === "future" || type.kind === "never") return type;
  const call = expr.kind === "Paren" ? expr.expr : expr;
  // Of other unchecked values it shows only when the program runs.
  if (type.kind === "any" && (type.isError || !isPlainCall(at, call))) return type;
  if (call.kind !== "Call") {
    at.error("spawn/not-a-call", expr, "spawn: expected a call of a `@background` function or a Future", {
      label: `this is ${withArticle(type)}`,
      help: ["write a call: `spawn(work(x))`"],
    });
    return ERROR;
  }
  const symbol = at.context.module.calls[call.id]?.symbol;
  const decl = symbol?.kind === "function" ? symbol.declaration : null;
  if (decl && rolesOf(at.context, decl).includes("background")) return futureOf(type);
  const name = symbol ? `fn \`${symbol.name}\`` : "this function";
  at.error(
    "spawn/not-background",
    call,
    `spawn: ${name} is neither async nor declared with \`@background\``,
    {
      label: `gives ${withArticle(type)} at once`,
      labels: decl && symbol?.kind === "function" && symbol.module === at.context.index
        ? [at.context.label(decl.name, "declared here")]
        : [],
      help: decl
        ? ["declare it as `async fn`, or put `@background` before it"]
        : ["wrap it in an `async fn` and start that"],
      fixes: decl && symbol?.kind === "function" && symbol.module === at.context.index
        ? [
          fix(
            "put `@background` before it",
            at.context.span({ start: decl.start, end: decl.start }),
            "@background\n",
          ),
        ]
        : [],
    },
  );
  return ERROR;
}

/** Whether an expression calls a function that the program declares without `async`. */
function isPlainCall(at: Inference, call: Expr): boolean {
  if (call.kind !== "Call") return false;
  const symbol = at.context.module.calls[call.id]?.symbol;
  return symbol?.kind === "function" && symbol.declaration !== null && !symbol.declaration.isAsync;
}

/** Whether an expression starts a call beside the caller: its Future may be dropped. */
export function startsCall(at: Inference, value: Expr): boolean {
  const call = value.kind === "Paren" ? value.expr : value;
  if (call.kind !== "Call") return false;
  const signature = at.context.module.calls[call.id]?.signature;
  return signature?.params.some((param) => param.marks?.has("call")) ?? false;
}
