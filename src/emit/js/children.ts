/** The parts of a node that are evaluated with it, for the analyses of the emitter. */
import type { Expr, Node, Stmt } from "../../syntax/ast.ts";

type Visit = (child: Node) => void;

function all(nodes: readonly Node[], visit: Visit): void {
  for (const node of nodes) visit(node);
}

/** Calls `visit` for each direct child of `node` that is an expression, statement, block, arm, pattern, parameter or member; not for types and naming identifiers. */
export function children(node: Node, visit: Visit): void {
  switch (node.kind) {
    case "Program":
    case "Block":
      return all(node.body, visit);
    case "FnDecl":
    case "FnExpr":
      all(node.params, visit);
      if (node.body) visit(node.body);
      return;
    case "Param":
    case "FieldDecl":
      if (node.defaultValue) visit(node.defaultValue);
      return;
    case "TypeDecl":
      return node.members ? all(node.members, visit) : undefined;
    case "LetStmt":
      visit(node.value);
      return visit(node.pattern);
    case "AssignStmt":
      visit(node.target);
      return visit(node.value);
    case "WhileStmt":
      visit(node.condition);
      return visit(node.body);
    case "ForStmt":
      visit(node.iterable);
      visit(node.pattern);
      return visit(node.body);
    case "ReturnStmt":
    case "BreakStmt":
      return node.value ? visit(node.value) : undefined;
    case "StatusReturn":
      visit(node.status);
      return visit(node.body);
    case "ExprStmt":
      return visit(node.expr);
    case "StrLit":
      for (const part of node.parts) if (typeof part !== "string") visit(part.expr);
      return;
    case "Paren":
      return visit(node.expr);
    case "TupleLit":
    case "ListLit":
    case "TuplePattern":
      return all(node.elements, visit);
    case "MapLit":
      return all(node.entries, visit);
    case "MapEntry":
      visit(node.key);
      return visit(node.value);
    case "ListComp":
      all(node.clauses, visit);
      if (node.condition) visit(node.condition);
      return visit(node.element);
    case "MapComp":
      all(node.clauses, visit);
      if (node.condition) visit(node.condition);
      visit(node.key);
      return visit(node.value);
    case "CompClause":
      visit(node.iterable);
      return visit(node.pattern);
    case "StructLit":
      for (const init of node.inits) visit(init.value);
      return node.base ? visit(node.base) : undefined;
    case "RangeExpr":
      if (node.from) visit(node.from);
      return node.to ? visit(node.to) : undefined;
    case "Unary":
    case "Await":
    case "Try":
      return visit(node.operand);
    case "Binary":
      visit(node.left);
      return visit(node.right);
    case "Call":
      visit(node.callee);
      for (const arg of node.args) if (arg.value.kind !== "TypeArg") visit(arg.value);
      return;
    case "Index":
      visit(node.object);
      return visit(node.index);
    case "Member":
    case "TupleIndex":
      return visit(node.object);
    case "IfExpr":
      visit(node.condition);
      visit(node.then);
      return node.otherwise ? visit(node.otherwise) : undefined;
    case "MatchExpr":
      visit(node.scrutinee);
      return all(node.arms, visit);
    case "MatchArm":
      visit(node.pattern);
      if (node.guard) visit(node.guard);
      return visit(node.body);
    case "LoopExpr":
      return visit(node.body);
    case "VariantPattern":
      return node.args ? all(node.args, visit) : undefined;
    case "OrPattern":
      return all(node.alternatives, visit);
  }
}

/** The value of a block used as an expression, when the block is only that; "null" for an empty block; undefined when it holds statements. */
export function onlyExpression(block: { readonly body: readonly Stmt[] }): Expr | "null" | undefined {
  if (block.body.length === 0) return "null";
  const [statement] = block.body;
  return block.body.length === 1 && statement.kind === "ExprStmt" ? statement.expr : undefined;
}
