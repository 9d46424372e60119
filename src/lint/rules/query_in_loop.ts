import type { Call, Node } from "../../syntax/ast.ts";
import type { Type } from "../../types/type.ts";
import { isLiteral } from "../expressions.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

/** The connection to a database, which every query is given. */
const CONNECTION = "DbConn";

export const QUERY_IN_LOOP: LintRule = {
  spec: lintSpec(
    "query_in_loop",
    "a database query for every element",
    "The loop asks the database once per element: a hundred orders are a hundred queries. Ask once: load what belongs to the rows with " +
      '`preload("lines")`, or fetch all rows before the loop with one condition (`l.order_id in ids`).',
    "for o in orders {\n    print(Line.where(fn(l) => l.order_id == o.id).all(db).await)\n}",
    'for o in Order.all().preload("lines").all(db).await {\n    print(o.lines)\n}',
  ),
  level: "warn",
  start: (at) => ({
    Call(node) {
      if (!isQuery(at, node) || !isRepeated(at, node)) return;
      at.report(node, "this query runs once for every element", {
        label: "asks the database in every iteration",
        help: ['load what belongs to the rows with them: `preload("lines")`, or ask once before the loop'],
      });
    },
  }),
};

/** A method of the library that gets the connection, or is called on it. */
function isQuery(at: LintContext, node: Call): boolean {
  const info = at.module.calls[node.id];
  if (info?.symbol?.kind === "function" && info.symbol.module !== -1) return false;
  if (node.callee.kind !== "Member") return false;
  if (isConnection(at.typeOf(node.callee.object))) return at.typeOf(node)?.kind === "future";
  return node.args.some(({ value }) =>
    value.kind !== "TypeArg" && !isLiteral(value) && isConnection(at.typeOf(value))
  );
}

function isConnection(type: Type | undefined): boolean {
  // A connection that is still being opened may be given as well.
  if (type?.kind === "future") return isConnection(type.value);
  if (type?.kind === "result") return isConnection(type.ok);
  return type?.kind === "instance" && type.symbol.module === -1 && type.symbol.name === CONNECTION;
}

/** Whether a `for` or a comprehension of the same function repeats the node; `while` and `loop` have reasons of their own. */
function isRepeated(at: LintContext, node: Node): boolean {
  let child = node;
  for (let i = at.parents.length - 1; i >= 0; i--) {
    const parent = at.parents[i]!;
    switch (parent.kind) {
      case "ForStmt":
        if (parent.body === child) return true;
        break;
      case "ListComp":
      case "MapComp":
        // The first iterable is evaluated once.
        if (child !== parent.clauses[0]) return true;
        break;
      case "FnDecl":
      case "FnExpr":
        return false;
    }
    child = parent;
  }
  return false;
}
