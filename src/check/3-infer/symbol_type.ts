/** What names of functions, types, modules and library members are as values. */
import { typesEqual } from "../../types/equality.ts";
import { join } from "../../types/join.ts";
import { substituteFunction } from "../../types/substitute.ts";
import type { FunctionSymbol, Symbol } from "../../types/symbol.ts";
import { ANY, ERROR, type FunctionType, type Type } from "../../types/type.ts";
import type { Inference } from "./inference.ts";

/** What a name of another module or a namespace is as a value. */
export function symbolType(at: Inference, symbol: Symbol): Type {
  switch (symbol.kind) {
    case "variable":
      return at.read(symbol);
    case "function":
      return overloadedValue(symbol);
    case "type":
    case "enum":
      return { kind: "typename", symbol };
    case "alias":
      return symbol.target.kind === "instance" || symbol.target.kind === "enum"
        ? { kind: "typename", symbol: symbol.target.symbol }
        : ANY;
    case "module":
      return { kind: "module", symbol };
    case "namespace":
      return { kind: "namespace", symbol };
    case "constant":
      return symbol.type;
    default:
      return ERROR;
  }
}

/** The type of a function of the library, maybe with several signatures, as a value: what they agree on. */
export function overloadedValue(symbol: FunctionSymbol): FunctionType {
  const types = [symbol.type, ...symbol.overloads].map(unchecked);
  if (types.length === 1) return types[0]!;
  const [widest] = types.toSorted((a, b) => b.params.length - a.params.length);
  const params = widest!.params.map((param, i) => ({
    ...param,
    type: types.every((type) => type.params[i] && typesEqual(type.params[i].type, param.type))
      ? param.type
      : ANY,
    hasDefault: !param.isVariadic &&
      types.some((type) => i >= type.params.length || type.params[i]!.hasDefault),
  }));
  return { ...widest!, params, result: types.map((type) => type.result).reduce(join) };
}

/** The type of a function as a value: type parameters of its own are unchecked. */
export function functionValue(symbol: FunctionSymbol): FunctionType {
  return unchecked(symbol.type);
}

function unchecked(type: FunctionType): FunctionType {
  if (type.typeParams.length === 0) return type;
  return { ...substituteFunction(type, new Map(type.typeParams.map((p) => [p.id, ANY]))), typeParams: [] };
}
