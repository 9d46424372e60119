/** `+ - * / %` and unary minus: inlined with checks for Ints, bare for Floats, runtime operators otherwise. */
import type { Binary, Expr, Unary } from "../../../syntax/ast.ts";
import type { Type } from "../../../types/type.ts";
import { bare, isNumber, wrap } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { box, intToFloat, isFloat, isInt, isRaw, isStr } from "../forms.ts";
import { type Interval, isInt32, isNumeric } from "../ranges/interval.ts";
import { resultRange } from "../ranges/arithmetic.ts";
import { intText } from "./literals.ts";

export type ArithmeticOp = "+" | "-" | "*" | "/" | "%";

const INT_NAMES = { "+": "intAdd", "-": "intSub", "*": "intMul", "/": "intDiv", "%": "intMod" } as const;
const ANY_NAMES = { "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "mod" } as const;

/** One side of an operation, already evaluated to code in the form of `type`. */
export interface Operand {
  readonly code: string;
  readonly type: Type;
  readonly node: Expr;
  readonly range: Interval;
}

export function operandOf(e: Emitter, node: Expr, code: string): Operand {
  return { code, type: e.placeOf(node), node, range: e.rangeOf(node) };
}

/** `isZeroTest`: only whether the result is 0 matters. */
export function arithmetic(e: Emitter, node: Binary & { op: ArithmeticOp }, isZeroTest = false): string {
  const types = [e.placeOf(node.left), e.placeOf(node.right)];
  const codes = e.sequence([node.left, node.right], (index) => isRaw(types[index]));
  const left = operandOf(e, node.left, codes[0]);
  const right = operandOf(e, node.right, codes[1]);
  return combine(e, node, node.op, left, right, isZeroTest);
}

/** The code of `left op right`, in the form of its static type; `node` is what fails when it does. */
export function combine(
  e: Emitter,
  node: { start: number; end: number },
  op: ArithmeticOp,
  left: Operand,
  right: Operand,
  isZeroTest = false,
): string {
  const marker = e.atSpan(node.start, node.end);
  const numeric = (type: Type) => isInt(type) || isFloat(type);
  if (isInt(left.type) && isInt(right.type)) {
    return op === "/" || op === "%"
      ? intDivision(e, marker, op, left, right, isZeroTest)
      : intArithmetic(e, marker, op, left, right);
  }
  if (numeric(left.type) && numeric(right.type)) return floatArithmetic(e, marker, op, left, right);
  if (op === "+" && isStr(left.type) && isStr(right.type)) return wrap(`${left.code} + ${right.code}`);
  return `${marker}${e.runtime(ANY_NAMES[op])}(${uniform(e, left)}, ${uniform(e, right)})`;
}

function uniform(e: Emitter, operand: Operand): string {
  return bare(isRaw(operand.type) ? box(e, operand.code, operand.type) : operand.code);
}

// ---------------------------------------------------------------- Float

function floatArithmetic(
  e: Emitter,
  marker: string,
  op: ArithmeticOp,
  left: Operand,
  right: Operand,
): string {
  const a = isInt(left.type) ? intToFloat(e, left.code, left.node) : left.code;
  const b = isInt(right.type) ? intToFloat(e, right.code, right.node) : right.code;
  if (op === "%") return `${marker}${e.runtime("floatMod")}(${bare(a)}, ${bare(b)})`;
  if (op !== "/") return wrap(`${a} ${op} ${b}`);
  if (isNumber(b) && Number(bare(b)) !== 0) return wrap(`${a} / ${b}`);
  // The divisor is tested first, so the dividend must not be evaluated after it.
  const before: string[] = [];
  const x = e.reusable(a, left.node, [right.node], before);
  const y = e.reusable(b, right.node, [], before);
  return sequenceOf(before, `${y} !== 0 ? ${x} / ${y} : ${marker}${e.runtime("floatDiv")}(${x}, ${y})`);
}

/** A conditional after the assignments of its operands. */
export function sequenceOf(before: readonly string[], code: string): string {
  return before.length === 0 ? wrap(code) : `(${before.join(", ")}, ${code})`;
}

// ---------------------------------------------------------------- Int

function intArithmetic(
  e: Emitter,
  marker: string,
  op: "+" | "-" | "*",
  left: Operand,
  right: Operand,
): string {
  const result = resultRange(op, left.range, right.range);
  const isProduct = op === "*";
  // A product may be -0, which no Int is.
  const zero = isProduct && mayBeNegativeZero(left.range, right.range) ? " + 0" : "";
  const tests: string[] = [];
  if (isNumeric(left.range) && isNumeric(right.range) && isNumeric(result)) {
    return wrap(`${left.code} ${op} ${right.code}${zero}`);
  }
  const before: string[] = [];
  const a = e.reusable(left.code, left.node, [right.node], before);
  const b = e.reusable(right.code, right.node, [], before);
  if (!isNumeric(left.range)) tests.push(`typeof ${a} === "number"`);
  if (!isNumeric(right.range) && b !== a) tests.push(`typeof ${b} === "number"`);
  const slow = `${marker}${e.runtime(INT_NAMES[op])}(${a}, ${b})`;
  // Safe operands cannot leave the safe integers where the result is bounded by them (`n - 1` of a positive n).
  if (isNumeric(resultRange(op, clampSafe(left.range), clampSafe(right.range)))) {
    return sequenceOf(before, `${tests.join(" && ")} ? ${a} ${op} ${b}${zero} : ${slow}`);
  }
  const sum = e.hoistedTemporary();
  // Most results fit 32 bits, which V8 tests fastest.
  tests.push(
    isProduct
      ? `Number.isSafeInteger(${sum} = ${a} ${op} ${b}${zero})`
      : `(((${sum} = ${a} ${op} ${b}) | 0) === ${sum} || Number.isSafeInteger(${sum}))`,
  );
  return sequenceOf(before, `${tests.join(" && ")} ? ${sum} : ${slow}`);
}

function clampSafe(range: Interval): Interval {
  return {
    low: Math.max(range.low, -Number.MAX_SAFE_INTEGER),
    high: Math.min(range.high, Number.MAX_SAFE_INTEGER),
  };
}

function mayBeNegativeZero(a: Interval, b: Interval): boolean {
  const hasZero = (range: Interval) => range.low <= 0 && range.high >= 0;
  return (hasZero(a) && b.low < 0) || (hasZero(b) && a.low < 0);
}

function intDivision(
  e: Emitter,
  marker: string,
  op: "/" | "%",
  left: Operand,
  right: Operand,
  isZeroTest: boolean,
): string {
  const isNonZero = right.range.low > 0 || right.range.high < 0;
  const isPositive = left.range.low >= 0 && right.range.low > 0;
  if (isNumeric(left.range) && isNumeric(right.range) && isNonZero) {
    if (op === "/") {
      if (isInt32(left.range) && isInt32(right.range) && left.range.low > -2147483648) {
        return wrap(`${left.code} / ${right.code} | 0`);
      }
      return isPositive
        ? `Math.floor(${left.code} / ${right.code})`
        : wrap(`Math.trunc(${left.code} / ${right.code}) + 0`);
    }
    if (isPositive || (isZeroTest && right.range.low > 0)) return wrap(`${left.code} % ${right.code}`);
  }
  if (op === "%" && right.range.high < 0) {
    return `${marker}${e.runtime("intMod")}(${bare(left.code)}, ${bare(right.code)})`;
  }
  const before: string[] = [];
  const a = e.reusable(left.code, left.node, [right.node], before);
  const b = e.reusable(right.code, right.node, [], before);
  const tests: string[] = [];
  if (!isNumeric(left.range)) tests.push(`typeof ${a} === "number"`);
  if (!isNumeric(right.range)) tests.push(`typeof ${b} === "number"`);
  let fast: string;
  if (op === "/") {
    if (!isNonZero) tests.push(`${b} !== 0`);
    fast = isPositive ? `Math.floor(${a} / ${b})` : `Math.trunc(${a} / ${b}) + 0`;
  } else {
    if (right.range.low <= 0) tests.push(`${b} > 0`);
    if (left.range.low >= 0 || isZeroTest) fast = `${a} % ${b}`;
    else {
      const rest = e.hoistedTemporary();
      fast = `(${rest} = ${a} % ${b}) < 0 ? ${rest} + ${b} : ${rest} + 0`;
      if (tests.length > 0) fast = `(${fast})`;
    }
  }
  if (tests.length === 0) return sequenceOf(before, fast);
  return sequenceOf(
    before,
    `${tests.join(" && ")} ? ${fast} : ${marker}${e.runtime(INT_NAMES[op])}(${a}, ${b})`,
  );
}

// ---------------------------------------------------------------- unary minus

export function negate(e: Emitter, node: Unary): string {
  const operand = node.operand;
  if (operand.kind === "IntLit") {
    return intText(operand.value === 9223372036854775808n ? -operand.value : negated(operand.value));
  }
  const type = e.placeOf(operand);
  if (isFloat(type)) return wrap(`-${e.value(operand)}`);
  if (!isInt(type)) return `${e.at(node)}${e.runtime("neg")}(${bare(e.uniform(operand))})`;
  const code = e.value(operand);
  if (isNumeric(e.rangeOf(operand))) return wrap(`0 - ${code}`);
  const before: string[] = [];
  const x = e.reusable(code, operand, [], before);
  return sequenceOf(
    before,
    `typeof ${x} === "number" ? 0 - ${x} : ${e.at(node)}${e.runtime("intNeg")}(${x})`,
  );
}

function negated(value: number | bigint): number | bigint {
  return typeof value === "bigint" ? -value : 0 - value;
}
