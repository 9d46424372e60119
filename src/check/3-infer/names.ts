/** Names, `self`, and fields read by their bare name. */
import type { Name, SelfExpr } from "../../syntax/ast.ts";
import { join } from "../../types/join.ts";
import { typesEqual } from "../../types/equality.ts";
import { substituteFunction } from "../../types/substitute.ts";
import type { FunctionSymbol, TypeSymbol } from "../../types/symbol.ts";
import { ANY, ERROR, type FunctionType, type Type } from "../../types/type.ts";
import type { Inference } from "./inference.ts";

export function inferName(at: Inference, expr: Name): Type {
  const { module } = at.context;
  if (module.bareFields.has(expr.id)) {
    const field = at.body.self?.fields.get(expr.name);
    if (field && at.body.visibleFields?.has(expr.name) === false) {
      at.error("name/before-assignment", expr, `the field \`${expr.name}\` has no value yet`, {
        label: "comes later",
        help: ["a default may use the fields before its own"],
      });
    }
    return field ? at.narrowed(`self.${expr.name}`, field.type) : ERROR;
  }
  const symbol = module.symbols[expr.id];
  switch (symbol?.kind) {
    case "variable":
      return at.narrowed(expr.name, at.read(symbol));
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
  }
  if (expr.name === "Ok" || expr.name === "Err") {
    return at.error("call/argument-count", expr, `\`${expr.name}\` takes one value`, {
      label: "not called",
      help: [`write \`${expr.name}(value)\`; as a function: \`fn(x) => ${expr.name}(x)\``],
    });
  }
  return ERROR;
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

/** `self`: an instance of the type with its own parameters. */
export function inferSelf(at: Inference, _expr: SelfExpr): Type {
  const symbol = at.body.self;
  return symbol ? selfType(symbol) : ERROR;
}

function selfType(symbol: TypeSymbol): Type {
  return { kind: "instance", symbol, args: symbol.typeParams };
}
