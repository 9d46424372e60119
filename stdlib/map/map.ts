/** Methods of Map (stdlib.md section 8). */
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { displayNested } from "../../src/runtime/operations/display.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { type Int } from "../../src/runtime/operations/int.ts";
import { entryTuples } from "../../src/runtime/operations/iterate.ts";
import {
  keyOf,
  mapCopy,
  mapDelete,
  mapEntries,
  mapGet,
  mapHas,
  mapKeys,
  mapSet,
} from "../../src/runtime/operations/map_key.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import type { Tuple } from "../../src/runtime/values/tuple.ts";
import { sortList } from "../list/sort.ts";

type Unary = (value: unknown) => unknown;
type Binary = (a: unknown, b: unknown) => unknown;

function hasValue(map: FitzMap, value: unknown): boolean {
  for (const other of map.values()) {
    if (equals(other, value)) return true;
  }
  return false;
}

function get(map: FitzMap, key: unknown): Result {
  const value = mapGet(map, key);
  return value === undefined ? new Err(`key not found: ${displayNested(key)}`) : new Ok(value);
}

function getOr(map: FitzMap, key: unknown, fallback: unknown): unknown {
  const value = typeof key === "string" ? map.get(key) : mapGet(map, key);
  return value === undefined ? fallback : value;
}

function keysSorted(map: FitzMap): unknown[] {
  const keys = mapKeys(map);
  sortList(keys);
  return keys;
}

function clear(map: FitzMap): null {
  map.clear();
  map.spellings = undefined;
  return null;
}

function withEntry(map: FitzMap, key: unknown, value: unknown): FitzMap {
  const copy = mapCopy(map);
  mapSet(copy, key, value);
  return copy;
}

function merge(map: FitzMap, other: FitzMap): FitzMap {
  const merged = mapCopy(map);
  if (other.spellings === undefined) { for (const [key, value] of other) merged.set(key, value); }
  else for (const [key, value] of mapEntries(other)) mapSet(merged, key, value);
  return merged;
}

function mergeWith(map: FitzMap, other: FitzMap, f: Binary): FitzMap {
  const merged = mapCopy(map);
  for (const [key, theirs] of mapEntries(other)) {
    const mine = mapGet(map, key);
    mapSet(merged, key, mine === undefined ? theirs : f(mine, theirs));
  }
  return merged;
}

function update(map: FitzMap, key: unknown, f: Unary): FitzMap {
  const copy = mapCopy(map);
  const normal = keyOf(key);
  const value = map.get(normal);
  if (value !== undefined) copy.set(normal, f(value));
  return copy;
}

function filter(map: FitzMap, f: Binary): FitzMap {
  const kept = new FitzMap();
  for (const [key, value] of mapEntries(map)) {
    const isKept = f(key, value);
    if (typeof isKept !== "boolean") typeError("Bool", isKept);
    if (isKept) mapSet(kept, key, value);
  }
  return kept;
}

function mapValues(map: FitzMap, f: Unary): FitzMap {
  const changed = new FitzMap();
  for (const [key, value] of mapEntries(map)) mapSet(changed, key, f(value));
  return changed;
}

function each(map: FitzMap, f: Binary): null {
  for (const [key, value] of mapEntries(map)) f(key, value);
  return null;
}

function invert(map: FitzMap): FitzMap {
  const inverse = new FitzMap();
  for (const [key, value] of mapEntries(map)) mapSet(inverse, value, key);
  return inverse;
}

export const implementations = {
  "Map.len": (map: FitzMap): Int => map.size,
  "Map.is_empty": (map: FitzMap): boolean => map.size === 0,
  "Map.has": mapHas,
  "Map.has_value": hasValue,
  "Map.get": get,
  "Map.get_or": getOr,
  "Map.keys": mapKeys,
  "Map.values": (map: FitzMap): unknown[] => [...map.values()],
  "Map.keys_sorted": keysSorted,
  "Map.entries": entryTuples as (map: FitzMap) => Tuple[],
  "Map.remove": mapDelete,
  "Map.clear": clear,
  "Map.with": withEntry,
  "Map.merge": merge,
  "Map.merge_with": mergeWith,
  "Map.update": update,
  "Map.filter": filter,
  "Map.map": (map: FitzMap, f: Binary): unknown[] => mapEntries(map).map(([key, value]) => f(key, value)),
  "Map.map_values": mapValues,
  "Map.each": each,
  "Map.invert": invert,
};
