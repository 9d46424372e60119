/** Defaults that are the same wherever they are evaluated. */
import { quote } from "./code.ts";
import type { Expr } from "../../syntax/ast.ts";

/** JavaScript for a default that is a literal and the same everywhere; null for any other. */
export function literalDefault(node: Expr): string | null {
  switch (node.kind) {
    case "IntLit":
      return typeof node.value === "bigint" ? null : String(node.value);
    case "FloatLit":
      return Number.isInteger(node.value) ? `${node.value}` : String(node.value);
    case "BoolLit":
      return String(node.value);
    case "NullLit":
      return "null";
    case "StrLit":
      return node.parts.every((part) => typeof part === "string") ? quote(node.parts.join("")) : null;
    case "ListLit":
      return node.elements.length === 0 ? "[]" : null;
    default:
      return null;
  }
}
