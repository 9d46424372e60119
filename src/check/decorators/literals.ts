/** Literal expressions, and places inside of text literals. */
import type { Expr, StrLit } from "../../syntax/ast.ts";

/** Whether the value of an expression is written in the program: numbers, plain texts, booleans, null, and lists of those. */
export function isLiteral(expr: Expr): boolean {
  switch (expr.kind) {
    case "IntLit":
    case "FloatLit":
    case "BoolLit":
    case "NullLit":
      return true;
    case "StrLit":
      return textOf(expr) !== null;
    case "Unary":
      return expr.op === "-" && (expr.operand.kind === "IntLit" || expr.operand.kind === "FloatLit");
    case "Paren":
      return isLiteral(expr.expr);
    case "ListLit":
    case "TupleLit":
      return expr.elements.every(isLiteral);
    case "MapLit":
      return expr.entries.every((entry) => isLiteral(entry.key) && isLiteral(entry.value));
    default:
      return false;
  }
}

/** The number of a numeric literal, with its sign; null for other expressions. */
export function numberOf(expr: Expr): number | bigint | null {
  if (expr.kind === "Paren") return numberOf(expr.expr);
  if (expr.kind === "IntLit" || expr.kind === "FloatLit") return expr.value;
  if (expr.kind !== "Unary" || expr.op !== "-") return null;
  const value = numberOf(expr.operand);
  return value === null ? null : -value;
}

/** The text of a literal without interpolation; null for other expressions. */
export function textOf(expr: Expr): string | null {
  if (expr.kind === "Paren") return textOf(expr.expr);
  if (expr.kind !== "StrLit" || expr.parts.length > 1) return null;
  const [text = ""] = expr.parts;
  return typeof text === "string" ? text : null;
}

/** The literal itself, without parentheses. */
export function stringLiteral(expr: Expr): StrLit | null {
  if (expr.kind === "Paren") return stringLiteral(expr.expr);
  return expr.kind === "StrLit" && textOf(expr) !== null ? expr : null;
}

/** Where in the source the code unit `index` of a plain text literal is written; escapes are longer than what they mean. */
export function offsetInLiteral(source: string, literal: StrLit, index: number): number {
  const close = literal.end - (literal.isTriple ? 3 : 1);
  let at = literal.start + (literal.isTriple ? 3 : 1);
  for (let units = 0; units < index && at < close;) {
    if (source[at] === "\r" && source[at + 1] === "\n") at++;
    if (source[at] !== "\\") {
      at++;
      units++;
    } else if (source[at + 1] === "x") {
      at += 4;
      units++;
    } else if (source[at + 1] === "u") {
      const end = source.indexOf("}", at);
      units += parseInt(source.slice(at + 3, end), 16) > 0xffff ? 2 : 1;
      at = end + 1;
    } else {
      at += 2;
      units++;
    }
  }
  return Math.min(at, close);
}
