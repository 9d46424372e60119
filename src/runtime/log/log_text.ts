/** Values in log records. Logging never fails: what has no form of its own is shown by its display text. */
import { display, floatToText } from "../operations/display.ts";
import { quoteJson } from "../json/quote.ts";
import { quoteText } from "../text/text.ts";
import { Decimal } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { boxFloat, FloatBox } from "../values/float.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok } from "../values/result.ts";
import { Tuple } from "../values/tuple.ts";

/** Longest text of one value, in bytes of UTF-8. */
const MAX_BYTES = 8192;
const MAX_DEPTH = 10;
const CUT = "…";
const buffer = new Uint8Array(MAX_BYTES);

function cut(text: string): string {
  if (text.length * 3 <= MAX_BYTES) return text;
  const { read } = new TextEncoder().encodeInto(text, buffer);
  return read < text.length ? text.slice(0, read) + CUT : text;
}

/** A uniform value as JSON. */
export function logJson(value: unknown, depth = 1): string {
  switch (typeof value) {
    case "string":
      return quoteJson(cut(value));
    case "number":
      return Number.isInteger(value) ? String(value) : floatJson(value);
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? "null" : objectJson(value, depth);
    case "undefined":
      return "null";
    default:
      return shownJson(value);
  }
}

function shownJson(value: unknown): string {
  return quoteJson(cut(display(value)));
}

function floatJson(value: number): string {
  return Number.isFinite(value) ? floatToText(value) : `"${floatToText(value)}"`;
}

function objectJson(value: object, depth: number): string {
  if (value instanceof FloatBox) return floatJson(value.value);
  if (value instanceof Uint8Array) return quoteJson(cut(value.toBase64()));
  if (value instanceof Decimal) return shownJson(value);
  if (value instanceof EnumValue && value.payload.length === 0) return shownJson(value);
  const members = membersOf(value);
  if (members === null) return shownJson(value);
  if (depth > MAX_DEPTH) return `"${CUT}"`;
  if (!(members instanceof Map)) return `[${members.map((item) => logJson(item, depth + 1)).join(",")}]`;
  let text = "";
  for (const [name, item] of members) {
    text += `${text === "" ? "" : ","}${quoteJson(name)}:${logJson(item, depth + 1)}`;
  }
  return `{${text}}`;
}

/** Elements of an array, named members of an object; null for a value that is neither in JSON. */
function membersOf(value: object): readonly unknown[] | Map<string, unknown> | null {
  if (Array.isArray(value)) return value;
  if (value instanceof Tuple) return value.items;
  if (value instanceof FitzMap) {
    const isJson = (value.spellings?.size ?? 0) === 0 && value.keys().every((key) => typeof key === "string");
    return isJson ? value as Map<string, unknown> : null;
  }
  if (value instanceof Ok) return new Map([["Ok", value.value]]);
  if (value instanceof Err) return new Map([["Err", value.value]]);
  if (value instanceof EnumValue) {
    const variant = value.info.variants[value.tag];
    return new Map<string, unknown>([
      ["type", variant.name],
      ...variant.payload.map((name, i): [string, unknown] => [name, value.payload[i]]),
    ]);
  }
  return value instanceof Instance ? fieldsOf(value) : null;
}

function fieldsOf(instance: Instance): Map<string, unknown> {
  const stored = instance as unknown as Record<string, unknown>;
  const fields = new Map<string, unknown>();
  for (const { name, property, isFloat, isPrivate, isHidden } of instance.info.fields) {
    if (isPrivate || isHidden) continue;
    const value = stored[property];
    fields.set(name, isFloat && typeof value === "number" ? boxFloat(value) : value);
  }
  return fields;
}

/** A uniform value in a pretty line: texts are quoted when they would not stand alone. */
export function logPretty(value: unknown): string {
  if (typeof value !== "string") return oneLine(cut(display(value)));
  const text = cut(value);
  return /^[^\s"=]+$/.test(text) ? oneLine(text) : oneLine(quoteText(text));
}

/** Control characters written out, so that a record stays one line and no text steers the terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\0-\x1F\x7F-\x9F\u2028\u2029]/g, (char) => {
    const code = char.charCodeAt(0);
    if (char === "\n") return "\\n";
    if (char === "\r") return "\\r";
    if (char === "\t") return "\\t";
    return code < 256 ? "\\x" + code.toString(16).padStart(2, "0") : "\\u" + code.toString(16);
  });
}
