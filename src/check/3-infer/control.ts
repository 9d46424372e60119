/** `if`, `match` and `loop`, as statements and as expressions. */
import type { Block, Expr, IfExpr, LoopExpr, MatchArm, MatchExpr, Pattern } from "../../syntax/ast.ts";
import { join } from "../../types/join.ts";
import { isNullable } from "../../types/properties.ts";
import type { VariantSymbol } from "../../types/symbol.ts";
import { NEVER, NULL, nullableOf, type Type } from "../../types/type.ts";
import { assignedPaths } from "../narrow/assigned_paths.ts";
import { excludesNull, pathOf, takesNull } from "../narrow/facts.ts";
import { NarrowEnvironment } from "../narrow/narrow_environment.ts";
import { isVariantName } from "../patterns/cells.ts";
import { mustBeCovered } from "../patterns/constructors.ts";
import { bindPattern } from "../patterns/bind.ts";
import { checkMatchCoverage } from "../patterns/match_coverage.ts";
import { isAnswer, isOtherAnswer } from "./handlers.ts";
import type { Inference, Loop } from "./inference.ts";
import { reportMismatch } from "./mismatch.ts";
import { patternHost } from "./pattern_host.ts";

/** Expected types that say nothing are dropped, so that branches are joined as they are. */
function place(expected: Type | null): Type | null {
  return expected === null || expected.kind === "any" ? null : expected;
}

/** The value of a block: that of its last statement when that is an expression, else null. NEVER when it always leaves. */
function blockValue(at: Inference, block: Block, expected: Type | null, isUsed: boolean): Type {
  const last = block.body.at(-1);
  if (!isUsed || last?.kind !== "ExprStmt") {
    at.inferBlock(block);
    if (!at.isReachable) return NEVER;
    if (isUsed && expected !== null && !isNullable(expected)) {
      reportEmptyBranch(at, block, expected);
    }
    return NULL;
  }
  at.inferBlock({ ...block, body: block.body.slice(0, -1) });
  const type = branchValue(at, last.expr, expected);
  return at.isReachable ? type : NEVER;
}

function branchValue(at: Inference, expr: Expr, expected: Type | null): Type {
  if (expected === null) return at.infer(expr, null);
  const found = at.infer(expr, expected);
  if (at.body.isHandler && isAnswer(expr) && isOtherAnswer(found, expected)) return expected;
  return at.storeInferred(expr, found, expected);
}

function reportEmptyBranch(at: Inference, block: Block, expected: Type): void {
  // The closing brace: that is where the value is missing.
  const end = { ...block, start: Math.max(block.start, block.end - 1) };
  reportMismatch(at.context, end as unknown as Expr, NULL, expected);
}

export function inferIf(at: Inference, expr: IfExpr, expected: Type | null, isUsed = true): Type {
  const target = isUsed ? place(expected) : null;
  at.condition(expr.condition);
  const before = at.env;
  at.env = before.whenTrue(expr.condition, at.isBareField);
  const then = blockValue(at, expr.then, target, isUsed);
  const afterThen = at.env;
  at.env = before.whenFalse(expr.condition, at.isBareField);
  let otherwise: Type = NULL;
  if (expr.otherwise?.kind === "Block") otherwise = blockValue(at, expr.otherwise, target, isUsed);
  else if (expr.otherwise) {
    otherwise = inferIf(at, expr.otherwise, expected, isUsed);
    at.types[expr.otherwise.id] = otherwise;
    if (!at.isReachable) otherwise = NEVER;
  } else if (target !== null && !isNullable(target)) {
    const end = { ...expr, start: Math.max(expr.start, expr.end - 1) };
    at.error("null/not-handled", end, "this `if` has no `else`, so it may give `null`", {
      label: "without `else`",
      help: ["add an `else` branch"],
    });
    otherwise = target;
  }
  at.env = afterThen.join(at.env);
  if (!isUsed) return at.isReachable ? NULL : NEVER;
  if (expr.otherwise === null) {
    return then.kind === "never" && otherwise === NULL ? NULL : nullableJoin(then, otherwise);
  }
  return join(then, otherwise);
}

