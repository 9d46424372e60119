import type { Await, Block, Expr, ForStmt, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { onlyExpression } from "../expressions.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const AWAIT_IN_LOOP: LintRule = {
  spec: lintSpec(
    "await_in_loop",
    "iterations that wait one after the other",
    "No iteration uses what an earlier one gave, so all could wait at the same time: `gather(xs.map(fn(x) => f(x))).await`. The rule is off " +
      "unless asked for: one after the other may be what is wanted, for instance to spare the other side.",
    "async fn ring(n: Int) -> Int {\n    sleep(n).await\n    return n\n}\nfor n in [1, 2] {\n    ring(n).await\n}",
    "async fn ring(n: Int) -> Int {\n    sleep(n).await\n    return n\n}\ngather([1, 2].map(fn(n) => ring(n))).await",
  ),
  level: "allow",
  start: (at) => ({
    ForStmt(node) {
      const awaits = awaitsIn(node.body);
      if (awaits.length === 0 || !isIndependent(at, node)) return;
      const [first] = awaits;
      at.report(first!, "each iteration waits for the one before, which it does not need", {
        label: "waits in every iteration",
        labels: [{ span: at.span(node.iterable), text: "for every one of these" }],
        help: ["start all of them and wait once: `gather(xs.map(fn(x) => f(x))).await`"],
        fixes: gathered(at, node),
      });
    },
  }),
};

/** The awaits that the loop itself does, not those of functions written in it. */
function awaitsIn(body: Block): Await[] {
  const found: Await[] = [];
  eachOwn(body, (node) => void (node.kind === "Await" && found.push(node)));
  return found;
}

function eachOwn(node: Node, visit: (node: Node) => void): void {
  visit(node);
  forEachChild(node, (child) => {
    if (child.kind !== "FnExpr" && child.kind !== "FnDecl") eachOwn(child, visit);
  });
}

/** Whether no iteration can see what an earlier one did: nothing ends the loop early, and what is awaited reads nothing that the loop changes. */
function isIndependent(at: LintContext, loop: ForStmt): boolean {
  const changed = new Set<string>();
  const fresh = new Set<string>();
  let ends = false;
  eachOwn(loop.body, (node) => {
    switch (node.kind) {
      case "BreakStmt":
      case "ReturnStmt":
      case "StatusReturn":
      case "Try":
      case "ForStmt":
      case "WhileStmt":
      case "LoopExpr":
        ends = true;
        break;
      case "LetStmt":
        // Given a value in every iteration before anything reads it.
        if (node.pattern.kind === "NamePattern") fresh.add(node.pattern.name);
        break;
      case "AssignStmt":
        changed.add(rootName(node.target) ?? "self");
        break;
      case "Call":
        if (node.callee.kind === "Member") changed.add(rootName(node.callee.object) ?? "self");
        break;
    }
  });
  if (ends) return false;
  return awaitsIn(loop.body).every((one) => readsNothingOf(at, one.operand, changed, fresh, loop));
}

function readsNothingOf(
  at: LintContext,
  operand: Expr,
  changed: ReadonlySet<string>,
  fresh: ReadonlySet<string>,
  loop: ForStmt,
): boolean {
  // The receiver of the awaited call itself counts as changed only when something else changes it.
  const receiver = operand.kind === "Call" && operand.callee.kind === "Member" ? operand.callee.object : null;
  let isFine = true;
  const visit = (node: Node) => {
    if (node.kind === "SelfExpr" && changed.has("self") && node !== receiver) isFine = false;
    if (node.kind === "Name" && node !== receiver && isVariable(at, node.id)) {
      const isOwn = fresh.has(node.name) || bindsName(loop, node.name);
      if (changed.has(node.name) && !isOwn) isFine = false;
    }
    forEachChild(node, visit);
  };
  visit(operand);
  if (receiver === null) return isFine;
  const root = rootName(receiver);
  return isFine && !(root !== null && isAssigned(loop.body, root));
}

function isVariable(at: LintContext, id: number): boolean {
  return at.module.symbols[id]?.kind === "variable";
}

function isAssigned(body: Block, name: string): boolean {
  let found = false;
  eachOwn(body, (node) => {
    if (node.kind === "AssignStmt" && rootName(node.target) === name) found = true;
  });
  return found;
}

function bindsName(loop: ForStmt, name: string): boolean {
  let found = false;
  eachOwn(loop.pattern, (node) => void (found ||= node.kind === "NamePattern" && node.name === name));
  return found;
}

/** The variable that a path starts with: `cart` of `cart.items[0]`. */
function rootName(expr: Expr): string | null {
  switch (expr.kind) {
    case "Name":
      return expr.name;
    case "Member":
    case "Index":
    case "TupleIndex":
      return rootName(expr.object);
    default:
      return null;
  }
}

/** `for u in urls { f(u).await }` over a list becomes one `gather`. */
function gathered(at: LintContext, loop: ForStmt) {
  const only = onlyExpression(loop.body);
  if (only?.kind !== "Await" || loop.pattern.kind !== "NamePattern") return [];
  if (at.typeOf(loop.iterable)?.kind !== "list" || awaitsIn(loop.body).length !== 1) return [];
  const iterable = ["Name", "Member", "ListLit", "Call", "Index"].includes(loop.iterable.kind)
    ? at.text(loop.iterable)
    : `(${at.text(loop.iterable)})`;
  const call = at.text(only.operand);
  return at.replace(
    "wait for all at once",
    loop,
    `gather(${iterable}.map(fn(${loop.pattern.name}) => ${call})).await`,
    [only.operand, loop.iterable],
  ).map((fix) => ({ ...fix, safe: false }));
}
