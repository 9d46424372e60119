/** `==`: never an error; structural, and numeric across Int and Float, Int and Decimal (language.md section 4.3). */
import { fail } from "../failures/failure.ts";
import { kindOf } from "./kind.ts";
import { Decimal, decimalCompare } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { FloatBox, isInt } from "../values/float.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Range } from "../values/range.ts";
import { Err, Ok } from "../values/result.ts";
import { Tuple } from "../values/tuple.ts";
import { rangeEnd, rangeLength } from "./range.ts";

/** Whether two uniform values are equal; `run/stack-overflow` for values that contain themselves. */
export function equals(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return same(a, b);
  try {
    return equalsObject(a, b);
  } catch (error) {
    // Raised anew here, so that its stack shows the comparison and not the depths of the values.
    if (error instanceof RangeError) fail("run/stack-overflow", "the compared values are nested too deeply");
    throw error;
  }
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || a === null) {
    if (a === b) return typeof a !== "function";
    if (typeof b !== "object" || b === null) return false;
    return equalsNumber(b, a);
  }
  if (typeof b !== "object" || b === null) return equalsNumber(a, b);
  return equalsObject(a, b);
}

/** An object against a primitive: only boxed Floats and Decimals can equal one. */
function equalsNumber(object: object, primitive: unknown): boolean {
  if (object instanceof FloatBox) {
    // deno-lint-ignore eqeqeq -- number and BigInt compare exactly
    return (typeof primitive === "number" || typeof primitive === "bigint") && object.value == primitive;
  }
  return object instanceof Decimal && isInt(primitive) && decimalCompare(object, primitive) === 0;
}

function equalsObject(a: object, b: object): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && equalsItems(a, b);
  if (a instanceof FloatBox) return b instanceof FloatBox && a.value === b.value;
  if (a instanceof Instance) return b instanceof Instance && equalsInstance(a, b);
  if (a instanceof FitzMap) return b instanceof FitzMap && equalsMap(a, b);
  if (a instanceof Tuple) return b instanceof Tuple && equalsItems(a.items, b.items);
  if (a instanceof Ok) return b instanceof Ok && same(a.value, b.value);
  if (a instanceof Err) return b instanceof Err && same(a.value, b.value);
  if (a instanceof EnumValue) {
    return b instanceof EnumValue && a.info === b.info && a.tag === b.tag &&
      equalsItems(a.payload, b.payload);
  }
  if (a instanceof Decimal) return b instanceof Decimal && decimalCompare(a, b) === 0;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && equalsBytes(a, b);
  if (a instanceof Range) return b instanceof Range && equalsRange(a, b);
  const kind = kindOf(a);
  if (kind) return kind === kindOf(b) && (kind.equals ? kind.equals(a, b) : a === b);
  return a === b && !isFuture(a);
}

/** Futures are never equal; other objects without a rule of their own (modules, types) are equal to themselves. */
function isFuture(value: object): boolean {
  return "launch" in value;
}

function equalsItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

function equalsInstance(a: Instance, b: Instance): boolean {
  if (a.info !== b.info) return false;
  const left = a as unknown as Record<string, unknown>;
  const right = b as unknown as Record<string, unknown>;
  for (const field of a.info.fields) {
    const x = left[field.property];
    const y = right[field.property];
    if (field.isFloat ? x !== y : !same(x, y)) return false;
  }
  return true;
}

function equalsMap(a: FitzMap, b: FitzMap): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !same(value, other)) return false;
  }
  return true;
}

/** Same content, byte by byte. */
export function equalsBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

function equalsRange(a: Range, b: Range): boolean {
  const length = rangeLength(a);
  if (length !== rangeLength(b)) return false;
  return length === 0 || (a.from === b.from && rangeEnd(a) === rangeEnd(b));
}
