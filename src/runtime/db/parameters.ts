/** Values of the program as parameters of statements: data.md 3.2. */
import { encodeJson } from "../json/encode.ts";
import { display, floatToText } from "../operations/display.ts";
import { typeName } from "../operations/type_name.ts";
import { Decimal } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { FloatBox, isFloat, unboxFloat } from "../values/float.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { refuse } from "./db_error.ts";
import type { Parameter } from "./driver.ts";
import { Oid } from "./oid.ts";

/** Array types by the kind of their elements. */
const ARRAYS: Readonly<Record<string, number>> = {
  Int: Oid.int8Array,
  Float: Oid.float8Array,
  Bool: Oid.boolArray,
  Str: Oid.textArray,
  Date: Oid.dateArray,
  DateTime: Oid.timestamptzArray,
  Uuid: Oid.uuidArray,
  Decimal: Oid.numericArray,
};
/** Kinds whose display is their canonical text. */
const TEXTS: ReadonlySet<string> = new Set(["Str", "Date", "DateTime", "Uuid", "Decimal"]);
const NULL_PARAMETER: Parameter = { text: null, type: 0 };

/** A parameter from a uniform value. @param place as messages name it. @throws DatabaseFault of kind `usage` */
export function parameter(value: unknown, place: string): Parameter {
  switch (typeof value) {
    case "string":
      return { text: checkedText(value, place), type: 0 };
    case "number":
      return Number.isInteger(value)
        ? { text: String(value), type: Oid.int8 }
        : { text: floatText(value), type: Oid.float8 };
    case "bigint":
      return { text: String(value), type: Oid.int8 };
    case "boolean":
      return { text: value ? "t" : "f", type: Oid.bool };
  }
  if (value === null || value === undefined) return NULL_PARAMETER;
  if (value instanceof FloatBox) return { text: floatText(value.value), type: Oid.float8 };
  if (value instanceof Uint8Array) return { text: "\\x" + value.toHex(), type: Oid.bytea };
  if (Array.isArray(value)) return listParameter(value, place);
  if (value instanceof EnumValue) {
    return value.payload.length === 0 && !value.info.variants.some((variant) => variant.payload.length > 0)
      ? { text: value.info.variants[value.tag].name, type: 0 }
      : { text: jsonText(value, place), type: Oid.jsonb };
  }
  if (value instanceof FitzMap || (value instanceof Instance && isPlain(value))) {
    return { text: jsonText(value, place), type: Oid.jsonb };
  }
  const kind = typeName(value);
  if (value instanceof Decimal || TEXTS.has(kind)) return { text: display(value), type: 0 };
  return refuse(
    "usage",
    kind === "Secret"
      ? `${place} is a Secret: give its value with \`.expose()\``
      : `${place}: a value of type ${kind} cannot be sent to the database`,
  );
}

/** Whether an instance is data, and not something of the library that lives. */
function isPlain(value: Instance): boolean {
  return value.info.fields.length > 0;
}

function listParameter(items: readonly unknown[], place: string): Parameter {
  if (items.length === 0) return { text: "{}", type: 0 };
  let kind: string | null = null;
  for (const item of items) {
    if (item === null) continue;
    const found = item instanceof EnumValue && item.payload.length === 0 ? "Str" : typeName(item);
    if (kind !== null && kind !== found) return { text: jsonText(items, place), type: Oid.jsonb };
    kind = found;
  }
  const type = kind === null ? Oid.textArray : ARRAYS[kind];
  if (type === undefined) return { text: jsonText(items, place), type: Oid.jsonb };
  return { text: arrayText(items, place), type };
}

/** The text form of an array: every element in quotes, NULL without. */
function arrayText(items: readonly unknown[], place: string): string {
  const parts = items.map((item) => {
    const { text } = parameter(item, place);
    return text === null ? "NULL" : `"${text.replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${parts.join(",")}}`;
}

function floatText(value: number): string {
  if (Number.isFinite(value)) return floatToText(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

function checkedText(text: string, place: string): string {
  if (text.includes("\0")) refuse("usage", `${place}: a text with the character \\0 cannot be stored`);
  return text;
}

function jsonText(value: unknown, place: string): string {
  checkJson(value, place);
  return encodeJson(value);
}

/** Refuses what JSON cannot hold: keys that are no Str, secrets, Floats without digits. */
function checkJson(value: unknown, place: string): void {
  if (typeof value !== "object" || value === null) {
    if (typeof value === "function") refuse("usage", `${place}: a function cannot be sent to the database`);
    if (typeof value === "number" && !Number.isFinite(value)) nonFinite(value, place);
    return;
  }
  if (value instanceof FloatBox || isFloat(value)) {
    const number = unboxFloat(value as FloatBox);
    if (!Number.isFinite(number)) nonFinite(number, place);
  } else if (Array.isArray(value)) { for (const item of value) checkJson(item, place); }
  else if (value instanceof FitzMap) {
    for (const [key, item] of value) {
      if (typeof key !== "string" || value.spellings?.has(key)) {
        refuse("usage", `${place}: a map with keys that are not Str cannot be sent to the database`);
      }
      checkJson(item, place);
    }
  } else if (value instanceof Instance) {
    for (const { property } of value.info.fields) {
      const item: unknown = (value as unknown as Record<string, unknown>)[property];
      if (item !== value) checkJson(item, place);
    }
  } else if (value instanceof EnumValue) { for (const item of value.payload) checkJson(item, place); }
  else {
    const kind = typeName(value);
    if (kind === "Secret") refuse("usage", `${place} holds a Secret: give its value with \`.expose()\``);
    if (!TEXTS.has(kind) && !(value instanceof Uint8Array)) {
      refuse("usage", `${place}: a value of type ${kind} cannot be sent to the database`);
    }
  }
}

function nonFinite(value: number, place: string): never {
  refuse("usage", `${place}: ${floatText(value)} has no form in JSON`);
}
