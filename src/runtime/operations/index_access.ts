/** Indexing (language.md section 7.2): the slow and failing paths of lists, and text, maps and values of unknown kind. */
import { checkInt, typeError } from "./check_kind.ts";
import { displayNested } from "./display.ts";
import { fail } from "../failures/failure.ts";
import { type Int, toNumber } from "./int.ts";
import { mapGet, mapSet } from "./map_key.ts";
import { sliceByRange } from "./slice.ts";
import { characterAt, textLength } from "../text/text.ts";
import { typeName } from "./type_name.ts";
import { FitzMap } from "../values/map.ts";
import { Range } from "../values/range.ts";
import { Tuple } from "../values/tuple.ts";

/** Raises `run/index`: `what` has `length` elements. */
export function indexError(what: string, index: Int, length: number): never {
  const first = what === "tuple" ? 0 : -length;
  const help = length === 0
    ? `the ${what} is empty`
    : first === length - 1
    ? `the only valid index is ${first}`
    : `valid indexes are ${first} to ${length - 1}`;
  fail("run/index", `index ${index} is out of range for a ${what} of length ${length}`, [help]);
}

/** Position of an index in 0..length; `run/index` outside. */
function position(index: Int, length: number, what: string): number {
  const number = toNumber(index);
  const found = number < 0 ? number + length : number;
  return found >= 0 && found < length ? found : indexError(what, index, length);
}

/** `xs[i]`; negative counts from the end. */
export function listGet(list: readonly unknown[], index: Int): unknown {
  return list[position(index, list.length, "list")];
}

/** `xs[i] = v`; never grows the list. */
export function listSet(list: unknown[], index: Int, value: unknown): void {
  list[position(index, list.length, "list")] = value;
}

/** `s[i]`: a Str of one character. */
export function textGet(text: string, index: Int): string {
  return characterAt(text, position(index, textLength(text), "Str"));
}

/** Raises `run/missing-key`; `what` has no such key. */
export function missingKey(key: unknown, what = "map"): never {
  fail("run/missing-key", `the ${what} has no key ${displayNested(key)}`, [
    "`get` gives a Result, `get_or` a default",
  ]);
}

/** `m[k]` for a key of any kind. */
export function mapIndex(map: FitzMap, key: unknown): unknown {
  const value = mapGet(map, key);
  if (value !== undefined) return value;
  return missingKey(key, map.constructor === FitzMap ? "map" : typeName(map));
}

/** `m[k]` for a Str, Int or Bool key, which is its own normal form. */
export function mapIndexDirect(map: FitzMap, key: unknown): unknown {
  const value = map.get(key);
  return value === undefined ? missingKey(key) : value;
}

/** `x[i]` on a uniform value; a Range as index is a slice. */
export function index(value: unknown, key: unknown): unknown {
  if (value instanceof FitzMap) return mapIndex(value, key);
  if (key instanceof Range) return sliceByRange(value, key);
  if (Array.isArray(value)) return listGet(value, checkInt(key));
  if (typeof value === "string") return textGet(value, checkInt(key));
  notIndexable(value);
}

/** `x[i] = v` on a uniform value. */
export function setIndex(value: unknown, key: unknown, item: unknown): void {
  if (Array.isArray(value)) listSet(value, checkInt(key), item);
  else if (value instanceof FitzMap) mapSet(value, key, item);
  else notIndexable(value);
}

function notIndexable(value: unknown): never {
  if (value === null) fail("run/null-access", "cannot index `null`");
  typeError("List, Str or Map", value);
}

/** `t.0` on a uniform value. */
export function tupleItem(value: unknown, at: number): unknown {
  if (value instanceof Tuple) {
    return at < value.items.length ? value.items[at] : indexError("tuple", at, value.items.length);
  }
  if (value === null) fail("run/null-access", `cannot read \`.${at}\` of \`null\``);
  fail("run/no-field", `\`${typeName(value)}\` has no element \`.${at}\``);
}
