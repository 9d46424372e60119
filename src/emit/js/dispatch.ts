/** Which emitter writes which kind of node. */
import type { Expr, Stmt } from "../../syntax/ast.ts";
import type { Dest, Dispatch, Emitter } from "./emitter.ts";
import { arithmetic, type ArithmeticOp, negate } from "./expressions/arithmetic.ts";
import { call } from "./expressions/calls.ts";
import { compare, equality, membership } from "./expressions/compare.ts";
import { listComp, mapComp } from "./expressions/comprehensions.ts";
import { deliverIf, deliverLoop, ifExpression, lifted } from "./expressions/control.ts";
import { index } from "./expressions/index.ts";
import { bytesLit, floatLit, intLit, listLit, mapLit, rangeExpr, tupleLit } from "./expressions/literals.ts";
import { bitNot, type BitOp, bits, coalesce, not, shortCircuit, xor } from "./expressions/logic.ts";
import { hasNullSafeLink, member, nullSafeChain, tupleIndex } from "./expressions/members.ts";
import { name, selfExpr } from "./expressions/names.ts";
import { awaitExpr, tryExpr } from "./expressions/results.ts";
import { strLit } from "./expressions/strings.ts";
import { structLit } from "./expressions/structs.ts";
import { fnExpr } from "./declarations/functions.ts";
import { importStatement } from "./declarations/modules.ts";
import { deliverMatch } from "./patterns/match.ts";
import { assignStmt, letStmt } from "./statements/assignments.ts";
import { iteration } from "./statements/iteration.ts";
import { breakStmt, continueStmt, returnStmt, statusReturn, whileStmt } from "./statements/statements.ts";
import { deliverBlock } from "./expressions/control.ts";

function binary(e: Emitter, node: Expr & { kind: "Binary" }): string {
  switch (node.op) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(e, node as typeof node & { op: ArithmeticOp });
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(e, node as typeof node & { op: "<" });
    case "==":
    case "!=":
      return equality(e, node as typeof node & { op: "==" });
    case "in":
    case "not in":
      return membership(e, node as typeof node & { op: "in" });
    case "and":
    case "or":
      return shortCircuit(e, node as typeof node & { op: "and" });
    case "xor":
      return xor(e, node);
    case "??":
      return coalesce(e, node);
    default:
      return bits(e, node as typeof node & { op: BitOp });
  }
}

function postfix(e: Emitter, node: Expr): string {
  switch (node.kind) {
    case "Call":
      return call(e, node);
    case "Member":
      return member(e, node);
    case "TupleIndex":
      return tupleIndex(e, node);
    case "Index":
      return index(e, node);
    case "Await":
      return awaitExpr(e, node);
    default:
      return tryExpr(e, node as Expr & { kind: "Try" });
  }
}

function expression(e: Emitter, node: Expr): string {
  const isLink = e.isLink;
  e.isLink = false;
  switch (node.kind) {
    case "IntLit":
      return intLit(e, node);
    case "FloatLit":
      return floatLit(e, node);
    case "StrLit":
      return strLit(e, node);
    case "BytesLit":
      return bytesLit(e, node);
    case "BoolLit":
      return String(node.value);
    case "NullLit":
      return "null";
    case "Name":
      return name(e, node);
    case "SelfExpr":
      return selfExpr(e, node);
    case "Paren":
      return e.value(node.expr);
    case "TupleLit":
      return tupleLit(e, node);
    case "ListLit":
      return listLit(e, node);
    case "MapLit":
      return mapLit(e, node);
    case "ListComp":
      return listComp(e, node);
    case "MapComp":
      return mapComp(e, node);
    case "StructLit":
      return structLit(e, node);
    case "RangeExpr":
      return rangeExpr(e, node);
    case "Unary":
      return node.op === "-" ? negate(e, node) : node.op === "~" ? bitNot(e, node) : not(e, node);
    case "Binary":
      return binary(e, node);
    case "Call":
    case "Member":
    case "TupleIndex":
    case "Index":
    case "Await":
    case "Try":
      return !isLink && hasNullSafeLink(e, node)
        ? nullSafeChain(e, node, () => postfix(e, node))
        : postfix(e, node);
    case "IfExpr":
      return e.facts.needsStatements(node) ? lifted(e, node) : ifExpression(e, node);
    case "MatchExpr":
    case "LoopExpr":
      return lifted(e, node);
    case "FnExpr":
      return fnExpr(e, node);
    case "ErrorExpr":
      return "null";
  }
}

function structured(e: Emitter, node: Expr, dest: Dest): boolean {
  switch (node.kind) {
    case "IfExpr":
      if (dest.kind === "assign" && !e.facts.needsStatements(node)) return false;
      deliverIf(e, node, dest);
      return true;
    case "MatchExpr":
      deliverMatch(e, node, dest);
      return true;
    case "LoopExpr":
      deliverLoop(e, node, dest);
      return true;
    default:
      return false;
  }
}

function statement(e: Emitter, node: Stmt): void {
  switch (node.kind) {
    case "ExprStmt":
      return e.deliver(node.expr, { kind: "discard" });
    case "LetStmt":
      return letStmt(e, node);
    case "AssignStmt":
      return assignStmt(e, node);
    case "WhileStmt":
      return whileStmt(e, node);
    case "ForStmt":
      return iteration(
        e,
        node,
        { isFresh: false, mayChange: e.facts.mayChangeThings(node.body), label: node.label?.name ?? null },
        () => deliverBlock(e, node.body, { kind: "discard" }),
      );
    case "ReturnStmt":
      return returnStmt(e, node);
    case "StatusReturn":
      return statusReturn(e, node);
    case "BreakStmt":
      return breakStmt(e, node);
    case "ContinueStmt":
      return continueStmt(e, node);
    case "ImportStmt":
    case "FromStmt":
      return importStatement(e, node);
    default:
      // Functions, types and enums are declared ahead of what runs.
      return;
  }
}

export const dispatch: Dispatch = { expression, statement, structured };
