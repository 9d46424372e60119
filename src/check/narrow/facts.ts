/** What the truth of a condition says about `null` (language.md 5.7). */
import type { Binary, Expr, Pattern } from "../../syntax/ast.ts";

/** Paths (`a`, `a.b.c`, `self.x`) that are known not to be null when the condition is true, and when it is false. */
export interface Facts {
  readonly whenTrue: readonly string[];
  readonly whenFalse: readonly string[];
}

const NOTHING: Facts = { whenTrue: [], whenFalse: [] };

/** Tells whether a bare name is the field of that name inside a method: its path is then `self.name`. */
export type IsBareField = (name: string, nodeId: number) => boolean;

const neverBare: IsBareField = () => false;

/** The path of a variable or of a field path that starts at one; null for every other expression. */
export function pathOf(expr: Expr, isBareField: IsBareField = neverBare): string | null {
  switch (expr.kind) {
    case "Paren":
      return pathOf(expr.expr, isBareField);
    case "Name":
      return isBareField(expr.name, expr.id) ? `self.${expr.name}` : expr.name;
    case "SelfExpr":
      return "self";
    case "Member": {
      if (expr.isOptional || expr.name.name === "") return null;
      const object = pathOf(expr.object, isBareField);
      return object === null ? null : `${object}.${expr.name.name}`;
    }
    default:
      return null;
  }
}

/** The variable that a path starts at. */
export function rootOf(path: string): string {
  const dot = path.indexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
}

/** What `condition` says about null. */
export function factsOf(condition: Expr, isBareField: IsBareField = neverBare): Facts {
  switch (condition.kind) {
    case "Paren":
      return factsOf(condition.expr, isBareField);
    case "Unary": {
      if (condition.op !== "not") return NOTHING;
      const facts = factsOf(condition.operand, isBareField);
      return facts === NOTHING ? NOTHING : { whenTrue: facts.whenFalse, whenFalse: facts.whenTrue };
    }
    case "Binary":
      return factsOfBinary(condition, isBareField);
    default:
      return NOTHING;
  }
}

function factsOfBinary(condition: Binary, isBareField: IsBareField): Facts {
  switch (condition.op) {
    case "!=":
    case "==": {
      const tested = nullTest(condition);
      const path = tested === null ? null : pathOf(tested, isBareField);
      if (path === null) return NOTHING;
      return condition.op === "!="
        ? { whenTrue: [path], whenFalse: [] }
        : { whenTrue: [], whenFalse: [path] };
    }
    case "and": {
      const whenTrue = both(condition, "whenTrue", isBareField);
      return whenTrue.length === 0 ? NOTHING : { whenTrue, whenFalse: [] };
    }
    case "or": {
      const whenFalse = both(condition, "whenFalse", isBareField);
      return whenFalse.length === 0 ? NOTHING : { whenTrue: [], whenFalse };
    }
    default:
      return NOTHING;
  }
}

/** `a and b and c` leans to the left: walked without recursion on that side. */
function both(condition: Binary, side: keyof Facts, isBareField: IsBareField): string[] {
  const found: string[] = [];
  let left: Expr = condition;
  const rights: Expr[] = [];
  while (left.kind === "Binary" && left.op === condition.op) {
    rights.push(left.right);
    left = left.left;
  }
  for (const operand of [left, ...rights.reverse()]) {
    for (const path of factsOf(operand, isBareField)[side]) if (!found.includes(path)) found.push(path);
  }
  return found;
}

/** The operand that is compared with the literal `null`; null when it is no such comparison. */
function nullTest(condition: Binary): Expr | null {
  if (isNullLiteral(condition.right)) return isNullLiteral(condition.left) ? null : condition.left;
  return isNullLiteral(condition.left) ? condition.right : null;
}

const isNullLiteral = (expr: Expr): boolean =>
  expr.kind === "NullLit" || (expr.kind === "Paren" && isNullLiteral(expr.expr));

/**
 * Whether a pattern never matches `null`: the scrutinee is not null in its arm. `bindsName` tells a NamePattern that
 * binds from one that names a variant.
 */
export function excludesNull(pattern: Pattern, bindsName: (pattern: Pattern) => boolean): boolean {
  switch (pattern.kind) {
    case "WildcardPattern":
      return false;
    case "NamePattern":
      return !bindsName(pattern);
    case "LiteralPattern":
      return pattern.literal !== "Null";
    case "OrPattern":
      return pattern.alternatives.every((alternative) => excludesNull(alternative, bindsName));
    default:
      return true;
  }
}

/** Whether an arm takes every `null` (a guard-less `null` arm, also as an alternative): later arms see none. */
export function takesNull(pattern: Pattern, hasGuard: boolean): boolean {
  if (hasGuard) return false;
  if (pattern.kind === "OrPattern") {
    return pattern.alternatives.some((alternative) => takesNull(alternative, false));
  }
  return pattern.kind === "LiteralPattern" && pattern.literal === "Null";
}
