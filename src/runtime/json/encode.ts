/** JSON text of any Fitz value: stdlib.md section 14.2. */
import { fail } from "../failures/failure.ts";
import { Decimal } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { FloatBox } from "../values/float.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok } from "../values/result.ts";
import { Secret } from "../values/secret.ts";
import { Tuple } from "../values/tuple.ts";
import { boxFloat } from "../values/float.ts";
import { display, floatToText } from "../operations/display.ts";
import { typeName } from "../operations/type_name.ts";
import { quoteJson } from "./quote.ts";

/** Beyond this depth the writer starts to look for values inside themselves. */
const CYCLE_CHECK_DEPTH = 64;

/**
 * The JSON text of a value in uniform form.
 *
 * @param indent spaces per level; 0 gives the compact form
 * @throws Failure `run/json` for values without JSON form, maps whose keys are not Str, and values inside themselves
 */
export function encodeJson(value: unknown, indent = 0): string {
  return indent > 0 ? new Writer(indent).write(value, 0) : compact(value, 0, undefined);
}

/** JSON of a Float: its display form, null for NaN and infinities. */
export function encodeFloat(value: number): string {
  return Number.isFinite(value) ? floatToText(value) : "null";
}

/** Whether `JSON.stringify` writes this double as Fitz does: it has a fraction and needs no exponent. */
export function isPlainFloat(value: unknown): boolean {
  return typeof value === "number" && !Number.isInteger(value) && (value >= 1e-4 || value <= -1e-4) &&
    Number.isFinite(value);
}

function compact(value: unknown, depth: number, seen: Set<unknown> | undefined): string {
  switch (typeof value) {
    case "string":
      return quoteJson(value);
    case "number":
      return Number.isInteger(value) ? String(value) : encodeFloat(value);
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return value.toString();
  }
  if (value === null || value === undefined) return "null";
  if (!isContainer(value)) return encodeLeaf(value);
  const inside = depth < CYCLE_CHECK_DEPTH ? undefined : seen ?? new Set();
  if (inside) {
    if (inside.has(value)) failCycle(value);
    inside.add(value);
  }
  let text = "";
  const parts = children(value);
  const isList = parts.keys === null;
  for (let i = 0; i < parts.values.length; i++) {
    if (i > 0) text += ",";
    if (!isList) text += quoteJson(parts.keys![i]) + ":";
    text += compact(parts.values[i], depth + 1, inside);
  }
  inside?.delete(value);
  return isList ? "[" + text + "]" : "{" + text + "}";
}

class Writer {
  #inside = new Set<unknown>();
  constructor(readonly indent: number) {}

  write(value: unknown, level: number): string {
    if (value === null || typeof value !== "object" || !isContainer(value)) {
      return compact(value, 0, undefined);
    }
    if (this.#inside.has(value)) failCycle(value);
    this.#inside.add(value);
    const { keys, values } = children(value);
    const pad = "\n" + " ".repeat(this.indent * (level + 1));
    const rows = values.map((item, i) =>
      pad + (keys ? quoteJson(keys[i]) + ": " : "") + this.write(item, level + 1)
    );
    this.#inside.delete(value);
    const [open, close] = keys ? "{}" : "[]";
    return rows.length === 0
      ? open + close
      : open + rows.join(",") + "\n" + " ".repeat(this.indent * level) + close;
  }
}

function isContainer(value: object): boolean {
  return Array.isArray(value) || value instanceof FitzMap || value instanceof Instance ||
    value instanceof Tuple ||
    value instanceof Ok || value instanceof Err || (value instanceof EnumValue && value.payload.length > 0);
}

/** Members of a container: names and values for objects, values alone for arrays. */
function children(value: object): { keys: string[] | null; values: readonly unknown[] } {
  if (Array.isArray(value)) return { keys: null, values: value };
  if (value instanceof Tuple) return { keys: null, values: value.items };
  if (value instanceof FitzMap) {
    const keys: string[] = [];
    for (const key of value.keys()) {
      if (typeof key !== "string" || value.spellings?.has(key)) {
        fail("run/json", "Map keys in JSON must be Str");
      }
      keys.push(key);
    }
    return { keys, values: [...value.values()] };
  }
  if (value instanceof Instance) {
    const shown = value.info.fields.filter((field) => !field.isPrivate && !field.isHidden);
    const record = value as unknown as Record<string, unknown>;
    return {
      keys: shown.map((field) => field.name),
      values: shown.map((field) => {
        const stored = record[field.property];
        return field.isFloat && stored !== null ? boxFloat(stored as number) : stored;
      }),
    };
  }
  if (value instanceof Ok) return { keys: ["Ok"], values: [value.value] };
  if (value instanceof Err) return { keys: ["Err"], values: [value.value] };
  const variant = (value as EnumValue).info.variants[(value as EnumValue).tag];
  return { keys: ["type", ...variant.payload], values: [variant.name, ...(value as EnumValue).payload] };
}

function encodeLeaf(value: object): string {
  if (value instanceof FloatBox) return encodeFloat(value.value);
  if (value instanceof EnumValue) return quoteJson(value.info.variants[value.tag].name);
  if (value instanceof Secret) return '"***"';
  if (value instanceof Uint8Array) return '"' + value.toBase64() + '"';
  const name = typeName(value);
  if (value instanceof Decimal || name === "Date" || name === "DateTime" || name === "Uuid") {
    return quoteJson(display(value));
  }
  return fail("run/json", `a value of type ${name} has no JSON form`);
}

function failCycle(value: object): never {
  return fail("run/json", `a ${typeName(value)} that contains itself has no JSON form`);
}
