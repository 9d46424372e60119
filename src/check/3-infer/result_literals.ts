/** `Ok(x)` and `Err(e)`. */
import type { Call, Expr, Name } from "../../syntax/ast.ts";
import { ERROR, OPEN, resultOf, type Type } from "../../types/type.ts";
import { valueArguments } from "./arguments.ts";
import { type Inference, known } from "./inference.ts";

export function inferResultLiteral(at: Inference, expr: Call, callee: Name, expected: Type | null): Type {
  const isOk = callee.name === "Ok";
  const args = valueArguments(expr);
  at.types[callee.id] = ERROR;
  const first = args[0];
  const named = args.find((arg) => arg.name !== null);
  if (args.length !== 1 || named) {
    for (const arg of args) at.infer(arg.value as Expr, null);
    if (named && args.length === 1) {
      at.error("call/named-not-allowed", named.name!, `\`${callee.name}\` takes its value by position`, {
        label: "named argument",
        help: ["leave out the name"],
      });
    } else {
      at.error("call/argument-count", expr, `\`${callee.name}\` takes 1 argument, found ${args.length}`, {
        label: args.length === 0 ? "no value" : "too many",
        help: args.length === 0
          ? [`write \`${callee.name}(null)\` when there is no value`]
          : [`put them in a tuple: \`${callee.name}((a, b))\``],
      });
    }
    at.context.module.calls[expr.id] = {
      kind: isOk ? "ok" : "err",
      symbol: null,
      signature: null,
      args: args.map((arg) => arg.value as Expr),
      typeArg: null,
    };
    return resultOf(isOk ? ERROR : OPEN, isOk ? OPEN : ERROR, true);
  }
  const wanted = known(expected);
  const place = wanted?.kind === "result" ? isOk ? wanted.ok : wanted.error : null;
  const value = first!.value as Expr;
  const type = place === null || place.kind === "any" ? at.infer(value, null) : at.store(value, place);
  at.context.module.calls[expr.id] = {
    kind: isOk ? "ok" : "err",
    symbol: null,
    signature: null,
    args: [value],
    typeArg: null,
  };
  return isOk ? resultOf(type, OPEN, true) : resultOf(OPEN, type, true);
}
