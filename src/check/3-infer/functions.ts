/** Bodies of declared functions and methods. */
import { signatureOf, typeScopes } from "../1-declare/declare_signatures.ts";
import { UNKNOWN_SIGNATURE } from "../1-declare/declare_module.ts";
import { NO_TYPE_PARAMS, type TypeScope } from "../1-declare/resolve_type.ts";
import type { FnDecl, Stmt } from "../../syntax/ast.ts";
import type { TypeSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { NarrowEnvironment } from "../narrow/narrow_environment.ts";
import { bindParams } from "./inline_functions.ts";
import { isHandler } from "./handlers.ts";
import type { Inference } from "./inference.ts";
import { storeResult } from "./statements.ts";

/** More passes than this are hardly ever needed; then the types that do not settle are given up. */
const MOST_PASSES = 6;

/** A top-level function or method: passes over its body until the types of its variables are settled. */
export function inferFunction(at: Inference, decl: FnDecl, self: TypeSymbol | null): void {
  const marks = at.context.diagnostics.length;
  for (let pass = 1;; pass++) {
    at.isStale = false;
    inferBody(at, decl, self);
    const isOpen = at.settle(at.localTypes, pass >= MOST_PASSES);
    // The pass after the last one sees the types that were given up as unchecked.
    if ((!at.isStale && !isOpen) || pass > MOST_PASSES) break;
    at.context.diagnostics.length = marks;
  }
}

/** One pass over the parameters and the body of a function. */
function inferBody(at: Inference, decl: FnDecl, self: TypeSymbol | null): void {
  const symbol = at.context.module.symbols[decl.id];
  if (symbol?.kind !== "function" || decl.body === null) return;
  const { body: outerBody, loop: outerLoop, env: outerEnv } = at;
  const result: Type | null = decl.result ? symbol.type.result : null;
  const body = {
    node: decl,
    isAsync: decl.isAsync,
    result,
    isResultDeclared: result !== null,
    isHandler: isHandler(at.context, symbol),
    returns: null,
    typeScope: typeScopes.get(decl) ?? NO_TYPE_PARAMS,
    self: self ?? outerBody.self,
    outer: outerBody.node === null ? null : outerBody,
  };
  at.body = body;
  at.loop = null;
  at.env = NarrowEnvironment.EMPTY;
  bindParams(at, decl.params, symbol.type.params);
  if (decl.body.kind === "Block") at.inferBlock(decl.body);
  else if (result !== null && result.kind !== "any") storeResult(at, decl.body, result);
  else at.infer(decl.body, null);
  at.body = outerBody;
  at.loop = outerLoop;
  at.env = outerEnv;
}

/** A function declared inside another one, or inside a block of the top level. */
export function inferNested(at: Inference, decl: FnDecl): void {
  inferBody(at, decl, null);
}

/** Gives nested functions of these statements their signatures, before anything calls them. */
export function declareNested(at: Inference, statements: readonly Stmt[], scope: TypeScope): void {
  for (const stmt of statements) if (stmt.kind === "FnDecl") declareOne(at, stmt, scope);
}

function declareOne(at: Inference, decl: FnDecl, scope: TypeScope): void {
  const symbol = at.context.module.symbols[decl.id];
  if (symbol?.kind !== "function" || !symbol.isNested || symbol.type !== UNKNOWN_SIGNATURE) return;
  const before = at.context.diagnostics.length;
  symbol.type = signatureOf(at.context, decl, scope);
  at.kept.push(...at.context.diagnostics.splice(before));
}
