/** The `math` namespace (stdlib.md section 13). Floats are raw doubles here, except where overloads make all arguments uniform. */
import { fail } from "../../src/runtime/failures/failure.ts";
import { floatToText } from "../../src/runtime/text/float_text.ts";
import { canonicalInt, fitsInt, type Int, intFromFloat, overflow } from "../../src/runtime/operations/int.ts";
import { type FloatBox, isInt, unboxFloat } from "../../src/runtime/values/float.ts";

function outside(name: string, ...args: readonly number[]): never {
  return fail("run/bad-argument", `\`math.${name}(${args.map(floatToText).join(", ")})\` is not defined`);
}

/** A function of one number; where it is not defined JavaScript gives NaN for a number that is none. */
function unary(name: string, f: (x: number) => number): (x: number) => number {
  return (x) => {
    const value = f(x);
    return value === value || x !== x ? value : outside(name, x);
  };
}

/** A logarithm: also undefined at zero. */
function logarithm(name: string, f: (x: number) => number): (x: number) => number {
  return (x) => x <= 0 ? outside(name, x) : f(x);
}

function log(x: number, base: number = Math.E): number {
  if (x <= 0 || base <= 0 || base === 1) return base === Math.E ? outside("log", x) : outside("log", x, base);
  if (base === Math.E) return Math.log(x);
  // The exact functions where there are some: math.log(8, 2) is 3.0.
  if (base === 2) return Math.log2(x);
  if (base === 10) return Math.log10(x);
  return Math.log(x) / Math.log(base);
}

function pow(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) return outside("pow", base, exponent);
  const value = base ** exponent;
  if (value === value || base !== base || exponent !== exponent) return value;
  // JavaScript has no value for 1 to an infinite power.
  return Math.abs(base) === 1 && !Number.isFinite(exponent) ? 1 : outside("pow", base, exponent);
}

function trunc(x: number | bigint | FloatBox): Int {
  if (isInt(x)) return x;
  const value = unboxFloat(x);
  return intFromFloat(Math.trunc(value), `math.trunc(${floatToText(value)})`);
}

function sign(x: number | bigint | FloatBox): Int {
  const value = unboxFloat(x);
  if (value !== value) return outside("sign", value);
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

function gcd(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    let x = Math.abs(a);
    let y = Math.abs(b);
    while (y !== 0) [x, y] = [y, x % y];
    return x;
  }
  return inRange(bigGcd(BigInt(a), BigInt(b)), `math.gcd(${a}, ${b})`);
}

function bigGcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function lcm(a: Int, b: Int): Int {
  if (a === 0 || b === 0) return 0;
  const x = BigInt(a);
  const product = x / bigGcd(x, BigInt(b)) * BigInt(b);
  return inRange(product < 0n ? -product : product, `math.lcm(${a}, ${b})`);
}

function inRange(value: bigint, operation: string): Int {
  return fitsInt(value) ? canonicalInt(value) : overflow(operation);
}

export const implementations = {
  "math.pi": Math.PI,
  "math.e": Math.E,
  "math.tau": 2 * Math.PI,
  "math.inf": Infinity,
  "math.nan": NaN,
  "math.sin": unary("sin", Math.sin),
  "math.cos": unary("cos", Math.cos),
  "math.tan": unary("tan", Math.tan),
  "math.asin": unary("asin", Math.asin),
  "math.acos": unary("acos", Math.acos),
  "math.atan": Math.atan,
  "math.atan2": Math.atan2,
  "math.sinh": Math.sinh,
  "math.cosh": Math.cosh,
  "math.tanh": Math.tanh,
  "math.degrees": (x: number) => x * 180 / Math.PI,
  "math.radians": (x: number) => x * Math.PI / 180,
  "math.exp": Math.exp,
  "math.log": log,
  "math.log2": logarithm("log2", Math.log2),
  "math.log10": logarithm("log10", Math.log10),
  "math.sqrt": unary("sqrt", Math.sqrt),
  "math.cbrt": Math.cbrt,
  "math.hypot": Math.hypot,
  "math.pow": pow,
  "math.trunc": trunc,
  "math.sign": sign,
  "math.gcd": gcd,
  "math.lcm": lcm,
};
