/** Visits the nodes of a function body, inner functions left out. */
import type { Node } from "../syntax/ast.ts";

export function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
    return;
  }
  if (typeof node !== "object" || node === null || !("kind" in node)) return;
  const { kind } = node as Node;
  visit(node as Node);
  if (kind === "FnDecl" || kind === "FnExpr") return;
  for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part, visit);
}
