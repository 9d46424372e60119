/**
 * Order of values. `<` and its kin compare numbers (exactly, also mixed), Decimals with Ints, Strs by code point, and two values of one ordered library kind;
 * sorting knows Bool too and puts NaN last.
 */
import { fail } from "../failures/failure.ts";
import { kindOf } from "./kind.ts";
import { compareText } from "../text/text.ts";
import { typeName } from "./type_name.ts";
import { Decimal, decimalCompare } from "../values/decimal.ts";
import { FloatBox, isInt } from "../values/float.ts";

/** Int or Float as something JavaScript compares exactly; undefined for other kinds. */
function numeric(value: unknown): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  return value instanceof FloatBox ? value.value : undefined;
}

/** Negative, zero or positive; NaN where either number is NaN; undefined when the kinds have no common order. */
function order(a: unknown, b: unknown): number | undefined {
  if (typeof a === "string") return typeof b === "string" ? compareText(a, b) : undefined;
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN;
  if (a instanceof Decimal) return b instanceof Decimal || isInt(b) ? decimalCompare(a, b) : undefined;
  if (b instanceof Decimal) return isInt(a) ? -decimalCompare(b, a) : undefined;
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return undefined;
  const kind = kindOf(a);
  return kind?.compare && kind === kindOf(b) ? kind.compare(a, b) : undefined;
}

function compareOperands(operator: string, a: unknown, b: unknown): number {
  const result = order(a, b);
  if (result === undefined) operandError(operator, a, b);
  return result;
}

/** Raises `run/operand` for a binary operator. */
export function operandError(operator: string, a: unknown, b: unknown, help: readonly string[] = []): never {
  fail("run/operand", `\`${operator}\` does not work on \`${typeName(a)}\` and \`${typeName(b)}\``, help);
}

/** `a < b` on uniform values; `run/operand`. */
export function lt(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  return compareOperands("<", a, b) < 0;
}

/** `a <= b` on uniform values; `run/operand`. */
export function le(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  return compareOperands("<=", a, b) <= 0;
}

/** `a > b` on uniform values; `run/operand`. */
export function gt(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a > b;
  return compareOperands(">", a, b) > 0;
}

/** `a >= b` on uniform values; `run/operand`. */
export function ge(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a >= b;
  return compareOperands(">=", a, b) >= 0;
}

/** Total order for sorting and extremes: negative, zero, positive; NaN is the largest number. `run/operand` for kinds without a common order. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  const result = order(a, b);
  if (result === undefined) {
    const kinds = typeName(a) === typeName(b)
      ? `values of type \`${typeName(a)}\` have no order`
      : `\`${typeName(a)}\` and \`${typeName(b)}\` cannot be ordered together`;
    fail("run/operand", kinds);
  }
  if (result === result) return result;
  const isLeftNaN = a !== a;
  const isRightNaN = b !== b;
  return isLeftNaN === isRightNaN ? 0 : isLeftNaN ? 1 : -1;
}
