/** Global functions: output, input, conversion (stdlib.md section 2). */
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { display } from "../../src/runtime/operations/display.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { host } from "../../src/runtime/host/host.ts";
import { canonicalInt, type Int, toNumber } from "../../src/runtime/operations/int.ts";
import { MAX_LIST, rangeCount } from "../../src/runtime/operations/range.ts";
import { quoteText, textLength } from "../../src/runtime/text/text.ts";
import { typeName } from "../../src/runtime/operations/type_name.ts";
import { Decimal, decimalToFloat } from "../../src/runtime/values/decimal.ts";
import { boxFloat, FloatBox, isInt } from "../../src/runtime/values/float.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Range } from "../../src/runtime/values/range.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";
import { parseDouble, toInt } from "../str/str.ts";
import { assertionImplementations } from "./assertion.ts";
import { numberImplementations, truncate } from "./number.ts";

function print(values: readonly unknown[], separator = " ", end = "\n", file = "stdout"): null {
  let text = values.length === 0 ? "" : display(values[0]);
  for (let i = 1; i < values.length; i++) text += separator + display(values[i]);
  if (file === "stdout") host().stdout(text + end);
  else if (file === "stderr") host().stderr(text + end);
  else fail("run/bad-argument", `there is no file ${quoteText(file)}`, ['files are "stdout" and "stderr"']);
  return null;
}

function input(prompt = ""): string | null {
  if (prompt !== "") host().stdout(prompt);
  return host().readLine();
}

function len(value: unknown): Int {
  if (typeof value === "string") return textLength(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof FitzMap) return value.size;
  if (value instanceof Range) return rangeCount(value);
  typeError("Str, List, Map, Range or Bytes", value);
}

function int(value: unknown): Int {
  if (isInt(value)) return value;
  if (typeof value === "number" || value instanceof FloatBox || value instanceof Decimal) {
    return truncate(value);
  }
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string") typeError("Int, Float, Decimal, Bool or Str", value);
  const result = toInt(value);
  return result.isOk ? result.value as Int : fail("run/bad-argument", result.value as string);
}

function float(value: unknown): number | FloatBox {
  if (value instanceof FloatBox) return value;
  if (typeof value === "number" || typeof value === "bigint") return boxFloat(Number(value));
  if (value instanceof Decimal) return boxFloat(decimalToFloat(value));
  if (typeof value === "boolean") return boxFloat(value ? 1 : 0);
  if (typeof value !== "string") typeError("Int, Float, Decimal, Bool or Str", value);
  const double = parseDouble(value);
  return double === undefined
    ? fail("run/bad-argument", `not a number: ${quoteText(value)}`)
    : boxFloat(double);
}

const encoder = new TextEncoder();

/** `range(stop)` or `range(start, stop, step)`. */
function range(first: Int, second?: Int, step: Int = 1): Int[] {
  const start = second === undefined ? 0 : first;
  const stop = second ?? first;
  if (step === 0) fail("run/bad-argument", "the step of `range` is 0", ["a negative step counts down"]);
  const length = Math.max(0, Math.ceil((toNumber(stop) - toNumber(start)) / toNumber(step)));
  if (length > MAX_LIST) fail("run/bad-argument", `a list of ${length} elements would be too long`);
  const list: Int[] = [];
  if (typeof start === "number" && typeof stop === "number" && typeof step === "number") {
    for (let i = 0; i < length; i++) list.push(start + i * step);
  } else {
    const [from, to, by] = [BigInt(start), BigInt(stop), BigInt(step)];
    for (let n = from; by > 0n ? n < to : n > to; n += by) list.push(canonicalInt(n));
  }
  return list;
}

/** Two to four lists, or five arguments of which the last is the list of all further ones. */
function zip(...given: unknown[][]): Tuple[] {
  const lists = (given.length === 5 ? [...given.slice(0, 4), ...given[4]] : given) as unknown[][];
  for (const list of lists) if (!Array.isArray(list)) typeError("List", list);
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length }, (_, i) => new Tuple(lists.map((list) => list[i])));
}

export const implementations = {
  ...numberImplementations,
  ...assertionImplementations,
  "print": print,
  "input": input,
  "len": len,
  "str": display,
  "int": int,
  "float": float,
  "bytes": (text: string): Uint8Array => encoder.encode(text),
  "type_of": typeName,
  "range": range,
  "zip": zip,
  "now_iso": (): string => new Date(Math.floor(host().now())).toISOString(),
};
