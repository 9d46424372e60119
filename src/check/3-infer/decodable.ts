/** Types that JSON can build (stdlib.md 14.3). */
import { printType } from "../../types/print_type.ts";
import { argumentsOf, substitute } from "../../types/substitute.ts";
import type { TypeSymbol } from "../../types/symbol.ts";
import { ANY, RANGE, STR, type Type } from "../../types/type.ts";
import type { ModuleContext, Range } from "../context.ts";

/** Reports `json/not-decodable`. */
export function checkDecodable(context: ModuleContext, range: Range, type: Type): void {
  const problem = undecodable(type, new Set());
  if (!problem) return;
  context.error("json/not-decodable", range, `\`${printType(type)}\` cannot be built from JSON`, {
    label: problem,
    help: [
      "use types that JSON has: Int, Float, Decimal, Str, Bool, List, `Map<Str, …>`, dates, your own types and enums",
    ],
  });
}

/** Why a type cannot be built from JSON; null when it can. */
export function undecodable(type: Type, seen: Set<TypeSymbol>): string | null {
  switch (type.kind) {
    case "any":
    case "param":
      return null;
    case "primitive":
      return type === RANGE ? "a Range has no JSON form" : null;
    case "nullable":
      return undecodable(type.inner, seen);
    case "list":
      return undecodable(type.element, seen);
    case "tuple":
      return first(type.elements, seen);
    case "map":
      if (type.key !== STR && type.key.kind !== "any") {
        return `the keys of \`${printType(type)}\` are not Str`;
      }
      return undecodable(type.value, seen);
    case "enum": {
      const args = argumentsOf(type.symbol.typeParams, type.args);
      return first(
        type.symbol.variants.flatMap((one) => one.payload.map((field) => substitute(field.type, args, ANY))),
        seen,
      );
    }
    case "instance":
      return undecodableInstance(type.symbol, type.args, seen);
    default:
      return `\`${printType(type)}\` has no JSON form`;
  }
}

function first(types: readonly Type[], seen: Set<TypeSymbol>): string | null {
  for (const type of types) {
    const problem = undecodable(type, seen);
    if (problem) return problem;
  }
  return null;
}

function undecodableInstance(
  symbol: TypeSymbol,
  args: readonly Type[],
  seen: Set<TypeSymbol>,
): string | null {
  if (symbol.module === -1) {
    // Library values are read from text (`parse`) or wrap another value (`of`).
    if (symbol.methods.get("parse")?.isStatic) return null;
    if (symbol.typeParams.length > 0 && symbol.methods.get("of")?.isStatic) return first(args, seen);
    return `\`${symbol.name}\` has no JSON form`;
  }
  if (seen.has(symbol)) return null;
  seen.add(symbol);
  const given = argumentsOf(symbol.typeParams, args);
  for (const field of symbol.fields.values()) {
    if (field.isPrivate || field.isHidden) {
      if (field.hasDefault || field.type.kind === "nullable" || field.type.kind === "any") continue;
      return `\`${symbol.name}.${field.name}\` is required but never read from JSON`;
    }
    const problem = undecodable(substitute(field.type, given, ANY), seen);
    if (problem) return problem;
  }
  return null;
}
