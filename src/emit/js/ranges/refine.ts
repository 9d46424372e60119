/** What a condition says about Int variables. */
import type { CheckedModule } from "../../../check/result.ts";
import type { Expr } from "../../../syntax/ast.ts";
import type { VariableSymbol } from "../../../types/symbol.ts";
import type { Environment } from "./environment.ts";
import { type Interval, isEmpty } from "./interval.ts";

export interface RefineHost {
  readonly module: CheckedModule;
  /** The variable that a name stands for, when its bounds are followed. */
  tracked(node: Expr): VariableSymbol | null;
  /** Bounds recorded for an Int expression. */
  rangeOf(node: Expr): Interval;
}

const OPPOSITE: Record<string, string> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};
const MIRROR: Record<string, string> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!=" };

/** Narrows `env` to what holds when `condition` is `truth`; null when it cannot be. */
export function refine(
  host: RefineHost,
  env: Environment | null,
  condition: Expr,
  truth: boolean,
): Environment | null {
  if (env === null) return null;
  switch (condition.kind) {
    case "Paren":
      return refine(host, env, condition.expr, truth);
    case "BoolLit":
      return condition.value === truth ? env : null;
    case "Unary":
      return condition.op === "not" ? refine(host, env, condition.operand, !truth) : env;
    case "Binary": {
      const { op, left, right } = condition;
      if (op === (truth ? "and" : "or")) return refine(host, refine(host, env, left, truth), right, truth);
      if (!(op in OPPOSITE)) return env;
      const relation = truth ? op : OPPOSITE[op];
      const narrowed = restrict(host, env, left, relation, host.rangeOf(right));
      const both = narrowed && restrict(host, narrowed, right, MIRROR[relation], host.rangeOf(left));
      return both && restrictSquare(host, both, left, relation, host.rangeOf(right));
    }
    default:
      return env;
  }
}

function isInt(host: RefineHost, node: Expr): boolean {
  const type = host.module.types[node.id];
  return type?.kind === "primitive" && type.name === "Int";
}

/** `node relation bound` holds. */
function restrict(
  host: RefineHost,
  env: Environment,
  node: Expr,
  relation: string,
  bound: Interval,
): Environment | null {
  const inner = node.kind === "Paren" ? node.expr : node;
  const symbol = host.tracked(inner);
  if (symbol === null || !isInt(host, inner) || isEmpty(bound)) return env;
  const known = env.get(symbol);
  if (known === undefined) return env;
  let { low, high } = known;
  if (relation === "<") high = Math.min(high, bound.high - 1);
  else if (relation === "<=") high = Math.min(high, bound.high);
  else if (relation === ">") low = Math.max(low, bound.low + 1);
  else if (relation === ">=") low = Math.max(low, bound.low);
  else if (relation === "==") {
    low = Math.max(low, bound.low);
    high = Math.min(high, bound.high);
  } else if (bound.low === bound.high) {
    if (low === bound.low) low++;
    if (high === bound.low) high--;
  }
  if (low > high) return null;
  if (low === known.low && high === known.high) return env;
  return new Map(env).set(symbol, { low, high });
}

/** `x * x < bound` bounds x on both sides. */
function restrictSquare(
  host: RefineHost,
  env: Environment,
  node: Expr,
  relation: string,
  bound: Interval,
): Environment | null {
  if (relation !== "<" && relation !== "<=" || bound.high === Infinity || bound.high < 0) return env;
  if (node.kind !== "Binary" || node.op !== "*") return env;
  const symbol = host.tracked(node.left);
  if (symbol === null || symbol !== host.tracked(node.right) || !isInt(host, node.left)) return env;
  const known = env.get(symbol);
  if (known === undefined) return env;
  const root = Math.ceil(Math.sqrt(bound.high));
  const low = Math.max(known.low, -root);
  const high = Math.min(known.high, root);
  return low > high ? null : new Map(env).set(symbol, { low, high });
}
