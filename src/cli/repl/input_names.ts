/** The variables that the top level of an input declares. */
import type { CheckedModule } from "../../check/result.ts";
import type { Node, Pattern, Program } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";

/** Names of loops and of patterns that take values apart: they never mean variables of earlier inputs. */
export function namesOfPatterns(program: Program): Set<string> {
  const names = new Set<string>();
  const add = (pattern: Pattern): void => {
    if (pattern.kind === "NamePattern") names.add(pattern.name);
    else if (pattern.kind === "TuplePattern") pattern.elements.forEach(add);
    else if (pattern.kind === "VariantPattern") (pattern.args ?? []).forEach(add);
  };
  ownNodes(program, (node) => {
    if (node.kind === "ForStmt") add(node.pattern);
    else if (node.kind === "LetStmt" && node.pattern.kind !== "NamePattern") add(node.pattern);
  });
  return names;
}

/** Names of variables of earlier inputs that `let` and `=` at the top level assign. */
export function reassignedNames(module: CheckedModule): Set<string> {
  const names = new Set<string>();
  ownNodes(module.program, (node) => {
    const target = node.kind === "LetStmt"
      ? node.pattern
      : node.kind === "AssignStmt" && node.op === "="
      ? node.target
      : null;
    if (target?.kind !== "Name" && target?.kind !== "NamePattern") return;
    const symbol = module.symbols[target.id];
    if (symbol?.kind === "variable" && symbol.scope.module !== module.index) names.add(target.name);
  });
  return names;
}

/** Visits the nodes of a module but those of its functions and types. */
function ownNodes(program: Program, visit: (node: Node) => void): void {
  const walk = (node: Node): void => {
    if (node.kind === "FnDecl" || node.kind === "FnExpr" || node.kind === "TypeDecl") return;
    visit(node);
    forEachChild(node, walk);
  };
  for (const stmt of program.body) walk(stmt);
}
