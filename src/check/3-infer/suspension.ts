/** `.await` and `?`, and calls that wait by themselves. */
import type { Await, Call, Expr, Name, Try } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { join } from "../../types/join.ts";
import { middlewareKind } from "../../types/middleware_kind.ts";
import { printType } from "../../types/print_type.ts";
import { ERROR, OPEN, resultOf, type ResultType, type Type } from "../../types/type.ts";
import type { Inference } from "./inference.ts";
import { withArticle } from "../../types/with_article.ts";
import { reportNull } from "./mismatch.ts";

/** `.await` where nothing can wait: in a function that is not async, or in the default of a field. */
function reportSyncAwait(at: Inference, keyword: { readonly start: number; readonly end: number }): void {
  const { node } = at.body;
  if (!node) {
    at.error("async/await-in-sync", keyword, "`.await` in the default of a field, which cannot wait", {
      label: "cannot wait here",
      help: ["wait before, and give the value when the instance is built"],
    });
    return;
  }
  const name = node.kind === "FnDecl" ? `\`${node.name.name}\`` : "this function";
  const start = node.kind === "FnDecl" ? wordStart(at, node) : node.start;
  at.error("async/await-in-sync", keyword, `\`.await\` in ${name}, which is not async`, {
    label: "cannot wait here",
    help: ["declare the function with `async fn`"],
    fixes: [{
      title: "make the function async",
      safe: false,
      edits: [{ span: at.context.span({ start, end: start }), replacement: "async " }],
    }],
  });
}

/** `next()` in a middleware that runs around the handler waits for it, also in a function that is not async. */
export function noteNext(at: Inference, call: Call, callee: Name): void {
  const { module } = at.context;
  const symbol = module.symbols[callee.id];
  if (symbol?.kind !== "variable" || !symbol.isParam) return;
  const owner = symbol.scope.node && module.symbols[symbol.scope.node.id];
  if (owner?.kind !== "function" || middlewareKind(owner.type) !== "wrap") return;
  if (owner.declaration?.params[1]?.name.name !== symbol.name) return;
  if (at.body.node === owner.declaration || at.body.isAsync) {
    module.suspends.add(call.id);
    return;
  }
  at.error("async/await-in-sync", call, `\`${symbol.name}()\` waits for the handler, and this function is not async`, {
    label: "cannot wait here",
    help: [`call it in \`${owner.name}\` itself, or write \`async fn\` here`],
  });
}

export function inferAwait(at: Inference, expr: Await): Type {
  const type = at.inferLink(expr.operand);
  const keyword = { start: expr.operand.end, end: expr.end };
  if (expr.operand.kind === "Call" && at.context.module.suspends.has(expr.operand.id)) return type;
  if (!at.body.isAsync) reportSyncAwait(at, keyword);
  if (type.kind === "any" || type.kind === "never") return type;
  if (type.kind === "future") return type.value;
  if (type.kind === "nullable") {
    reportNull(at.context, expr.operand, type, `\`.await\` on \`${printType(type)}\``);
    return ERROR;
  }
  return at.error("async/not-a-future", keyword, `\`.await\` on \`${printType(type)}\`, which is no Future`, {
    label: "nothing to wait for",
    labels: [at.context.label(expr.operand, `this is ${withArticle(type)}`)],
    help: ["remove the `.await`"],
    fixes: [{
      title: "remove the `.await`",
      safe: false,
      edits: [{ span: at.context.span(keyword), replacement: "" }],
    }],
  });
}

/** Where the word `fn` of a declaration stands: decorators and `static` come before it. */
function wordStart(
  at: Inference,
  node: { readonly start: number; readonly name: { readonly start: number } },
): number {
  const index = at.context.file.text.lastIndexOf("fn", node.name.start);
  return index < node.start ? node.start : index;
}

export function inferTry(at: Inference, expr: Try): Type {
  const type = at.inferLink(expr.operand);
  const mark = { start: Math.max(expr.operand.end, expr.end - 1), end: expr.end };
  if (type.kind === "result") {
    propagate(at, expr, type);
    return type.ok;
  }
  if (type.kind === "any" || type.kind === "never") {
    if (type !== ERROR) propagate(at, expr, resultOf(OPEN, OPEN, true));
    return type;
  }
  const isNull = type.kind === "nullable";
  return at.error("result/try-operand", mark, `\`?\` on \`${printType(type)}\`, which is no Result`, {
    label: "not a Result",
    labels: [at.context.label(expr.operand, `this is ${withArticle(type)}`)],
    help: [
      isNull && type.inner.kind !== "result"
        ? "for `null` there is `??`: `value ?? default`"
        : type.kind === "future"
        ? "wait for it first: `.await?`"
        : "remove the `?`",
    ],
  });
}

/** Notes that the function may be left here with the error of `operand`; reports where that is not possible. */
export function propagate(at: Inference, expr: Expr, operand: ResultType): void {
  const body = at.body;
  const mark = expr.kind === "Try"
    ? { start: Math.max(expr.operand.end, expr.end - 1), end: expr.end }
    : expr;
  if (body.node === null) {
    at.error("result/try-outside", mark, "`?` at the top level of a module", {
      label: "there is no function to leave",
      help: ["use `match`, `.unwrap_or(…)` or `.expect(…)`"],
    });
    return;
  }
  const declared = body.isResultDeclared ? body.result : null;
  if (declared === null || declared.kind === "any") {
    const left: Type = resultOf(OPEN, operand.error, true);
    body.returns = body.returns === null ? left : join(body.returns, left);
    return;
  }
  const result = declared.kind === "nullable" ? declared.inner : declared;
  if (result.kind !== "result") {
    const written = body.node.result;
    at.error(
      "result/try-outside",
      mark,
      `\`?\` leaves with an \`Err\`, but the function gives \`${printType(declared)}\``,
      {
        label: "may leave with an `Err`",
        labels: written ? [at.context.label(written, "declared here")] : [],
        help: [
          `declare the result as \`Result<${printType(declared)}>\`, or handle the error here with \`match\``,
        ],
      },
    );
    return;
  }
  if (!fits(operand.error, result.error)) {
    at.error(
      "type/mismatch",
      mark,
      `\`?\` leaves with an error of type \`${printType(operand.error)}\`, the function declares \`${
        printType(result.error)
      }\``,
      {
        label: `this error is ${withArticle(operand.error)}`,
        help: ["change the error with `.map_err(fn(e) => …)` before the `?`"],
      },
    );
  }
}
