import type { Expr, IfExpr, MatchArm, MatchExpr } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import {
  armExpression,
  asOperand,
  inPlace,
  isPure,
  isSamePure,
  onlyExpression,
  unwrapped,
} from "../expressions.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";

export const MANUAL_DEFAULT: LintRule = {
  spec: lintSpec(
    "manual_default",
    "a default written by hand",
    "`value ?? default` gives the default when the value is `null`, `result.unwrap_or(default)` when it is an `Err`.",
    "fn seats(cap: Int?) -> Int => if cap != null { cap } else { 9 }\nprint(seats(null))",
    "fn seats(cap: Int?) -> Int => cap ?? 9\nprint(seats(null))",
  ),
  level: "warn",
  start: (at) => ({
    IfExpr: (node) => inspectIf(at, node),
    MatchExpr: (node) => inspectMatch(at, node),
  }),
};

/** `if cap != null { cap } else { 9 }` */
function inspectIf(at: LintContext, node: IfExpr): void {
  const condition = unwrapped(node.condition);
  if (condition.kind !== "Binary" || (condition.op !== "!=" && condition.op !== "==")) return;
  if (node.otherwise?.kind !== "Block") return;
  const [value, nothing] = condition.right.kind === "NullLit"
    ? [condition.left, condition.right]
    : [condition.right, condition.left];
  if (nothing.kind !== "NullLit") return;
  const blocks = [onlyExpression(node.then), onlyExpression(node.otherwise)];
  const [some, none] = condition.op === "!=" ? blocks : [blocks[1], blocks[0]];
  if (some && none && isSamePure(some, value)) offerCoalesce(at, node, value, none);
}

function inspectMatch(at: LintContext, node: MatchExpr): void {
  const [first, second] = node.arms;
  if (node.arms.length !== 2 || first!.guard || second!.guard) return;
  for (const [some, none] of [[first!, second!], [second!, first!]] as const) {
    if (isNull(some)) continue;
    const value = armExpression(some);
    const fallback = armExpression(none);
    if (!value || !fallback) continue;
    // `null` has to come first: a name before it takes everything.
    const bound = boundName(some);
    if (bound !== null && some === second && isNull(none) && isName(value, bound)) {
      offerCoalesce(at, node, node.scrutinee, fallback);
      return;
    }
    const ok = okName(some);
    if (ok !== null && isName(value, ok) && takesAnyError(none)) {
      offerUnwrap(at, node, fallback);
      return;
    }
  }
}

const isName = (expr: Expr, name: string): boolean => {
  const plain = unwrapped(expr);
  return plain.kind === "Name" && plain.name === name;
};

function isNull({ pattern }: MatchArm): boolean {
  return pattern.kind === "LiteralPattern" && pattern.literal === "Null";
}

function boundName({ pattern }: MatchArm): string | null {
  return pattern.kind === "NamePattern" ? pattern.name : null;
}

function okName({ pattern }: MatchArm): string | null {
  if (pattern.kind !== "VariantPattern" || pattern.enumName || pattern.name.name !== "Ok") return null;
  const [inner] = pattern.args ?? [];
  return pattern.args?.length === 1 && inner?.kind === "NamePattern" ? inner.name : null;
}

/** `Err(_)`, `Err()`, or `_` behind the `Ok`. */
function takesAnyError({ pattern }: MatchArm): boolean {
  if (pattern.kind === "WildcardPattern") return true;
  if (pattern.kind !== "VariantPattern" || pattern.enumName || pattern.name.name !== "Err") return false;
  return (pattern.args ?? []).every((arg) => arg.kind === "WildcardPattern");
}

function offerCoalesce(at: LintContext, node: Expr, value: Expr, fallback: Expr): void {
  const loose = (expr: Expr) =>
    expr.kind === "FnExpr" || (expr.kind === "Binary" && (expr.op === "or" || expr.op === "xor"));
  const text = (expr: Expr) => loose(expr) ? `(${at.text(expr)})` : at.text(expr);
  offer(at, node, `${text(value)} ?? ${text(fallback)}`, "Binary", "`??`", [value, fallback]);
}

function offerUnwrap(at: LintContext, node: MatchExpr, fallback: Expr): void {
  const value = node.scrutinee;
  const type = at.typeOf(value);
  const given = at.typeOf(fallback);
  // Of a Result whose value is known, the default has to fit.
  if (type?.kind !== "result" || !given || !fits(given, type.ok)) return;
  const head = asOperand(at.text(value), value);
  if (isPure(fallback)) {
    offer(at, node, `${head}.unwrap_or(${at.text(fallback)})`, "Call", "`unwrap_or`", [value, fallback]);
  } else if (!leaves(fallback)) {
    const call = `${head}.unwrap_or_else(fn(_) => ${at.text(fallback)})`;
    offer(at, node, call, "Call", "`unwrap_or_else`", [value, fallback]);
  }
}

/** Whether an expression does what an inline function cannot do in its place. */
function leaves(expr: Expr): boolean {
  return !["Call", "Binary", "ListLit", "MapLit", "StructLit", "TupleLit", "StrLit"].includes(expr.kind) ||
    JSON.stringify(expr, (_, value) => typeof value === "bigint" ? String(value) : value).match(
        /"kind":"(Await|Try|ReturnStmt|StatusReturn|BreakStmt|ContinueStmt)"/,
      ) !== null;
}

function offer(
  at: LintContext,
  node: Expr,
  replacement: string,
  kind: Expr["kind"],
  name: string,
  kept: readonly Expr[],
): void {
  const isShort = replacement.length <= 60 && !replacement.includes("\n");
  at.report(node, `a default that ${name} gives`, {
    label: "gives a default",
    help: [isShort ? `write \`${replacement}\`` : `use ${name}`],
    fixes: at.replace(`use ${name}`, node, inPlace(replacement, kind, node, at.parents.at(-1)), kept),
  });
}
