/** `decimal(x)` and the methods of Decimal (stdlib.md sections 2.1 and 18). */
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { quoteText } from "../../src/runtime/text/text.ts";
import {
  Decimal,
  decimalAbs,
  decimalCeil,
  decimalFloor,
  decimalFromInt,
  decimalParse,
  decimalRound,
  decimalToFloat,
  decimalToInt,
  decimalToString,
} from "../../src/runtime/values/decimal.ts";
import { isInt } from "../../src/runtime/values/float.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

/** More decimals than this are a mistake, and would fill the memory. */
const MAX_DIGITS = 10000;

function decimal(value: unknown): Decimal {
  if (value instanceof Decimal) return value;
  if (isInt(value)) return decimalFromInt(value);
  if (typeof value !== "string") return typeError("Int, Decimal or Str", value);
  return decimalParse(value) ?? fail("run/bad-argument", notDecimal(value));
}

function notDecimal(text: string): string {
  return `not a decimal: ${quoteText(text)}`;
}

function parse(text: string): Result {
  const value = decimalParse(text);
  return value ? new Ok(value) : new Err(notDecimal(text));
}

function round(value: Decimal, digits: Int = 0): Decimal {
  if (digits < 0 || digits > MAX_DIGITS) {
    fail("run/bad-argument", `\`round\` takes 0 to ${MAX_DIGITS} digits, got ${digits}`);
  }
  return decimalRound(value, Number(digits));
}

export const implementations = {
  "decimal": decimal,
  "Decimal.parse": parse,
  "Decimal.abs": decimalAbs,
  "Decimal.round": round,
  "Decimal.floor": decimalFloor,
  "Decimal.ceil": decimalCeil,
  "Decimal.to_int": (value: Decimal) => decimalToInt(value),
  "Decimal.to_float": decimalToFloat,
  "Decimal.to_str": decimalToString,
  "Decimal.scale": (value: Decimal) => value.scale,
  "Decimal.is_zero": (value: Decimal) => value.coefficient === 0n,
};
