/** The type of "one of these values" (language.md 5.4). */
import { typesEqual } from "./equality.ts";
import {
  ANY,
  ERROR,
  futureOf,
  INFER,
  listOf,
  mapOf,
  NULL,
  nullableOf,
  OPEN,
  resultOf,
  tupleOf,
  type Type,
} from "./type.ts";

/** The join of two types; the left one is given back unchanged (same object) when it already covers the right. */
export function join(a: Type, b: Type): Type {
  if (a === b || b.kind === "never" || b === OPEN || b === INFER) return a;
  if (a.kind === "never" || a === OPEN || a === INFER) return b;
  if (a.kind === "any" || b.kind === "any") {
    return a === ERROR || b === ERROR ? ERROR : ANY;
  }
  if (typesEqual(a, b)) return a;
  if (b === NULL) return nullableOf(a);
  if (a === NULL) return nullableOf(b);
  if (a.kind === "nullable" || b.kind === "nullable") {
    const inner = join(a.kind === "nullable" ? a.inner : a, b.kind === "nullable" ? b.inner : b);
    if (a.kind === "nullable" && inner === a.inner) return a;
    return nullableOf(inner);
  }
  switch (a.kind) {
    case "list":
      return b.kind === "list" ? listOf(join(a.element, b.element)) : ANY;
    case "map":
      return b.kind === "map" ? mapOf(join(a.key, b.key), join(a.value, b.value)) : ANY;
    case "tuple":
      return b.kind === "tuple" && a.elements.length === b.elements.length
        ? tupleOf(a.elements.map((element, i) => join(element, b.elements[i]!)))
        : ANY;
    case "result":
      return b.kind === "result"
        ? resultOf(join(a.ok, b.ok), join(a.error, b.error), a.isOpen || b.isOpen)
        : ANY;
    case "future":
      return b.kind === "future" ? futureOf(join(a.value, b.value)) : ANY;
    default:
      return ANY;
  }
}
