/** Ties the kinds of expressions together. */
import type { Await, Call, Expr, Index, Member, Try, TupleIndex } from "../../syntax/ast.ts";
import { BOOL, BYTES, ERROR, FLOAT, INT, NULL, nullableOf, type Type } from "../../types/type.ts";
import type { ModuleContext } from "../context.ts";
import { inferCall } from "./calls.ts";
import { inferIf, inferLoop, inferMatch } from "./control.ts";
import { declareNested, inferNested } from "./functions.ts";
import { inferInlineFunction } from "./inline_functions.ts";
import { Inference } from "./inference.ts";
import { inferListComprehension, inferMapComprehension } from "./iteration.ts";
import { inferList, inferMap, inferRange, inferString, inferTuple } from "./literals.ts";
import { inferIndex, inferMember, inferTupleIndex } from "./members.ts";
import { inferName, inferSelf } from "./names.ts";
import { inferBinary, inferUnary } from "./operators.ts";
import { inferBlock } from "./statements.ts";
import { inferStruct } from "./struct_literals.ts";
import { inferAwait, inferTry, propagate } from "./suspension.ts";

/** The inferencer of a module, complete. */
export function makeInference(context: ModuleContext): Inference {
  const at = new Inference(context);
  at.infer = (expr, expected) => infer(at, expr, expected);
  at.inferLink = (expr) => inferLink(at, expr);
  at.inferUnused = (expr) => inferUnused(at, expr);
  at.propagate = (expr, operand) => propagate(at, expr, operand);
  at.inferNested = (decl) => inferNested(at, decl);
  at.inferBlock = (block) => {
    declareNested(at, block.body, at.body.typeScope);
    inferBlock(at, block);
  };
  return at;
}

type Postfix = Member | TupleIndex | Index | Call | Await | Try;

function isPostfix(expr: Expr): expr is Postfix {
  switch (expr.kind) {
    case "Member":
    case "TupleIndex":
    case "Index":
    case "Call":
    case "Await":
    case "Try":
      return true;
    default:
      return false;
  }
}

function infer(at: Inference, expr: Expr, expected: Type | null): Type {
  at.conversions[expr.id] = undefined;
  const type = isPostfix(expr) ? inferChain(at, expr, expected) : inferPlain(at, expr, expected);
  at.types[expr.id] = type;
  return type;
}

/** A whole postfix chain: null when a `?.` in it skipped the rest. */
function inferChain(at: Inference, expr: Postfix, expected: Type | null): Type {
  const outer = at.chainIsOptional;
  at.chainIsOptional = false;
  const type = inferPostfix(at, expr, expected);
  const isOptional = at.chainIsOptional;
  at.chainIsOptional = outer;
  return isOptional ? nullableOf(type) : type;
}

/** What stands before a suffix: part of the same chain. */
function inferLink(at: Inference, expr: Expr): Type {
  if (!isPostfix(expr)) return infer(at, expr, null);
  at.conversions[expr.id] = undefined;
  const type = inferPostfix(at, expr, null);
  at.types[expr.id] = type;
  return type;
}

function inferPostfix(at: Inference, expr: Postfix, expected: Type | null): Type {
  switch (expr.kind) {
    case "Member":
      return inferMember(at, expr);
    case "TupleIndex":
      return inferTupleIndex(at, expr);
    case "Index":
      return inferIndex(at, expr);
    case "Call":
      return inferCall(at, expr, expected);
    case "Await":
      return inferAwait(at, expr);
    case "Try":
      return inferTry(at, expr);
  }
}

function inferPlain(at: Inference, expr: Exclude<Expr, Postfix>, expected: Type | null): Type {
  switch (expr.kind) {
    case "IntLit":
      return INT;
    case "FloatLit":
      return FLOAT;
    case "StrLit":
      return inferString(at, expr);
    case "BytesLit":
      return BYTES;
    case "BoolLit":
      return BOOL;
    case "NullLit":
      return NULL;
    case "Name":
      return inferName(at, expr);
    case "SelfExpr":
      return inferSelf(at, expr);
    case "Paren":
      return infer(at, expr.expr, expected);
    case "TupleLit":
      return inferTuple(at, expr, expected);
    case "ListLit":
      return inferList(at, expr, expected);
    case "MapLit":
      return inferMap(at, expr, expected);
    case "ListComp":
      return inferListComprehension(at, expr, expected);
    case "MapComp":
      return inferMapComprehension(at, expr, expected);
    case "StructLit":
      return inferStruct(at, expr, expected);
    case "RangeExpr":
      return inferRange(at, expr);
    case "Unary":
      return inferUnary(at, expr);
    case "Binary":
      return inferBinary(at, expr, expected);
    case "IfExpr":
      return inferIf(at, expr, expected);
    case "MatchExpr":
      return inferMatch(at, expr, expected);
    case "LoopExpr":
      return inferLoop(at, expr, expected);
    case "FnExpr":
      return inferInlineFunction(at, expr, expected);
    case "ErrorExpr":
      return ERROR;
  }
}

/** An expression as a statement: the value of `if`, `match` and `loop` does not matter. */
function inferUnused(at: Inference, expr: Expr): Type {
  switch (expr.kind) {
    case "IfExpr":
      return at.types[expr.id] = inferIf(at, expr, null, false);
    case "MatchExpr":
      return at.types[expr.id] = inferMatch(at, expr, null, false);
    case "LoopExpr":
      return at.types[expr.id] = inferLoop(at, expr, null, false);
    default:
      return infer(at, expr, null);
  }
}
