/** Type arguments that only the place of a call can give: those of library functions that hand values of them to a callback (`sse(async fn(out) { … })`). */
import { mentionsParam } from "../../types/assignability.ts";
import { NO_ARGUMENTS, type TypeArguments } from "../../types/substitute.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { unify } from "../../types/unify.ts";
import { known } from "./inference.ts";

/** What the type expected of a call says about its type parameters, where nothing but callbacks mentions them. */
export function expectedArguments(symbol: FunctionSymbol, expected: Type | null): TypeArguments {
  const { params, result, typeParams } = symbol.type;
  const wanted = known(expected);
  if (symbol.library === null || typeParams.length === 0 || result.kind !== "instance" || wanted === null) {
    return NO_ARGUMENTS;
  }
  if (params.some(({ type }) => type.kind !== "function" && mentionsParam(type))) return NO_ARGUMENTS;
  const fixed = new Map<number, Type>();
  unify(result, wanted, new Set(typeParams.map((param) => param.id)), fixed);
  return new Map([...fixed].filter(([, type]) => type.kind !== "any"));
}