function nullableJoin(then: Type, otherwise: Type): Type {
  return otherwise === NULL ? nullableOf(then) : join(then, otherwise);
}

export function inferMatch(at: Inference, expr: MatchExpr, expected: Type | null, isUsed = true): Type {
  const target = isUsed ? place(expected) : null;
  const scrutinee = at.infer(expr.scrutinee, null);
  const path = pathOf(expr.scrutinee, at.isBareField);
  const before = at.env;
  const host = patternHost(at);
  let after: NarrowEnvironment = NarrowEnvironment.UNREACHABLE;
  let value: Type | null = null;
  let nullIsTaken = false;
  for (const arm of expr.arms) {
    at.env = before;
    const seen = nullIsTaken && scrutinee.kind === "nullable" ? scrutinee.inner : scrutinee;
    bindPattern(arm.pattern, seen, "match", host);
    if (path !== null && (nullIsTaken || excludesNull(arm.pattern, bindsName))) at.env = at.env.with([path]);
    if (arm.guard) {
      at.condition(arm.guard);
      at.env = at.env.whenTrue(arm.guard, at.isBareField);
    }
    const type = armValue(at, arm, target, isUsed);
    if (at.isReachable) value = value === null ? type : join(value, type);
    after = after.join(at.env);
    nullIsTaken ||= takesNull(arm.pattern, arm.guard !== null);
  }
  const { file, diagnostics } = at.context;
  const covered = checkMatchCoverage(
    expr,
    scrutinee,
    resolvePattern(at),
    file,
    (one) => diagnostics.push(one),
  );
  if (covered.isExhaustive || mustBeCovered(scrutinee)) at.exhaustive.add(expr.id);
  else at.exhaustive.delete(expr.id);
  at.env = expr.arms.length === 0 ? before : after;
  return value ?? NEVER;
}

const bindsName = (pattern: Pattern): boolean =>
  pattern.kind === "NamePattern" && !isVariantName(pattern.name);

function resolvePattern(at: Inference) {
  const { symbols } = at.context.module;
  return (
    pattern: Parameters<Parameters<typeof checkMatchCoverage>[2]>[0],
  ): VariantSymbol | "ok" | "err" | null => {
    const symbol = symbols[pattern.id];
    if (symbol?.kind === "variant") return symbol;
    if (pattern.kind === "VariantPattern" && pattern.enumName === null) {
      if (pattern.name.name === "Ok") return "ok";
      if (pattern.name.name === "Err") return "err";
    }
    return null;
  };
}

function armValue(at: Inference, arm: MatchArm, target: Type | null, isUsed: boolean): Type {
  const { body } = arm;
  switch (body.kind) {
    case "Block":
      return blockValue(at, body, target, isUsed);
    case "ReturnStmt":
    case "StatusReturn":
    case "BreakStmt":
    case "ContinueStmt":
      at.inferBlock({ kind: "Block", id: -1, start: body.start, end: body.end, body: [body] });
      return NEVER;
    default:
      return isUsed ? branchValue(at, body, target) : at.inferUnused(body);
  }
}

/** What is known before a loop and still holds at the start of each turn. */
export function loopEnvironment(
  at: Inference,
  ...nodes: readonly Parameters<typeof assignedPaths>[0][]
): NarrowEnvironment {
  if (at.env.isEmpty) return at.env;
  let env = at.env;
  for (const node of nodes) env = env.assignedAll(assignedPaths(node, at.isBareField));
  return env;
}

export function inferLoop(at: Inference, expr: LoopExpr, expected: Type | null, isUsed = true): Type {
  const loop: Loop = {
    node: expr,
    label: expr.label?.name ?? null,
    kind: "loop",
    expected: isUsed ? place(expected) : null,
    breaks: null,
    outer: at.loop,
  };
  const start = loopEnvironment(at, expr.body);
  at.env = start;
  at.loop = loop;
  at.inferBlock(expr.body);
  at.loop = loop.outer;
  at.env = loop.breaks === null ? NarrowEnvironment.UNREACHABLE : start;
  return loop.breaks ?? NEVER;
}
