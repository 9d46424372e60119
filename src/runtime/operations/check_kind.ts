/**
 * Checks and conversions at typed places (language.md section 5.6): a uniform value that arrived as Any is checked against the outermost kind of the place. Each function gives
 * the value as the place stores it, or raises `run/type`.
 */
import { fail } from "../failures/failure.ts";
import type { Int } from "./int.ts";
import { typeName } from "./type_name.ts";
import { Decimal } from "../values/decimal.ts";
import { type EnumInfo, EnumValue } from "../values/enum_value.ts";
import { boxFloat, FloatBox, isInt } from "../values/float.ts";
import { Future } from "../values/future.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Range } from "../values/range.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { Tuple } from "../values/tuple.ts";

/** Raises `run/type`. `expected` is the type as written in Fitz. */
export function typeError(expected: string, value: unknown): never {
  fail("run/type", `expected \`${expected}\`, found \`${typeName(value)}\``);
}

export function checkInt(value: unknown): Int {
  return isInt(value) ? value : typeError("Int", value);
}

/** The raw double of a Float; an Int is converted. */
export function toFloatPlace(value: unknown): number {
  if (typeof value === "number") return value;
  if (value instanceof FloatBox) return value.value;
  return typeof value === "bigint" ? Number(value) : typeError("Float", value);
}

/** The same for a `Float?` place. */
export function toNullableFloatPlace(value: unknown): number | null {
  return value === null ? null : toFloatPlace(value);
}

/** A uniform Float; an Int is converted. */
export function toUniformFloat(value: unknown): number | FloatBox {
  return value instanceof FloatBox ? value : boxFloat(toFloatPlace(value));
}

/** A Decimal; an Int is converted. */
export function toDecimalPlace(value: unknown): Decimal {
  if (value instanceof Decimal) return value;
  return isInt(value) ? new Decimal(BigInt(value), 0) : typeError("Decimal", value);
}

export function checkStr(value: unknown): string {
  return typeof value === "string" ? value : typeError("Str", value);
}

export function checkBool(value: unknown): boolean {
  return typeof value === "boolean" ? value : typeError("Bool", value);
}

export function checkNull(value: unknown): null {
  return value === null || value === undefined ? null : typeError("Null", value);
}

export function checkBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : typeError("Bytes", value);
}

export function checkList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : typeError("List", value);
}

export function checkMap(value: unknown): FitzMap {
  return value instanceof FitzMap ? value : typeError("Map", value);
}

export function checkRange(value: unknown): Range {
  return value instanceof Range ? value : typeError("Range", value);
}

/** A tuple of `length` items. */
export function checkTuple(value: unknown, length: number): Tuple {
  if (!(value instanceof Tuple)) typeError("Tuple", value);
  if (value.items.length === length) return value;
  fail("run/type", `expected a tuple of ${length}, found one of ${value.items.length}`);
}

export function checkResult(value: unknown): Result {
  return value instanceof Ok || value instanceof Err ? value : typeError("Result", value);
}

export function checkFuture(value: unknown): Future {
  return value instanceof Future ? value : typeError("Future", value);
}

/** An instance of the user type with that description (also when its class is not at hand). */
export function checkInstance(value: unknown, info: { readonly name: string }): Instance {
  return value instanceof Instance && value.info === info ? value : typeError(info.name, value);
}

export function checkEnum(value: unknown, info: EnumInfo): EnumValue {
  return value instanceof EnumValue && value.info === info ? value : typeError(info.name, value);
}

/** A value of the library kind called `name`, for code that has no class at hand. */
export function checkNamed(value: unknown, name: string): unknown {
  return typeName(value) === name ? value : typeError(name, value);
}
