/** Small questions about types. */
import { BOOL, DECIMAL, FLOAT, INT, NULL, STR, type Type } from "./type.ts";

/** `T` of `T?`, else the type itself. */
export function withoutNull(type: Type): Type {
  return type.kind === "nullable" ? type.inner : type;
}

/** Whether `null` is a known value of the type (not so for Any, which is unchecked). */
export function isNullable(type: Type): boolean {
  return type.kind === "nullable" || type === NULL;
}

export function isNumber(type: Type): boolean {
  return type === INT || type === FLOAT || type === DECIMAL;
}

/** Whether values of the type may be keys of a map (language.md 5.1); types of which nothing is known may. */
export function isMapKey(type: Type): boolean {
  switch (type.kind) {
    case "any":
    case "never":
    case "param":
      return true;
    case "primitive":
      return type === STR || type === BOOL || type === NULL || isNumber(type);
    case "nullable":
      return isMapKey(type.inner);
    case "enum":
      return type.symbol.variants.some((variant) => variant.payload.length === 0);
    case "instance":
      return type.symbol.marks?.has("ordered") === true;
    default:
      return false;
  }
}

/** The name under which values of a type find their methods; null when none are known. */
export function kindName(type: Type): string | null {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "list":
      return "List";
    case "map":
      return "Map";
    case "result":
      return "Result";
    case "future":
      return "Future";
    default:
      return null;
  }
}
