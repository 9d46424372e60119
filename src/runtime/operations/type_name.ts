/** The kind of a value, as `type_name()` gives it. */
import { kindOf } from "./kind.ts";
import { Decimal } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { FloatBox } from "../values/float.ts";
import { Future } from "../values/future.ts";
import { Instance } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { ModuleValue } from "../values/module_value.ts";
import { Range } from "../values/range.ts";
import { Err, Ok } from "../values/result.ts";
import { Tuple } from "../values/tuple.ts";
import { TypeValue } from "../values/type_value.ts";

const NAMES = new Map<unknown, string>([
  [Array, "List"],
  [FloatBox, "Float"],
  [FitzMap, "Map"],
  [Ok, "Result"],
  [Err, "Result"],
  [Tuple, "Tuple"],
  [Range, "Range"],
  [Uint8Array, "Bytes"],
  [Future, "Future"],
  [Decimal, "Decimal"],
  [ModuleValue, "Module"],
  [TypeValue, "Type"],
]);

/** Name of the kind of a uniform value: `"Int"`, `"List"`, the name of its type, … */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "Str";
    case "number":
      return Number.isInteger(value) ? "Int" : "Float";
    case "boolean":
      return "Bool";
    case "bigint":
      return "Int";
    case "function":
      return "Function";
    case "object":
      return value === null ? "Null" : objectName(value);
    default:
      return "Null";
  }
}

function objectName(value: object): string {
  const name = NAMES.get(value.constructor);
  if (name !== undefined) return name;
  if (value instanceof Instance) return value.info.name;
  if (value instanceof EnumValue) return value.info.name;
  if (value instanceof Future) return "Future";
  if (value instanceof Uint8Array) return "Bytes";
  return kindOf(value)?.name ?? "Object";
}
