/** Which values have no JSON form, as far as their types say: web.md 8.3, stdlib.md 14.2. */
import { printType } from "./print_type.ts";
import { RANGE, STR, type Type } from "./type.ts";

/**
 * Why values of `type` cannot be written as JSON, as a sentence without its full stop; null where nothing is known against it. Fields are not looked at: a type may have
 * such a field for other uses.
 */
export function notEncodable(type: Type): string | null {
  const visit = (type: Type): string | null => {
    switch (type.kind) {
      case "primitive":
        return type === RANGE ? "a Range has no JSON form" : null;
      case "function":
      case "future":
      case "typename":
      case "module":
      case "namespace":
        return `\`${printType(type)}\` has no JSON form`;
      case "nullable":
        return visit(type.inner);
      case "list":
        return visit(type.element);
      case "map":
        if (type.key !== STR && type.key.kind !== "any" && type.key.kind !== "param") {
          return `the keys of \`${printType(type)}\` are not Str`;
        }
        return visit(type.value);
      case "tuple":
        return first(type.elements, visit);
      case "result":
        return visit(type.ok) ?? visit(type.error);
      case "instance":
        if (type.symbol.marks?.has("no_json")) return `\`${printType(type)}\` has no JSON form`;
        return type.symbol.module < 0 ? first(type.args, visit) : null;
      default:
        return null;
    }
  };
  return visit(type);
}

function first(types: readonly Type[], visit: (type: Type) => string | null): string | null {
  for (const type of types) {
    const reason = visit(type);
    if (reason !== null) return reason;
  }
  return null;
}
