/** `?`: leaving the function with an Err. */
import type { Expr } from "../../../syntax/ast.ts";
import { bare } from "../code.ts";
import type { Emitter } from "../emitter.ts";

/** Leaves the function with the Err of `operand`; gives the code of the value in its Ok. */
export function propagate(e: Emitter, operand: Expr, node: Expr): string {
  const isStatic = e.placeOf(operand).kind === "result";
  const code = e.chained(operand);
  const value = isStatic ? code : `${e.at(node)}${e.runtime("tryOperand")}(${bare(code)})`;
  const name = e.hold(value);
  e.line(`if (!${name}.isOk) return ${name};`);
  return `${name}.value`;
}
