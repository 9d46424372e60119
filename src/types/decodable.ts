/** Which types JSON texts and environment variables cannot build: stdlib.md 14.3, production.md 5.2. */
import { printType } from "./print_type.ts";
import { withoutNull } from "./properties.ts";
import { argumentsOf, substitute } from "./substitute.ts";
import type { TypeSymbol } from "./symbol.ts";
import { ANY, BYTES, NULL, RANGE, STR, type Type } from "./type.ts";

/** Where the obstacle stands and what it is. */
export interface NotDecodable {
  /** `""` at the root, `rows[].handler`. */
  readonly path: string;
  readonly type: Type;
  /** Why, as a sentence without its full stop. */
  readonly reason: string;
}

type Place = { readonly path: string; readonly type: Type };

/** The first part of `type` that JSON cannot build; null when all of it can be built. */
export function notDecodable(type: Type): NotDecodable | null {
  const seen = new Set<TypeSymbol>();
  const visit = ({ path, type }: Place): NotDecodable | null => {
    const inner = parts(type, path, seen);
    if (typeof inner === "string") return { path, type, reason: inner };
    for (const place of inner) {
      const found = visit(place);
      if (found) return found;
    }
    return null;
  };
  return visit({ path: "", type });
}

/** The parts that have to be decodable too, or why the type is not. */
function parts(type: Type, path: string, seen: Set<TypeSymbol>): readonly Place[] | string {
  switch (type.kind) {
    case "any":
    case "never":
    case "param":
      return [];
    case "primitive":
      return type === RANGE ? "a Range has no JSON form" : [];
    case "nullable":
      return [{ path, type: type.inner }];
    case "list":
      return [{ path: `${path}[]`, type: type.element }];
    case "map":
      if (type.key !== STR && type.key.kind !== "any") {
        return `the keys of \`${printType(type)}\` are not Str`;
      }
      return [{ path: `${path}[]`, type: type.value }];
    case "tuple":
      return type.elements.map((element, index) => ({ path: `${path}[${index}]`, type: element }));
    case "enum": {
      const args = argumentsOf(type.symbol.typeParams, type.args);
      const payload = type.symbol.variants.flatMap((variant) => variant.payload);
      return payload.map((field) => ({
        path: join(path, field.name),
        type: substitute(field.type, args, ANY),
      }));
    }
    case "instance":
      return type.symbol.module < 0
        ? libraryParts(type.symbol, type.args, path)
        : fieldParts(type.symbol, type.args, path, seen);
    default:
      return `\`${printType(type)}\` has no JSON form`;
  }
}

/** Library values are read from text (`parse`) or wrap another value (`of`). */
function libraryParts(symbol: TypeSymbol, args: readonly Type[], path: string): readonly Place[] | string {
  if (symbol.methods.get("parse")?.isStatic) return [];
  if (symbol.typeParams.length > 0 && symbol.methods.get("of")?.isStatic) {
    return args.map((type) => ({ path, type }));
  }
  return `\`${symbol.name}\` has no JSON form`;
}

function fieldParts(
  symbol: TypeSymbol,
  args: readonly Type[],
  path: string,
  seen: Set<TypeSymbol>,
): readonly Place[] | string {
  if (seen.has(symbol)) return [];
  seen.add(symbol);
  const given = argumentsOf(symbol.typeParams, args);
  const places: Place[] = [];
  for (const field of symbol.fields.values()) {
    if (!field.isPrivate && !field.isHidden) {
      places.push({ path: join(path, field.name), type: substitute(field.type, given, ANY) });
    } else if (!field.hasDefault && field.type.kind !== "nullable" && field.type.kind !== "any") {
      return `\`${symbol.name}.${field.name}\` is required but never read from JSON`;
    }
  }
  return places;
}

/** What of a type with fields no environment variable can give; null when every field is a scalar, a `List<Str>` or a Secret of one. */
export function notFromVariables(type: Type): NotDecodable | null {
  const owner = withoutNull(type);
  if (owner.kind !== "instance" || owner.symbol.module < 0) {
    return { path: "", type, reason: "only a type with fields is read from variables" };
  }
  for (const field of owner.symbol.fields.values()) {
    const isRead = !field.isPrivate && !field.isHidden;
    if (isRead && !isVariable(withoutNull(field.type))) {
      return {
        path: field.name,
        type: field.type,
        reason: `no single variable can hold \`${printType(field.type)}\``,
      };
    }
  }
  return notDecodable(type);
}

function isVariable(type: Type): boolean {
  switch (type.kind) {
    case "primitive":
      return type !== RANGE && type !== BYTES && type !== NULL;
    case "list":
      return type.element === STR;
    case "enum":
      return type.symbol.variants.every((variant) => variant.payload.length === 0);
    case "instance":
      return type.symbol.module < 0 && (type.args.length === 0 || type.args.every((arg) => arg === STR));
    default:
      return false;
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
