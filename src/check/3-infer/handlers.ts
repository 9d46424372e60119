/** Functions that answer requests: decided by the roles that decorator declarations carry. */
import type { FnDecl, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import type { ModuleContext } from "../context.ts";

/** The roles that the decorators of a function give it. */
export function rolesOf(context: ModuleContext, decl: FnDecl): string[] {
  if (decl.decorators.length === 0) return [];
  return decl.decorators.flatMap((decorator) =>
    (context.catalogue.decorator(decorator.name.name)?.marks.get("role") ?? []).map(String)
  );
}

/** Whether a function may answer with a status, a Response or a Result, whatever it declares. */
export function isHandler(context: ModuleContext, decl: FnDecl): boolean {
  // An unknown decorator is reported already; it may have been meant to make a handler.
  if (decl.decorators.some((one) => !context.catalogue.decorator(one.name.name))) return true;
  return rolesOf(context, decl).some((role) => role === "route" || role === "middleware");
}

const known = new WeakMap<FnDecl, boolean>();

/** Whether a handler contains a status return: an ordinary call of it may then give a Response. */
export function answersWithStatus(context: ModuleContext, decl: FnDecl): boolean {
  if (decl.decorators.length === 0) return false;
  let answer = known.get(decl);
  if (answer === undefined) {
    answer = isHandler(context, decl) && decl.body !== null && hasStatusReturn(decl.body);
    known.set(decl, answer);
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
