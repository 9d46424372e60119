/** Bounds of Int expressions from their form: literals, lengths, arithmetic on those. */
import type { CheckedModule, CheckedProgram } from "../../../check/result.ts";
import type { Expr } from "../../../syntax/ast.ts";
import { resultRange } from "./arithmetic.ts";
import { type Interval, type Ranges, UNKNOWN } from "./interval.ts";

const LENGTH: Interval = { low: 0, high: 4294967295 };

export function programRanges(_program: CheckedProgram): Ranges {
  const of = (module: CheckedModule, node: Expr): Interval => {
    switch (node.kind) {
      case "IntLit":
        return typeof node.value === "number" ? { low: node.value, high: node.value } : UNKNOWN;
      case "Paren":
        return of(module, node.expr);
      case "Unary":
        return node.op === "-" ? resultRange("-", { low: 0, high: 0 }, of(module, node.operand)) : UNKNOWN;
      case "Binary":
        return resultRange(node.op, of(module, node.left), of(module, node.right));
      case "Call": {
        const symbol = module.calls[node.id]?.symbol;
        return symbol?.kind === "function" && symbol.library?.endsWith(".len") ? LENGTH : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  };
  return { of };
}
