/** Methods of List (stdlib.md section 7). */
import { checkList, typeError } from "../../src/runtime/operations/check_kind.ts";
import { compare } from "../../src/runtime/operations/compare.ts";
import { displayNested } from "../../src/runtime/operations/display.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { type Int, toNumber } from "../../src/runtime/operations/int.ts";
import { keyIfAny, mapGet, mapSet } from "../../src/runtime/operations/map_key.ts";
import { listContains } from "../../src/runtime/operations/membership.ts";
import { add, mul } from "../../src/runtime/operations/operators.ts";
import { sliceList } from "../../src/runtime/operations/slice.ts";
import { Decimal } from "../../src/runtime/values/decimal.ts";
import { isFloat } from "../../src/runtime/values/float.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";
import { joinTexts } from "../str/str.ts";
import { type Comparison, sortList, sortListBy } from "./sort.ts";

type List = unknown[];
type Unary = (value: unknown) => unknown;
type Binary = (a: unknown, b: unknown) => unknown;

/** What a predicate says of a value; `run/type` when it gives no Bool. */
function holds(predicate: Unary, value: unknown): boolean {
  const result = predicate(value);
  return typeof result === "boolean" ? result : typeError("Bool", result);
}

/**
 * Calls back for each element that was there at the start; a callback that shortens the list ends the visit.
 * `visit` gives false to stop.
 */
function visit(list: List, each: (value: unknown, index: number) => boolean | void): void {
  const { length } = list;
  for (let i = 0; i < length && i < list.length; i++) {
    if (each(list[i], i) === false) return;
  }
}

function push(list: List, value: unknown): null {
  list.push(value);
  return null;
}

function pop(list: List): unknown {
  if (list.length === 0) fail("run/empty", "`pop` on an empty list");
  return list.pop();
}

function extend(list: List, other: List): null {
  const { length } = other;
  for (let i = 0; i < length; i++) list.push(other[i]);
  return null;
}

function clear(list: List): null {
  list.length = 0;
  return null;
}

function sort(list: List): null {
  sortList(list);
  return null;
}

function sortBy(list: List, comparison: Comparison): null {
  sortListBy(list, comparison);
  return null;
}

function reverse(list: List): null {
  list.reverse();
  return null;
}

function sorted(list: List): List {
  const copy = list.slice();
  sortList(copy);
  return copy;
}

function sortedBy(list: List, comparison: Comparison): List {
  const copy = list.slice();
  sortListBy(copy, comparison);
  return copy;
}

function indexOf(list: List, value: unknown): Result {
  for (let i = 0; i < list.length; i++) {
    if (equals(list[i], value)) return new Ok(i);
  }
  return new Err(`value not found: ${displayNested(value)}`);
}

function get(list: List, index: Int): Result {
  const position = toNumber(index) + (index < 0 ? list.length : 0);
  return position >= 0 && position < list.length
    ? new Ok(list[position])
    : new Err(`index out of range: ${index} (length ${list.length})`);
}

const EMPTY = new Err("list is empty");

function first(list: List): Result {
  return list.length === 0 ? EMPTY : new Ok(list[0]);
}

function last(list: List): Result {
  return list.length === 0 ? EMPTY : new Ok(list[list.length - 1]);
}

/** A count, at least 0. */
function count(n: Int): number {
  return Math.max(0, toNumber(n));
}

function splitAt(list: List, position: Int): Tuple {
  const at = count(position);
  return new Tuple([list.slice(0, at), list.slice(at)]);
}

function insertAt(list: List, position: Int, value: unknown): List {
  if (position < 0) {
    fail("run/bad-argument", `cannot insert at ${position}`, ["the position must be 0 or more"]);
  }
  const copy = list.slice();
  copy.splice(toNumber(position), 0, value);
  return copy;
}

function removeAt(list: List, position: Int): List {
  const at = toNumber(position);
  if (at < 0 || at >= list.length) {
    fail("run/index", `index ${position} is out of range for a list of length ${list.length}`, [
      list.length === 0 ? "the list is empty" : `valid indexes are 0 to ${list.length - 1}`,
    ]);
  }
  const copy = list.slice();
  copy.splice(at, 1);
  return copy;
}

function map(list: List, f: Unary): List {
  const { length } = list;
  const result: List = [];
  for (let i = 0; i < length && i < list.length; i++) result.push(f(list[i]));
  return result;
}

function each(list: List, f: Unary): null {
  visit(list, (value) => void f(value));
  return null;
}

