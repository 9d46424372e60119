/** What a stretch of code assigns: facts about these paths do not outlive a turn of a loop. */
import type { Node, Pattern } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { type IsBareField, pathOf } from "./facts.ts";

/** Paths of variables and fields assigned in `node`, by any form of assignment; nested functions are left out. */
export function assignedPaths(node: Node, isBareField?: IsBareField): Set<string> {
  const paths = new Set<string>();
  const visit = (child: Node): void => {
    switch (child.kind) {
      case "FnDecl":
      case "FnExpr":
        return;
      case "AssignStmt": {
        const path = pathOf(child.target, isBareField);
        if (path !== null) paths.add(path);
        break;
      }
      case "LetStmt":
      case "ForStmt":
        addNames(child.pattern, paths);
        break;
    }
    forEachChild(child, visit);
  };
  visit(node);
  return paths;
}

function addNames(pattern: Pattern, paths: Set<string>): void {
  if (pattern.kind === "NamePattern") paths.add(pattern.name);
  else if (pattern.kind === "TuplePattern") pattern.elements.forEach((element) => addNames(element, paths));
  else if (pattern.kind === "VariantPattern") pattern.args?.forEach((arg) => addNames(arg, paths));
}
