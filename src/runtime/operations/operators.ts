/** Operators on uniform values whose kinds are only known at run time. Wrong kinds raise `run/operand`. */
import { operandError } from "./compare.ts";
import { fail } from "../failures/failure.ts";
import { floatDiv, floatMod } from "./float.ts";
import * as int from "./int.ts";
import { typeName } from "./type_name.ts";
import {
  Decimal,
  decimalAdd,
  decimalDiv,
  decimalMod,
  decimalMul,
  decimalNeg,
  decimalSub,
} from "../values/decimal.ts";
import { boxFloat, FloatBox, isInt } from "../values/float.ts";

type Int = int.Int;

/** What one arithmetic operator does on each numeric kind. */
interface Arithmetic {
  readonly sign: string;
  readonly int: (a: Int, b: Int) => Int;
  readonly float: (a: number, b: number) => number;
  readonly decimal: (a: Decimal | Int, b: Decimal | Int) => Decimal;
}

const ADD: Arithmetic = { sign: "+", int: int.intAdd, float: (a, b) => a + b, decimal: decimalAdd };
const SUB: Arithmetic = { sign: "-", int: int.intSub, float: (a, b) => a - b, decimal: decimalSub };
const MUL: Arithmetic = { sign: "*", int: int.intMul, float: (a, b) => a * b, decimal: decimalMul };
const DIV: Arithmetic = { sign: "/", int: int.intDiv, float: floatDiv, decimal: decimalDiv };
const MOD: Arithmetic = { sign: "%", int: int.intMod, float: floatMod, decimal: decimalMod };

function arithmetic(op: Arithmetic, a: unknown, b: unknown): unknown {
  const isIntA = isInt(a);
  const isIntB = isInt(b);
  if (isIntA && isIntB) return op.int(a, b);
  if (a instanceof Decimal || b instanceof Decimal) {
    if ((isIntA || a instanceof Decimal) && (isIntB || b instanceof Decimal)) return op.decimal(a, b);
    return mismatch(op.sign, a, b);
  }
  const x = toDouble(a);
  const y = toDouble(b);
  return x === undefined || y === undefined ? mismatch(op.sign, a, b) : boxFloat(op.float(x, y));
}

/** Int or Float as a double; undefined for other kinds. */
function toDouble(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof FloatBox) return value.value;
  return typeof value === "bigint" ? Number(value) : undefined;
}

function mismatch(sign: string, a: unknown, b: unknown): never {
  const hasText = typeof a === "string" || typeof b === "string";
  const help = sign === "+" && hasText ? ['nothing is converted to text: use interpolation, `"{a}{b}"`'] : [];
  operandError(sign, a, b, help);
}

/** `a + b`: numbers, or two Strs. */
export function add(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (!Number.isInteger(a) || !Number.isInteger(b)) return boxFloat(sum);
    if (Number.isSafeInteger(sum)) return sum;
  }
  if (typeof a === "string" && typeof b === "string") return a + b;
  return arithmetic(ADD, a, b);
}

/** `a - b` */
export function sub(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (!Number.isInteger(a) || !Number.isInteger(b)) return boxFloat(difference);
    if (Number.isSafeInteger(difference)) return difference;
  }
  return arithmetic(SUB, a, b);
}

/** `a * b` */
export function mul(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (!Number.isInteger(a) || !Number.isInteger(b)) return boxFloat(product);
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return arithmetic(MUL, a, b);
}

/** `a / b`; `run/division-by-zero`. */
export function div(a: unknown, b: unknown): unknown {
  if (Number.isInteger(a) && Number.isInteger(b)) return int.intDiv(a as number, b as number);
  return arithmetic(DIV, a, b);
}

/** `a % b`, floored; `run/division-by-zero`. */
export function mod(a: unknown, b: unknown): unknown {
  if (Number.isInteger(a) && Number.isInteger(b)) return int.intMod(a as number, b as number);
  return arithmetic(MOD, a, b);
}

/** `-a` */
export function neg(a: unknown): unknown {
  if (isInt(a)) return int.intNeg(a);
  if (a instanceof Decimal) return decimalNeg(a);
  const double = toDouble(a);
  return double === undefined ? unaryError("-", a) : boxFloat(-double);
}

function unaryError(sign: string, a: unknown): never {
  fail("run/operand", `\`${sign}\` does not work on \`${typeName(a)}\``);
}

function bits(sign: string, op: (a: Int, b: Int) => Int, a: unknown, b: unknown): Int {
  return isInt(a) && isInt(b) ? op(a, b) : operandError(sign, a, b);
}

/** `a & b` */
export function anyBitAnd(a: unknown, b: unknown): Int {
  return bits("&", int.bitAnd, a, b);
}

/** `a | b` */
export function anyBitOr(a: unknown, b: unknown): Int {
  return bits("|", int.bitOr, a, b);
}

/** `a ^ b` */
export function anyBitXor(a: unknown, b: unknown): Int {
  return bits("^", int.bitXor, a, b);
}

/** `~a` */
export function anyBitNot(a: unknown): Int {
  return isInt(a) ? int.bitNot(a) : unaryError("~", a);
}

/** `a << b`; `run/shift-count`. */
export function anyShiftLeft(a: unknown, b: unknown): Int {
  return bits("<<", int.shiftLeft, a, b);
}

/** `a >> b`; `run/shift-count`. */
export function anyShiftRight(a: unknown, b: unknown): Int {
  return bits(">>", int.shiftRight, a, b);
}

/** A condition, guard or operand of `and`, `or`, `xor`, `not`: itself when Bool, else `run/not-bool`. `where` names the construct: "`if`". */
export function expectCondition(value: unknown, where: string): boolean {
  if (typeof value === "boolean") return value;
  fail("run/not-bool", `${where} needs a \`Bool\`, found \`${typeName(value)}\``, [
    "only Bool counts as true or false: compare explicitly",
  ]);
}
