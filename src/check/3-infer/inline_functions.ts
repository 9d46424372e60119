/** Inline functions: `fn(x) => e`, `fn(x) { … }`. */
import type { Expr, FnExpr } from "../../syntax/ast.ts";
import { join } from "../../types/join.ts";
import { ANY, type FunctionType, INFER, listOf, NULL, type ParamType, type Type } from "../../types/type.ts";
import { type Body, type Inference, known } from "./inference.ts";
import { hasOpenPlace } from "./literals.ts";

/** Parameter types flow in from the expected function type; the result comes from the body when it is not declared. */
export function inferInlineFunction(at: Inference, expr: FnExpr, expected: Type | null): Type {
  const wanted = known(expected);
  const shape = wanted?.kind === "function" ? wanted : null;
  const params: ParamType[] = expr.params.map((param, i) => ({
    name: param.name.name,
    type: param.type ? at.annotation(param.type) : fromShape(shape, i),
    hasDefault: param.defaultValue !== null,
    isVariadic: param.isVariadic,
    isNamed: false,
  }));
  const declared = expr.result ? at.annotation(expr.result) : null;
  const hint = declared === null && shape && !hasOpenPlace(shape.result) ? shape.result : null;
  const result = inBody(at, expr, params, declared, hint);
  return { kind: "function", typeParams: [], params, result, isAsync: expr.isAsync } satisfies FunctionType;
}

function fromShape(shape: FunctionType | null, index: number): Type {
  const type = shape?.params[index]?.type;
  return type === undefined || type === INFER ? ANY : type;
}

function inBody(
  at: Inference,
  expr: FnExpr,
  params: readonly ParamType[],
  declared: Type | null,
  hint: Type | null,
): Type {
  const { body: outerBody, loop: outerLoop, env: outerEnv } = at;
  const body: Body = {
    node: expr,
    isAsync: expr.isAsync,
    result: declared,
    isResultDeclared: declared !== null,
    isHandler: false,
    returns: null,
    typeScope: outerBody.typeScope,
    self: outerBody.self,
    outer: outerBody,
  };
  at.env = at.enterFunctionEnvironment(expr);
  at.body = body;
  at.loop = null;
  bindParams(at, expr.params, params);
  let result: Type;
  if (expr.body.kind === "Block") {
    at.inferBlock(expr.body);
    if (at.isReachable) body.returns = body.returns === null ? NULL : join(body.returns, NULL);
    result = declared ?? body.returns ?? NULL;
  } else if (declared !== null) {
    at.store(expr.body, declared);
    result = declared;
  } else {
    const type = at.infer(expr.body, hint !== null && isLiteral(expr.body) ? hint : null);
    result = body.returns === null ? type : join(type, body.returns);
  }
  at.body = outerBody;
  at.loop = outerLoop;
  at.env = outerEnv;
  return result;
}

/** Literals are built for the place they go to. */
function isLiteral(expr: Expr): boolean {
  switch (expr.kind) {
    case "ListLit":
    case "MapLit":
    case "TupleLit":
    case "StructLit":
      return true;
    case "Paren":
      return isLiteral(expr.expr);
    case "Call":
      return expr.callee.kind === "Name" && (expr.callee.name === "Ok" || expr.callee.name === "Err");
    default:
      return false;
  }
}

/** Gives parameters their types and looks at their defaults; the environment is that of the function. */
export function bindParams(at: Inference, nodes: FnExpr["params"], params: readonly ParamType[]): void {
  const { symbols } = at.context.module;
  nodes.forEach((node, i) => {
    const param = params[i]!;
    const type = param.isVariadic ? listOf(param.type) : param.type;
    at.types[node.id] = type;
    if (node.defaultValue) at.store(node.defaultValue, param.type);
    at.forget(node.name.name);
    const symbol = symbols[node.id];
    if (symbol?.kind !== "variable") return;
    if (node.type) {
      symbol.isAnnotated = true;
      at.annotations.set(symbol, type);
    }
    at.assigned(symbol, type);
  });
}
