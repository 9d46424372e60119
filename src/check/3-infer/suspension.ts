/** `.await` and `?`, and calls that wait by themselves. */
import { fix } from "../../diagnostics/fix.ts";
import type { Await, Call, Expr, Try } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { join } from "../../types/join.ts";
import { middlewareKind } from "../../types/middleware_kind.ts";
import { printType } from "../../types/print_type.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import { ERROR, OPEN, resultOf, type ResultType, type Type } from "../../types/type.ts";
import type { Inference } from "./inference.ts";
import { withArticle } from "../../types/with_article.ts";
import { reportNull } from "./mismatch.ts";

/** What waits (`.await`, a suspending call) where nothing can: in a function that is not async, or in the default of a field. */
function reportSyncWait(
  at: Inference,
  what: string,
  keyword: { readonly start: number; readonly end: number },
): void {
  const { node } = at.body;
  if (!node) {
    at.error("async/await-in-sync", keyword, `${what} in the default of a field, which cannot wait`, {
      label: "cannot wait here",
      help: ["wait before, and give the value when the instance is built"],
    });
    return;
  }
  const name = node.kind === "FnDecl" ? `\`${node.name.name}\`` : "this function";
  const start = node.kind === "FnDecl" ? wordStart(at, node) : node.start;
  at.error("async/await-in-sync", keyword, `${what} in ${name}, which is not async`, {
    label: "cannot wait here",
    help: ["declare the function with `async fn`"],
    fixes: [{
      title: "make the function async",
      safe: false,
      edits: [{ span: at.context.span({ start, end: start }), replacement: "async " }],
    }],
  });
}

/** Notes whether a call waits by itself; such a call cannot stand where nothing waits. */
export function noteSuspension(at: Inference, call: Call, suspends: boolean): void {
  const { suspends: all } = at.context.module;
  all.delete(call.id);
  if (!suspends) return;
  // In the middleware itself `next()` waits also where the function is not async.
  const owner = ownerOfNext(at, call);
  if (at.body.isAsync || (owner !== null && owner.declaration === at.body.node)) all.add(call.id);
  else {
    const name = call.callee.kind === "Member" ? call.callee.name : call.callee;
    reportSyncWait(at, `\`${at.context.text(name)}\` waits`, name);
  }
}

/** Whether a call is `next()` in a middleware around the handler: it waits for the handler. */
export function isNext(at: Inference, call: Call): boolean {
  return ownerOfNext(at, call) !== null;
}

/** The middleware around the handler whose second parameter the call calls; null for other calls. */
function ownerOfNext(at: Inference, { callee }: Call): FunctionSymbol | null {
  const { symbols } = at.context.module;
  const symbol = callee.kind === "Name" ? symbols[callee.id] : undefined;
  if (symbol?.kind !== "variable" || !symbol.isParam || symbol.scope.node === null) return null;
  const owner = symbols[symbol.scope.node.id];
  const isNext = owner?.kind === "function" && middlewareKind(owner.type) === "wrap" &&
    owner.declaration?.params[1]?.name.name === symbol.name;
  return isNext ? owner : null;
}

/** The same for a method that is only known at run time, by its name. */
export function noteDynamicSuspension(at: Inference, call: Call): void {
  const { callee } = call;
  const maySuspend = at.body.isAsync && callee.kind === "Member" &&
    at.context.catalogue.isSuspending(callee.name.name);
  noteSuspension(at, call, maySuspend);
}

export function inferAwait(at: Inference, expr: Await): Type {
  const type = at.inferLink(expr.operand);
  const keyword = { start: expr.operand.end, end: expr.end };
  // A call that waits by itself may say so.
  if (at.context.module.suspends.has(withoutParens(expr.operand).id)) return type;
  if (!at.body.isAsync) {
    if (isSuspending(at, expr.operand)) return type;
    reportSyncWait(at, "`.await`", keyword);
  }
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

function withoutParens(expr: Expr): Expr {
  return expr.kind === "Paren" ? withoutParens(expr.expr) : expr;
}

/** A suspending call in a place that cannot wait, which has been reported. */
function isSuspending(at: Inference, operand: Expr): boolean {
  const call = withoutParens(operand);
  if (call.kind === "Call" && isNext(at, call)) return true;
  const symbol = at.context.module.calls[withoutParens(operand).id]?.symbol;
  return symbol?.kind === "function" && symbol.marks?.has("suspends") === true;
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
    fixes: type.kind === "future" && type.value.kind === "result"
      ? [fix("wait for it first", at.context.span({ start: mark.start, end: mark.start }), ".await")]
      : isNull || type.kind === "future"
      ? []
      : [fix("remove the `?`", at.context.span(mark), "")],
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
