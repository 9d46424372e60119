/** Whether a handler or middleware reads the body through its `Request`: web.md 5.6. */
import type { CheckedModule } from "../check/result.ts";
import type { FnDecl, Node } from "../syntax/ast.ts";
import { isLibraryType } from "../types/middleware_kind.ts";
import type { FunctionSymbol } from "../types/symbol.ts";
import { walk } from "./walk.ts";

const BODY_METHODS: ReadonlySet<string> = new Set(["body", "text", "json", "form"]);

/** True when it calls a body method, or uses the request in another way than reading its members (it is then passed on). */
export function usesRequestBody(
  module: CheckedModule,
  { body, params }: FnDecl,
  symbol: FunctionSymbol,
): boolean {
  if (params.length === 0 || !symbol.type.params.some(({ type }) => isLibraryType(type, "Request"))) {
    return false;
  }
  let isUsed = false;
  const members = new Set<number>();
  const visit = (node: Node) => {
    if (node.kind === "Member" && node.object.kind === "Name") {
      const type = module.types[node.object.id];
      if (type && isLibraryType(type, "Request")) {
        members.add(node.object.id);
        if (BODY_METHODS.has(node.name.name)) isUsed = true;
      }
    } else if (node.kind === "Name" && !members.has(node.id)) {
      const type = module.types[node.id];
      if (type && isLibraryType(type, "Request")) isUsed = true;
    } else if (node.kind === "FnExpr" || node.kind === "FnDecl") walk(node.body, visit);
  };
  walk(body, visit);
  return isUsed;
}
