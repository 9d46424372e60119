/**
 * Map operations for keys of any kind in uniform form. A key is stored normalised, so that keys equal by `==` are one; how it was first written is kept where that differs.
 */
import { fail } from "../failures/failure.ts";
import { canonicalInt } from "./int.ts";
import { kindOf } from "./kind.ts";
import { typeName } from "./type_name.ts";
import { Decimal, decimalToString } from "../values/decimal.ts";
import { EnumValue } from "../values/enum_value.ts";
import { FloatBox } from "../values/float.ts";
import { FitzMap } from "../values/map.ts";

/** Starts the stand-ins for keys that are objects: a lone surrogate is in no Str. */
const MARK = "\uDFFF";

/** The normalised key; `run/map-key` for a value that cannot be one. */
export function keyOf(key: unknown): unknown {
  const normal = keyIfAny(key);
  return normal === undefined ? noKey(key) : normal;
}

/** The same with undefined for a value that cannot be a key. */
export function keyIfAny(key: unknown): unknown {
  switch (typeof key) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return key;
    case "object":
      return key === null ? null : objectKey(key);
    default:
      return undefined;
  }
}

function objectKey(key: object): unknown {
  if (key instanceof FloatBox) return canonicalInt(BigInt(key.value));
  if (key instanceof EnumValue) return key.payload.length === 0 ? key : undefined;
  if (key instanceof Decimal) return decimalKey(key);
  const text = kindOf(key)?.key?.(key);
  return text === undefined ? undefined : MARK + typeName(key) + ":" + text;
}

/** A whole Decimal is the Int it equals; others are their digits without trailing zeros. */
function decimalKey(key: Decimal): unknown {
  let { coefficient, scale } = key;
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale--;
  }
  return scale === 0 ? canonicalInt(coefficient) : MARK + decimalToString(new Decimal(coefficient, scale));
}

function noKey(key: unknown): never {
  const variant = key instanceof EnumValue ? ` with payload` : "";
  fail("run/map-key", `\`${typeName(key)}\`${variant} cannot be a map key`, [
    "keys are Str, Int, Float, Bool, Null, Decimal, Date, DateTime, Uuid or enum variants without payload",
  ]);
}

/** The value of a key; undefined when missing. */
export function mapGet(map: FitzMap, key: unknown): unknown {
  return map.get(keyOf(key));
}

/** Whether the key exists. */
export function mapHas(map: FitzMap, key: unknown): boolean {
  return map.has(keyOf(key));
}

/** Replaces in place, or appends a new key. */
export function mapSet(map: FitzMap, key: unknown, value: unknown): void {
  const normal = keyOf(key);
  if (normal !== key && !map.has(normal)) (map.spellings ??= new Map()).set(normal, key);
  map.set(normal, value);
}

/** Removes a key; whether it existed. */
export function mapDelete(map: FitzMap, key: unknown): boolean {
  const normal = keyOf(key);
  map.spellings?.delete(normal);
  return map.delete(normal);
}

/** A key of the underlying map as the program wrote it. */
export function spelledKey(map: FitzMap, normal: unknown): unknown {
  return map.spellings === undefined ? normal : map.spellings.get(normal) ?? normal;
}

/** The keys as written, in insertion order. */
export function mapKeys(map: FitzMap): unknown[] {
  const keys = [...map.keys()];
  return map.spellings === undefined || map.spellings.size === 0
    ? keys
    : keys.map((normal) => spelledKey(map, normal));
}

/** Keys as written with their values, in insertion order; a snapshot. */
export function mapEntries(map: FitzMap): [unknown, unknown][] {
  const entries = [...map];
  if (map.spellings !== undefined && map.spellings.size > 0) {
    for (const entry of entries) entry[0] = spelledKey(map, entry[0]);
  }
  return entries;
}

/** A map of its own with the same entries. */
export function mapCopy(map: FitzMap): FitzMap {
  const copy = new FitzMap(map);
  if (map.spellings !== undefined && map.spellings.size > 0) copy.spellings = new Map(map.spellings);
  return copy;
}

/** A map from entries with uniform keys; of equal keys the first position and the last value stay. */
export function mapFromEntries(entries: Iterable<readonly [unknown, unknown]>): FitzMap {
  const map = new FitzMap();
  for (const [key, value] of entries) mapSet(map, key, value);
  return map;
}
