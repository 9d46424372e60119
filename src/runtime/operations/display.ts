/** How values are shown: by `print`, interpolation and `str`, and nested in containers (stdlib.md section 11). */
import { fail } from "../failures/failure.ts";
import { floatToText } from "../text/float_text.ts";
import { kindOf } from "./kind.ts";
import { spelledKey } from "./map_key.ts";
import { quoteText } from "../text/text.ts";
import { Decimal, decimalToString } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { FloatBox } from "../values/float.ts";
import type { FunctionValue } from "../values/function.ts";
import { Future } from "../values/future.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { ModuleValue } from "../values/module_value.ts";
import { Range } from "../values/range.ts";
import { Err, Ok } from "../values/result.ts";
import { Tuple } from "../values/tuple.ts";
import { TypeValue } from "../values/type_value.ts";

export { floatToText };

/** The display form of a uniform value: a Str is its characters. */
export function display(value: unknown): string {
  return typeof value === "string" ? value : displayNested(value);
}

/** The form a uniform value has inside containers: a Str is quoted. */
export function displayNested(value: unknown): string {
  if (typeof value !== "object" || value === null) return show(value, null);
  try {
    return showObject(value, null);
  } catch (error) {
    // Raised anew here, so that its stack shows the use and not the depths of the value.
    if (error instanceof RangeError) fail("run/stack-overflow", "the shown value is nested too deeply");
    throw error;
  }
}

/** The containers that are being shown, innermost first, to recognise a value inside itself. */
interface Open {
  readonly value: object;
  readonly outer: Open | null;
}

function isOpen(value: object, open: Open | null): boolean {
  for (let o = open; o !== null; o = o.outer) if (o.value === value) return true;
  return false;
}

function show(value: unknown, open: Open | null): string {
  switch (typeof value) {
    case "string":
      return quoteText(value);
    case "number":
      return Number.isInteger(value) ? "" + value : floatToText(value);
    case "boolean":
    case "bigint":
      return "" + value;
    case "function":
      return showFunction(value as FunctionValue);
    case "object":
      return value === null ? "null" : showObject(value, open);
    default:
      return "null";
  }
}

function showObject(value: object, open: Open | null): string {
  if (Array.isArray(value)) return showList(value, open);
  if (value instanceof FloatBox) return floatToText(value.value);
  if (value instanceof Instance) return showInstance(value, open);
  if (value instanceof FitzMap) return showMap(value, open);
  if (value instanceof Tuple) return showTuple(value, open);
  if (value instanceof Ok) return `Ok(${show(value.value, open)})`;
  if (value instanceof Err) return `Err(${show(value.value, open)})`;
  if (value instanceof EnumValue) return showEnum(value, open);
  if (value instanceof Decimal) return decimalToString(value);
  if (value instanceof Range) return `${value.from}${value.isInclusive ? "..=" : ".."}${value.to}`;
  if (value instanceof Uint8Array) return showBytes(value);
  if (value instanceof Future) return "<future>";
  if (value instanceof ModuleValue) return `<module ${value.name}>`;
  if (value instanceof TypeValue) return `<type ${value.name}>`;
  return kindOf(value)?.display(value) ?? "<object>";
}

function showList(list: unknown[], open: Open | null): string {
  if (list.length === 0) return "[]";
  if (isOpen(list, open)) return "[...]";
  const inner = { value: list, outer: open };
  let text = "[" + show(list[0], inner);
  for (let i = 1; i < list.length; i++) text += ", " + show(list[i], inner);
  return text + "]";
}

function showMap(map: FitzMap, open: Open | null): string {
  if (map.size === 0) return "{}";
  if (isOpen(map, open)) return "{...}";
  const inner = { value: map, outer: open };
  let text = "";
  for (const [key, item] of map) {
    text += `${text === "" ? "{" : ", "}${show(spelledKey(map, key), inner)}: ${show(item, inner)}`;
  }
  return text + "}";
}

function showInstance(instance: Instance, open: Open | null): string {
  const { name, fields, display } = instance.info;
  if (display) return display(instance);
  if (fields.length === 0) return `${name} {}`;
  if (isOpen(instance, open)) return `${name} {...}`;
  const inner = { value: instance, outer: open };
  const values = instance as unknown as Record<string, unknown>;
  let text = "";
  for (const field of fields) {
    const value = values[field.property];
    const shown = field.isFloat && typeof value === "number" ? floatToText(value) : show(value, inner);
    text += `${text === "" ? " " : ", "}${field.name}: ${shown}`;
  }
  return `${name} {${text} }`;
}

function showTuple(tuple: Tuple, open: Open | null): string {
  const { items } = tuple;
  if (items.length === 1) return `(${show(items[0], open)},)`;
  return `(${items.map((item) => show(item, open)).join(", ")})`;
}

function showEnum(value: EnumValue, open: Open | null): string {
  const { name } = value.info.variants[value.tag];
  if (value.payload.length === 0) return name;
  return `${name}(${value.payload.map((item) => show(item, open)).join(", ")})`;
}

function showFunction(value: FunctionValue): string {
  if (value.isBuiltin !== undefined) return `<builtin ${value.isBuiltin}>`;
  return value.isNative ? "<native function>" : "<function>";
}

const BYTE_ESCAPES: Record<number, string> = { 10: "\\n", 13: "\\r", 9: "\\t", 92: "\\\\", 34: '\\"' };

function showBytes(bytes: Uint8Array): string {
  let text = 'b"';
  for (const byte of bytes) {
    text += BYTE_ESCAPES[byte] ??
      (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "\\x" + byte.toString(16).padStart(2, "0"));
  }
  return text + '"';
}
