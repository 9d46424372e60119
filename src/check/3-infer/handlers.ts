/** Functions that answer requests: decided by the roles that decorator declarations carry, and by decorators that name them. */
import type { Block, Expr, FnDecl, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { fits } from "../../types/assignability.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import type { ModuleContext } from "../context.ts";

/** The roles that the decorators of a function give it. */
export function rolesOf(context: ModuleContext, decl: FnDecl): string[] {
  if (decl.decorators.length === 0) return [];
  return decl.decorators.flatMap((decorator) =>
    (context.catalogue.decorator(decorator.name.name)?.marks.get("role") ?? []).map(String)
  );
}

/** Whether a function may answer with a status, a Response or a Result, whatever it declares. */
export function isHandler(context: ModuleContext, symbol: FunctionSymbol): boolean {
  const { declaration } = symbol;
  if (declaration === null) return false;
  // An unknown decorator is reported already; it may have been meant to make a handler.
  if (declaration.decorators.some((one) => !context.catalogue.decorator(one.name.name))) return true;
  return rolesOf(context, declaration).includes("route") || context.program.handlers.has(symbol);
}

/** Whether a handler that declares `result` may answer with a value of type `found` all the same. */
export function isOtherAnswer(found: Type, result: Type): boolean {
  if (fits(found, result)) return false;
  if (found.kind === "result") return fits(found.ok, result);
  return found.kind === "instance" && found.symbol.module === -1 && found.symbol.name === "Response";
}

const answers = new WeakSet<Expr>();

/** Remembers the branches of a handler's result: each of them is an answer of its own. */
export function markAnswers(value: Expr): void {
  answers.add(value);
  if (value.kind === "Paren") markAnswers(value.expr);
  else if (value.kind === "IfExpr") {
    markLast(value.then);
    if (value.otherwise?.kind === "Block") markLast(value.otherwise);
    else if (value.otherwise) markAnswers(value.otherwise);
  } else if (value.kind === "MatchExpr") {
    for (const { body } of value.arms) {
      if (body.kind === "Block") markLast(body);
      else if (!body.kind.endsWith("Return") && !body.kind.endsWith("Stmt")) markAnswers(body as Expr);
    }
  }
}

function markLast(block: Block): void {
  const last = block.body.at(-1);
  if (last?.kind === "ExprStmt") markAnswers(last.expr);
}

/** Whether an expression is (a branch of) the result of a handler. */
export function isAnswer(expr: Expr): boolean {
  return answers.has(expr);
}

const known = new WeakMap<Node, boolean>();

/** Whether a handler contains a status return: an ordinary call of it may then give a Response. */
export function answersWithStatus(context: ModuleContext, symbol: FunctionSymbol): boolean {
  const body = symbol.declaration?.body ?? null;
  if (body === null) return false;
  let answer = known.get(body);
  if (answer === undefined) {
    answer = hasStatusReturn(body) && isHandler(context, symbol);
    known.set(body, answer);
  }
  return answer;
}

function hasStatusReturn(node: Node): boolean {
  if (node.kind === "StatusReturn") return true;
  if (node.kind === "FnDecl" || node.kind === "FnExpr") return false;
  let found = false;
  forEachChild(node, (child) => {
    if (!found) found = hasStatusReturn(child);
  });
  return found;
}
