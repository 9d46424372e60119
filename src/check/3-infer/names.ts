/** Names, `self`, and fields read by their bare name. */
import type { Name, SelfExpr } from "../../syntax/ast.ts";
import type { TypeSymbol } from "../../types/symbol.ts";
import { ERROR, type Type } from "../../types/type.ts";
import type { Inference } from "./inference.ts";
import { symbolType } from "./symbol_type.ts";

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
  if (symbol?.kind === "variable") return at.narrowed(expr.name, at.read(symbol));
  if (symbol) return symbolType(at, symbol);
  if (expr.name === "Ok" || expr.name === "Err") {
    return at.error("call/argument-count", expr, `\`${expr.name}\` takes one value`, {
      label: "not called",
      help: [`write \`${expr.name}(value)\`; as a function: \`fn(x) => ${expr.name}(x)\``],
    });
  }
  return ERROR;
}

/** `self`: an instance of the type with its own parameters. */
export function inferSelf(at: Inference, _expr: SelfExpr): Type {
  const symbol = at.body.self;
  return symbol ? selfType(symbol) : ERROR;
}

function selfType(symbol: TypeSymbol): Type {
  return { kind: "instance", symbol, args: symbol.typeParams };
}
