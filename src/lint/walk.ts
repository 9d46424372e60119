/** The one walk over a module that all rules share. */
import type { Node } from "../syntax/ast.ts";
import { forEachChild } from "../syntax/visitor.ts";
import type { Handlers } from "./rule.ts";
import type { Usage } from "./usage.ts";

type Handler = (node: never) => void;

/** Visits every node of a module; `parents` holds the nodes around the one that is visited. */
export function walkModule(root: Node, all: readonly Handlers[], usage: Usage, parents: Node[]): void {
  const byKind = new Map<string, Handler[]>();
  for (const handlers of all) {
    for (const [kind, handler] of Object.entries(handlers)) {
      if (kind === "end") continue;
      const list = byKind.get(kind);
      if (list) list.push(handler as Handler);
      else byKind.set(kind, [handler as Handler]);
    }
  }
  const visit = (node: Node) => {
    usage.visit(node, parents.at(-1));
    const handlers = byKind.get(node.kind);
    if (handlers) { for (const handler of handlers) handler(node as never); }
    parents.push(node);
    forEachChild(node, visit);
    parents.pop();
  };
  visit(root);
  for (const handlers of all) handlers.end?.();
}