function filter(list: List, f: Unary): List {
  const { length } = list;
  const result: List = [];
  for (let i = 0; i < length && i < list.length; i++) {
    const value = list[i];
    if (holds(f, value)) result.push(value);
  }
  return result;
}

/** Position of the first match, or -1. */
function firstMatch(list: List, f: Unary): number {
  let found = -1;
  visit(list, (value, i) => {
    if (!holds(f, value)) return true;
    found = i;
    return false;
  });
  return found;
}

const NO_MATCH = new Err("no element matches");

function find(list: List, f: Unary): Result {
  let found: Result = NO_MATCH;
  visit(list, (value) => {
    if (!holds(f, value)) return true;
    found = new Ok(value);
    return false;
  });
  return found;
}

function findIndex(list: List, f: Unary): Result {
  const at = firstMatch(list, f);
  return at < 0 ? NO_MATCH : new Ok(at);
}

function any(list: List, f: Unary): boolean {
  return firstMatch(list, f) >= 0;
}

function all(list: List, f: Unary): boolean {
  let isAll = true;
  visit(list, (value) => isAll = holds(f, value));
  return isAll;
}

function countMatches(list: List, f: Unary): Int {
  let matches = 0;
  visit(list, (value) => {
    if (holds(f, value)) matches++;
  });
  return matches;
}

function partition(list: List, f: Unary): Tuple {
  const matching: List = [];
  const others: List = [];
  visit(list, (value) => void (holds(f, value) ? matching : others).push(value));
  return new Tuple([matching, others]);
}

function flatMap(list: List, f: Unary): List {
  const result: List = [];
  visit(list, (value) => void extend(result, checkList(f(value))));
  return result;
}

function flatten(list: List): List {
  const result: List = [];
  for (const inner of list) extend(result, checkList(inner));
  return result;
}

function reduce(list: List, initial: unknown, f: Binary): unknown {
  let accumulator = initial;
  const { length } = list;
  for (let i = 0; i < length && i < list.length; i++) accumulator = f(accumulator, list[i]);
  return accumulator;
}

function scan(list: List, initial: unknown, f: Binary): List {
  let accumulator = initial;
  return map(list, (value) => accumulator = f(accumulator, value));
}

function sum(list: List): unknown {
  let total: unknown = 0;
  for (let i = 0; i < list.length; i++) total = add(total, list[i]);
  return total;
}

function product(list: List): unknown {
  let total: unknown = 1;
  for (let i = 0; i < list.length; i++) total = mul(total, list[i]);
  return total;
}

/** The element whose key is extreme; the first of equals. `sign` 1: the smallest. */
function extreme(list: List, key: Unary, sign: 1 | -1): Result {
  if (list.length === 0) return EMPTY;
  let best = list[0];
  let bestKey = key(best);
  visit(list, (value, i) => {
    if (i === 0) return;
    const valueKey = key(value);
    if (compare(valueKey, bestKey) * sign < 0) {
      best = value;
      bestKey = valueKey;
    }
  });
  return new Ok(best);
}

const itself: Unary = (value) => value;

/** Kinds of numbers as bits: an Int equals Floats and Decimals, but those do not equal each other. */
const INT = 1;
const FLOAT = 2;
const DECIMAL = 4;

function kindBit(value: unknown): number {
  if (value instanceof Decimal) return DECIMAL;
  return isFloat(value) ? FLOAT : INT;
}

function unique(list: List): List {
  // The kinds that were seen under a key.
  const seen = new Map<unknown, number>();
  const others: List = [];
  return list.filter((item) => {
    // What cannot be a key equals nothing that can.
    const key = keyIfAny(item);
    if (key === undefined) return !listContains(others, item) && others.push(item) > 0;
    if (key !== key) return true;
    const kinds = seen.get(key) ?? 0;
    const bit = kindBit(item);
    if ((kinds & (bit === INT ? INT | FLOAT | DECIMAL : INT | bit)) !== 0) return false;
    return seen.set(key, kinds | bit).size > 0;
  });
}

function groupBy(list: List, f: Unary): FitzMap {
  const groups = new FitzMap();
  visit(list, (value) => {
    const key = f(value);
    const group = mapGet(groups, key) as List | undefined;
    if (group) group.push(value);
    else mapSet(groups, key, [value]);
  });
  return groups;
}

function toMap(list: List): FitzMap {
  const map = new FitzMap();
  for (const pair of list) {
    if (!(pair instanceof Tuple) || pair.items.length !== 2) typeError("(K, V)", pair);
    mapSet(map, pair.items[0], pair.items[1]);
  }
  return map;
}

