/** What several rules ask of expressions. */
import type { Block, Expr, MatchArm, Node } from "../syntax/ast.ts";

/** The expression inside of grouping parentheses. */
export function unwrapped(expr: Expr): Expr {
  return expr.kind === "Paren" ? unwrapped(expr.expr) : expr;
}

/** Whether evaluating it does nothing and gives the same again: names, literals, and fields, elements and operators of such. */
export function isPure(expr: Expr): boolean {
  switch (expr.kind) {
    case "IntLit":
    case "FloatLit":
    case "BytesLit":
    case "BoolLit":
    case "NullLit":
    case "Name":
    case "SelfExpr":
      return true;
    case "StrLit":
      return expr.parts.every((part) => typeof part === "string" || isPure(part.expr));
    case "Paren":
      return isPure(expr.expr);
    case "Member":
    case "TupleIndex":
      return isPure(expr.object);
    case "Index":
      return isPure(expr.object) && isPure(expr.index);
    case "Unary":
      return isPure(expr.operand);
    case "Binary":
      return isPure(expr.left) && isPure(expr.right);
    default:
      return false;
  }
}

export function isLiteral(expr: Expr): boolean {
  const plain = unwrapped(expr);
  switch (plain.kind) {
    case "IntLit":
    case "FloatLit":
    case "BytesLit":
    case "BoolLit":
    case "NullLit":
      return true;
    case "StrLit":
      return plain.parts.every((part) => typeof part === "string");
    case "Unary":
      return isLiteral(plain.operand);
    default:
      return false;
  }
}

/** Whether two expressions are written with the same tokens, spaces and parentheses aside; only for pure ones. */
export function isSamePure(a: Expr, b: Expr): boolean {
  const [x, y] = [unwrapped(a), unwrapped(b)];
  if (x.kind !== y.kind) return false;
  switch (x.kind) {
    case "Name":
      return x.name === (y as typeof x).name;
    case "SelfExpr":
      return true;
    case "IntLit":
    case "FloatLit":
    case "BoolLit":
      return x.value === (y as typeof x).value;
    case "StrLit":
      return isLiteral(x) && isLiteral(y) && x.parts.join("") === (y as typeof x).parts.join("");
    case "Member":
      return x.name.name === (y as typeof x).name.name && isSamePure(x.object, (y as typeof x).object);
    case "TupleIndex":
      return x.index === (y as typeof x).index && isSamePure(x.object, (y as typeof x).object);
    case "Index":
      return isSamePure(x.object, (y as typeof x).object) && isSamePure(x.index, (y as typeof x).index);
    default:
      return false;
  }
}

/** The expression that is all of a block. */
export function onlyExpression(block: Block): Expr | null {
  const [stmt] = block.body;
  return block.body.length === 1 && stmt!.kind === "ExprStmt" ? stmt!.expr : null;
}

/** The expression that an arm gives; null for statements. */
export function armExpression(arm: MatchArm): Expr | null {
  switch (arm.body.kind) {
    case "Block":
      return onlyExpression(arm.body);
    case "ReturnStmt":
    case "StatusReturn":
    case "BreakStmt":
    case "ContinueStmt":
      return null;
    default:
      return arm.body;
  }
}

/** Whether an operator or a suffix holds on to what stands there: a looser expression needs parentheses. */
function bindsTightly(parent: Node | undefined, child: Expr): boolean {
  switch (parent?.kind) {
    case "Binary":
    case "Unary":
    case "RangeExpr":
    case "Await":
    case "Try":
    case "Member":
    case "TupleIndex":
      return true;
    case "Call":
      return parent.callee === child;
    case "Index":
      return parent.object === child;
    default:
      return false;
  }
}

const LOOSE: readonly Expr["kind"][] = ["Binary", "Unary", "RangeExpr", "FnExpr"];

/** The text that takes the place of `old` below `parent`, in parentheses where the new expression needs them. */
export function inPlace(text: string, kind: Expr["kind"], old: Expr, parent: Node | undefined): string {
  return LOOSE.includes(kind) && bindsTightly(parent, old) ? `(${text})` : text;
}

/** An operand of `not` or of a method call: in parentheses unless it is one anyway. */
export function asOperand(text: string, expr: Expr): string {
  return LOOSE.includes(expr.kind) ? `(${text})` : text;
}

/** The name of a method that is called, with its receiver; null for other calls. */
export function methodCall(expr: Node): { readonly receiver: Expr; readonly name: string } | null {
  return expr.kind === "Call" && expr.callee.kind === "Member"
    ? { receiver: expr.callee.object, name: expr.callee.name.name }
    : null;
}
