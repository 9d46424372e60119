/** Field and parameter constraints as JavaScript: a literal for the run-time checks, and inline tests for the fast path. */
import type { Decorator, Expr } from "../../../syntax/ast.ts";
import { toJavaScript } from "../../../syntax/regex_syntax.ts";
import type { EmitContext } from "../context.ts";

const NAMES = new Set(["min", "max", "min_len", "max_len", "pattern", "email", "url", "one_of"]);

/** A literal argument: JavaScript text of the uniform value. */
interface Literal {
  readonly js: string;
  readonly value: number | bigint | string;
  readonly isFloat: boolean;
}

/** The constraint decorators of a declaration in written order. */
export function constraintDecorators(decorators: readonly Decorator[]): Decorator[] {
  return decorators.filter((decorator) => NAMES.has(decorator.name.name));
}

/** The array of run-time `Constraint`s (src/runtime/json/constraint.ts) for these decorators, as a JavaScript expression. */
export function constraintsLiteral(context: EmitContext, decorators: readonly Decorator[]): string {
  return `[${
    constraintDecorators(decorators).map((decorator) => constraintLiteral(context, decorator)).join(", ")
  }]`;
}

function constraintLiteral(context: EmitContext, decorator: Decorator): string {
  const name = decorator.name.name;
  const args = literalArguments(context, decorator);
  switch (name) {
    case "min":
    case "max":
      return `{ name: "${name}", limit: ${args[0]?.js ?? "0"} }`;
    case "min_len":
    case "max_len":
      return `{ name: "${name}", limit: ${Number(args[0]?.value ?? 0)} }`;
    case "pattern": {
      const text = String(args[0]?.value ?? "");
      const { source, flags } = toJavaScript(text);
      return `{ name: "pattern", text: ${JSON.stringify(text)}, regex: new RegExp(${
        JSON.stringify(source)
      }, "${flags}") }`;
    }
    case "one_of":
      return `{ name: "one_of", values: [${args.map((arg) => arg.js).join(", ")}] }`;
    default:
      return `{ name: "${name}" }`;
  }
}

/**
 * Tests that a decoded value violates one of the constraints, as JavaScript conditions joined by `||`; null when there are none.
 *
 * @param value identifier of the value; raw for Float fields
 * @param isRaw whether `value` is a raw double
 */
export function violationTest(
  context: EmitContext,
  decorators: readonly Decorator[],
  value: string,
  isRaw: boolean,
): string | null {
  const tests = constraintDecorators(decorators).map((decorator) => {
    const [first] = literalArguments(context, decorator);
    const name = decorator.name.name;
    if ((name === "min" || name === "max") && first && !first.isFloat && typeof first.value === "number") {
      return `(typeof ${value} === "number" ? ${value} ${name === "min" ? "<" : ">"} ${first.value} : ${
        slow(context, decorator, value, isRaw)
      })`;
    }
    const inPlace = first ? textTest(name, first, literalArguments(context, decorator), value) : null;
    if (inPlace !== null) return `(${inPlace} && ${slow(context, decorator, value, isRaw)})`;
    return slow(context, decorator, value, isRaw);
  });
  return tests.length === 0 ? null : tests.join(" || ");
}

/**
 * A condition that is false for most texts that satisfy the constraint, so that the call need not be made. A text has at most as many characters as UTF-16 units, and at least half as many.
 */
function textTest(name: string, first: Literal, all: readonly Literal[], value: string): string | null {
  switch (name) {
    case "min_len":
      return `!(typeof ${value} === "string" && ${value}.length >= ${
        2 * Number(first.value) - (Number(first.value) === 1 ? 1 : 0)
      })`;
    case "max_len":
      return `!(typeof ${value} === "string" && ${value}.length <= ${first.value})`;
    case "one_of":
      return all.every((literal) => typeof literal.value === "string")
        ? all.map((literal) => `${value} !== ${literal.js}`).join(" && ")
        : null;
    default:
      return null;
  }
}

function slow(context: EmitContext, decorator: Decorator, value: string, isRaw: boolean): string {
  const constraint = context.declare(
    `constraint:${decorator.start}:${constraintLiteral(context, decorator)}`,
    `constraint_${decorator.name.name}`,
    (name) => `const ${name} = ${constraintLiteral(context, decorator)};`,
  );
  const uniform = isRaw ? `${context.runtime("boxNullableFloat")}(${value})` : value;
  return `${context.runtime("violation")}(${constraint}, ${uniform}) !== null`;
}

function literalArguments(context: EmitContext, decorator: Decorator): Literal[] {
  const values = (decorator.args ?? []).map((arg) => arg.value as Expr);
  const flat = values.flatMap((value) => value.kind === "ListLit" ? value.elements : [value]);
  return flat.map((value) => literalOf(context, value)).filter((literal) => literal !== null);
}

function literalOf(context: EmitContext, expr: Expr): Literal | null {
  switch (expr.kind) {
    case "Paren":
      return literalOf(context, expr.expr);
    case "IntLit":
      return {
        js: typeof expr.value === "bigint" ? `${expr.value}n` : String(expr.value),
        value: expr.value,
        isFloat: false,
      };
    case "FloatLit":
      return { js: `${context.runtime("boxFloat")}(${expr.value})`, value: expr.value, isFloat: true };
    case "StrLit": {
      const text = expr.parts.filter((part) => typeof part === "string").join("");
      return { js: JSON.stringify(text), value: text, isFloat: false };
    }
    case "Unary": {
      const inner = expr.op === "-" ? literalOf(context, expr.operand) : null;
      if (inner === null || typeof inner.value === "string") return null;
      const value = -inner.value;
      const js = typeof value === "bigint"
        ? `${value}n`
        : inner.isFloat
        ? `${context.runtime("boxFloat")}(${value})`
        : String(value);
      return { js, value, isFloat: inner.isFloat };
    }
    default:
      return null;
  }
}
