/** Whether a handler without body parameter reads the body through its `Request`: web.md 5.6. */
import type { Node } from "../../syntax/ast.ts";
import { type Handler, isRequest } from "./parameters.ts";
import { walk } from "./walk.ts";

const BODY_METHODS: ReadonlySet<string> = new Set(["body", "text", "json", "form"]);

/** True when it calls a body method, or uses the request in another way than reading its members (it is then passed on). */
export function usesRequestBody(handler: Handler): boolean {
  const module = handler.context.program.modules[handler.module];
  const { declaration, symbol } = handler;
  const isOwn = symbol.type.params.some((param) => isRequest(param.type));
  if (!isOwn) return false;
  let isUsed = false;
  const members = new Set<number>();
  const visit = (node: Node) => {
    if (node.kind === "Member" && node.object.kind === "Name") {
      const type = module.types[node.object.id];
      if (type && isRequest(type)) {
        members.add(node.object.id);
        if (BODY_METHODS.has(node.name.name)) isUsed = true;
      }
    } else if (node.kind === "Name" && !members.has(node.id)) {
      const type = module.types[node.id];
      if (type && isRequest(type)) isUsed = true;
    } else if (node.kind === "FnExpr" || node.kind === "FnDecl") walk(node.body, visit);
  };
  walk(declaration.body, visit);
  return isUsed;
}
