/** `if` and `loop` with a value, and blocks whose last expression is one. */
import type { Block, Expr, IfExpr, LoopExpr, Stmt } from "../../../syntax/ast.ts";
import { onlyExpression } from "../children.ts";
import { bare } from "../code.ts";
import type { Dest, Emitter } from "../emitter.ts";
import { isRaw } from "../forms.ts";
import { condition } from "./logic.ts";

/** Whether control never goes past a statement, as far as its form and the static types say. */
export function leaves(e: Emitter, node: Stmt | Block | Expr): boolean {
  switch (node.kind) {
    case "ReturnStmt":
    case "StatusReturn":
    case "BreakStmt":
    case "ContinueStmt":
      return true;
    case "ExprStmt":
      return leaves(e, node.expr);
    case "Block":
      return node.body.length > 0 && leaves(e, node.body[node.body.length - 1]);
    case "IfExpr":
      return node.otherwise !== null && leaves(e, node.then) && leaves(e, node.otherwise);
    case "MatchExpr":
      return node.arms.length > 0 && node.arms.every((arm) => leaves(e, arm.body));
    case "LoopExpr":
    case "Call":
      return e.typeOf(node as Expr).kind === "never";
    default:
      return false;
  }
}

/** Statements of a block; the value of the last one, if it is an expression, goes to `dest`. */
export function deliverBlock(e: Emitter, block: Block, dest: Dest): void {
  const outer = e.enterBlock(block);
  const last = block.body.length - 1;
  block.body.forEach((statement, index) => {
    if (index === last && statement.kind === "ExprStmt") e.deliver(statement.expr, dest);
    else e.statement(statement);
  });
  const final = block.body[last];
  if (final === undefined || (final.kind !== "ExprStmt" && !leaves(e, final))) e.deliverNull(dest);
  e.leaveBlock(outer);
}

/** As a JavaScript conditional; only where nothing needs statements. */
export function ifExpression(e: Emitter, node: IfExpr): string {
  const raw = isRaw(e.placeOf(node));
  const value = (block: Block): string => {
    const only = onlyExpression(block);
    if (only === undefined || only === "null") return "null";
    const count = e.counting(only);
    return count === null ? e.inForm(only, raw) : `(${count}, ${bare(e.inForm(only, raw))})`;
  };
  const test = condition(e, node.condition, "`if`");
  const then = value(node.then);
  let otherwise = "null";
  if (node.otherwise?.kind === "IfExpr") otherwise = bare(ifExpression(e, node.otherwise));
  else if (node.otherwise) otherwise = value(node.otherwise);
  return `\x03${test} ? ${then} : ${otherwise}\x04`;
}

export function deliverIf(e: Emitter, node: IfExpr, dest: Dest): void {
  let depth = 0;
  let at: IfExpr = node;
  let head = "";
  for (;;) {
    if (head !== "" && e.facts.needsStatements(at.condition)) {
      e.depth--;
      e.open("} else {");
      head = "";
      depth++;
    }
    const test = bare(condition(e, at.condition, head === "" ? "`if`" : "`else if`"));
    const line = `${head}if (${test}) {`;
    if (head !== "") e.depth--;
    e.open(line);
    deliverBlock(e, at.then, dest);
    if (at.otherwise === null) {
      if (dest.kind !== "discard") {
        e.depth--;
        e.open("} else {");
        e.deliverNull(dest);
      }
      break;
    }
    if (at.otherwise.kind === "IfExpr") {
      at = at.otherwise;
      head = "} else ";
      continue;
    }
    if (at.otherwise.body.length === 0 && dest.kind === "discard") break;
    e.depth--;
    e.open("} else {");
    deliverBlock(e, at.otherwise, dest);
    break;
  }
  e.close();
  while (depth-- > 0) e.close();
}

export function deliverLoop(e: Emitter, node: LoopExpr, dest: Dest): void {
  e.loop(
    node,
    node.label?.name ?? null,
    dest,
    "while (true) {",
    () => deliverBlock(e, node.body, { kind: "discard" }),
  );
}

/** A structured expression where JavaScript wants an expression: its value goes to a temporary first. */
export function lifted(e: Emitter, node: Expr): string {
  const name = e.temporaryName();
  e.line(`let ${name};`);
  e.deliver(node, { kind: "assign", name, isRaw: isRaw(e.placeOf(node)) });
  return name;
}
