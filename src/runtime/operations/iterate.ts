/** What `for` and comprehensions visit (language.md section 8.2). */
import { fail } from "../failures/failure.ts";
import { mapEntries } from "./map_key.ts";
import { rangeElements } from "./range.ts";
import { characters } from "../text/text.ts";
import { typeName } from "./type_name.ts";
import { FitzMap } from "../values/map.ts";
import { Range } from "../values/range.ts";
import { Tuple } from "../values/tuple.ts";

/** The elements of a uniform value as they are now: later changes do not affect them. `run/not-iterable` for other kinds. */
export function iterate(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value.slice();
  if (value instanceof Range) return rangeElements(value);
  if (value instanceof FitzMap) return entryTuples(value);
  if (typeof value === "string") return characters(value);
  fail("run/not-iterable", `\`${typeName(value)}\` cannot be iterated`, [
    "lists, maps, ranges and Strs can be iterated",
  ]);
}

/** The entries of a map as `(key, value)` tuples. */
export function entryTuples(map: FitzMap): Tuple[] {
  return mapEntries(map).map((entry) => new Tuple(entry));
}