function zip(list: List, other: List): List {
  return zipWith(list, other, (a, b) => new Tuple([a, b]));
}

function zipWith(list: List, other: List, f: Binary): List {
  const length = Math.min(list.length, other.length);
  const result: List = [];
  for (let i = 0; i < length; i++) result.push(f(list[i], other[i]));
  return result;
}

function zipToMap(list: List, values: List): FitzMap {
  const map = new FitzMap();
  const length = Math.min(list.length, values.length);
  for (let i = 0; i < length; i++) mapSet(map, list[i], values[i]);
  return map;
}

function enumerate(list: List): List {
  return list.map((value, i) => new Tuple([i, value]));
}

function intersperse(list: List, separator: unknown): List {
  const result: List = [];
  for (let i = 0; i < list.length; i++) {
    if (i > 0) result.push(separator);
    result.push(list[i]);
  }
  return result;
}

function cycle(list: List, n: Int): List {
  const times = count(n);
  if (times * list.length > 2 ** 32 - 2) {
    fail("run/bad-argument", `a list repeated ${n} times would be too long`);
  }
  const result: List = [];
  if (list.length > 0) { for (let i = 0; i < times; i++) extend(result, list); }
  return result;
}

function windows(list: List, n: Int): List {
  const size = toNumber(n);
  if (size <= 0) {
    fail("run/bad-argument", `a window cannot have ${n} elements`, ["the size must be 1 or more"]);
  }
  const result: List = [];
  for (let i = 0; i + size <= list.length; i++) result.push(list.slice(i, i + size));
  return result;
}

/** Whether `part` stands in the list from `offset` on. */
function matchesAt(list: List, part: List, offset: number): boolean {
  if (offset < 0 || offset + part.length > list.length) return false;
  for (let i = 0; i < part.length; i++) {
    if (!equals(list[offset + i], part[i])) return false;
  }
  return true;
}

export const implementations = {
  "List.push": push,
  "List.pop": pop,
  "List.extend": extend,
  "List.clear": clear,
  "List.sort": sort,
  "List.sort_by": sortBy,
  "List.reverse": reverse,
  "List.sorted": sorted,
  "List.sorted_by": sortedBy,
  "List.reversed": (list: List): List => list.slice().reverse(),
  "List.len": (list: List): Int => list.length,
  "List.is_empty": (list: List): boolean => list.length === 0,
  "List.contains": listContains as (list: List, value: unknown) => boolean,
  "List.index_of": indexOf,
  "List.get": get,
  "List.first": first,
  "List.last": last,
  "List.slice": (list: List, start: Int, end: Int): List => sliceList(list, start, end, false),
  "List.take": (list: List, n: Int): List => list.slice(0, count(n)),
  "List.drop": (list: List, n: Int): List => list.slice(count(n)),
  "List.init": (list: List): List => list.slice(0, -1),
  "List.tail": (list: List): List => list.slice(1),
  "List.split_at": splitAt,
  "List.insert_at": insertAt,
  "List.remove_at": removeAt,
  "List.chain": (list: List, other: List): List => list.concat(other),
  "List.map": map,
  "List.each": each,
  "List.filter": filter,
  "List.find": find,
  "List.find_index": findIndex,
  "List.any": any,
  "List.all": all,
  "List.count": countMatches,
  "List.partition": partition,
  "List.flat_map": flatMap,
  "List.flatten": flatten,
  "List.reduce": reduce,
  "List.scan": scan,
  "List.sum": sum,
  "List.product": product,
  "List.min": (list: List): Result => extreme(list, itself, 1),
  "List.max": (list: List): Result => extreme(list, itself, -1),
  "List.min_by": (list: List, key: Unary): Result => extreme(list, key, 1),
  "List.max_by": (list: List, key: Unary): Result => extreme(list, key, -1),
  "List.unique": unique,
  "List.group_by": groupBy,
  "List.to_map": toMap,
  "List.zip": zip,
  "List.zip_with": zipWith,
  "List.zip_to_map": zipToMap,
  "List.enumerate": enumerate,
  "List.intersperse": intersperse,
  "List.cycle": cycle,
  "List.windows": windows,
  "List.starts_with": (list: List, part: List): boolean => matchesAt(list, part, 0),
  "List.ends_with": (list: List, part: List): boolean => matchesAt(list, part, list.length - part.length),
  "List.join": (list: List, separator: string): string => joinTexts(list, separator),
};
