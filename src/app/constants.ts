/** Values that are known without running the program: literals, and Ints made of literals and module constants. */
import type { CheckedModule, CheckedProgram } from "../check/result.ts";
import type { Arg, Decorator, Expr } from "../syntax/ast.ts";
import type { VariableSymbol } from "../types/symbol.ts";

/** A literal as JSON data; undefined for everything else. */
export function literalJson(expr: Expr): unknown {
  switch (expr.kind) {
    case "IntLit":
      return typeof expr.value === "bigint" ? Number(expr.value) : expr.value;
    case "FloatLit":
    case "BoolLit":
      return expr.value;
    case "NullLit":
      return null;
    case "StrLit":
      return expr.parts.every((part) => typeof part === "string") ? expr.parts.join("") : undefined;
    case "Paren":
      return literalJson(expr.expr);
    case "Unary": {
      const value = expr.op === "-" ? literalJson(expr.operand) : undefined;
      return typeof value === "number" ? -value : undefined;
    }
    case "ListLit": {
      const items = expr.elements.map(literalJson);
      return items.includes(undefined) ? undefined : items;
    }
    case "MapLit": {
      const entries = expr.entries.map(({ key, value }) => [literalJson(key), literalJson(value)] as const);
      const isKnown = entries.every(([key, value]) => typeof key === "string" && value !== undefined);
      return isKnown ? Object.fromEntries(entries as [string, unknown][]) : undefined;
    }
    default:
      return undefined;
  }
}

/** Text of a literal without interpolations; decorators never interpolate. null for other expressions. */
export function literalText(expr: Arg["value"] | undefined): string | null {
  if (expr?.kind !== "StrLit") return null;
  return expr.parts.every((part) => typeof part === "string") ? expr.parts.join("") : null;
}

/** The argument called `name`, or at `position` among the positional ones; undefined when it is not given. */
export function decoratorArgument(decorator: Decorator, name: string, position = -1): Expr | undefined {
  const args = decorator.args ?? [];
  const named = args.find((arg) => arg.name?.name === name);
  const found = named ?? (args[position]?.name === null ? args[position] : undefined);
  return found === undefined || found.value.kind === "TypeArg" ? undefined : found.value;
}

const MAX_DEPTH = 20;

/** An Int made of literals, module variables assigned once, and arithmetic; null when it is not that. */
export function constantInt(
  program: CheckedProgram,
  module: CheckedModule,
  expr: Expr,
  depth = 0,
): number | null {
  if (depth > MAX_DEPTH) return null;
  const inner = (part: Expr) => constantInt(program, module, part, depth + 1);
  switch (expr.kind) {
    case "IntLit":
      return typeof expr.value === "number" ? expr.value : null;
    case "Paren":
      return inner(expr.expr);
    case "Unary": {
      const value = expr.op === "-" ? inner(expr.operand) : null;
      return value === null ? null : -value;
    }
    case "Binary": {
      const left = inner(expr.left);
      const right = left === null ? null : inner(expr.right);
      if (left === null || right === null) return null;
      if (expr.op === "+") return left + right;
      if (expr.op === "-") return left - right;
      return expr.op === "*" ? left * right : null;
    }
    case "Name": {
      const symbol = module.symbols[expr.id];
      return symbol?.kind === "variable" ? constantVariable(program, symbol, depth + 1) : null;
    }
    default:
      return null;
  }
}

function constantVariable(program: CheckedProgram, symbol: VariableSymbol, depth: number): number | null {
  const found = assignedOnce(program, symbol);
  return found && constantInt(program, program.modules[symbol.scope.module], found, depth);
}

/** The value of a module variable that is assigned once, at the top level; null for other variables. */
export function assignedOnce(program: CheckedProgram, symbol: VariableSymbol): Expr | null {
  if (symbol.scope.kind !== "module" || symbol.assignments !== 1) return null;
  const module = program.modules[symbol.scope.module];
  for (const stmt of module.program.body) {
    const isLet = stmt.kind === "LetStmt" && stmt.pattern.kind === "NamePattern" &&
      stmt.pattern.name === symbol.name;
    if (isLet) return stmt.value;
    if (stmt.kind === "AssignStmt" && stmt.target.kind === "Name" && stmt.target.name === symbol.name) {
      return stmt.op === "=" ? stmt.value : null;
    }
  }
  return null;
}
