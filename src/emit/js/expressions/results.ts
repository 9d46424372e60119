/** `e?` and `e.await`. */
import type { Await, Call, Try } from "../../../syntax/ast.ts";
import { bare, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { call } from "./calls.ts";
import { inForm } from "./members.ts";
import { propagate } from "./propagate.ts";

export function tryExpr(e: Emitter, node: Try): string {
  return inForm(e, node, propagate(e, node.operand, node));
}

/** `f().await` runs f at once: no Future is made. */
export function awaitExpr(e: Emitter, node: Await): string {
  if (node.operand.kind === "Call" && isNextCall(e, node.operand)) {
    return inForm(e, node, call(e, node.operand));
  }
  if (!e.frame.isAsync) {
    const what = quote("`.await` stands in a function that is not async");
    return `${e.at(node)}${e.runtime("cannotRun")}("run/not-a-future", ${what})`;
  }
  let operand = node.operand;
  while (operand.kind === "Paren" && e.module.conversions[operand.id] === undefined) operand = operand.expr;
  if (operand.kind === "Call") {
    const info = e.module.calls[operand.id];
    const symbol = info?.symbol;
    if (symbol?.kind === "function" && symbol.library === null && info!.signature?.isAsync) {
      return call(e, operand, { isAwaited: true, resultOf: node });
    }
    // A suspending call waits by itself.
    if (symbol && e.module.suspends.has(operand.id)) return inForm(e, node, e.chained(node.operand));
  }
  const code = e.module.suspends.has(operand.id) && operand.kind === "Call"
    ? call(e, operand, { isAwaited: true, resultOf: operand })
    : e.chained(node.operand);
  return inForm(e, node, e.awaited(`${e.at(node)}${e.runtime("startFuture")}(${bare(code)})`));
}

/** Whether a call waits by itself, whether the function around it is async or not: `next()` of a middleware. */
function isNextCall(e: Emitter, node: Call): boolean {
  return e.module.suspends.has(node.id) && e.module.calls[node.id]?.kind === "value";
}
