/** What the codecs need to know of a user type: its fields with type arguments filled in. */
import type { FieldDecl } from "../../../syntax/ast.ts";
import { argumentsOf, substitute } from "../../../types/substitute.ts";
import type { FieldSymbol, TypeSymbol } from "../../../types/symbol.ts";
import type { EnumType, InstanceType, Type } from "../../../types/type.ts";
import { propertyName } from "../../../syntax/property_name.ts";

export interface CodecField {
  readonly name: string;
  readonly property: string;
  readonly type: Type;
  /** The instance stores a raw double (or null). */
  readonly isFloat: boolean;
  readonly isVisible: boolean;
  readonly symbol: FieldSymbol;
  readonly declaration: FieldDecl | null;
}

/** The fields of `type` in declaration order. */
export function codecFields(type: InstanceType): CodecField[] {
  return [...type.symbol.fields.values()].map((symbol) => ({
    name: symbol.name,
    property: propertyName(symbol.name),
    type: withArgs(symbol.type, type),
    isFloat: isRawFloat(symbol.type),
    isVisible: !symbol.isPrivate && !symbol.isHidden,
    symbol,
    declaration: symbol.declaration,
  }));
}

/** A type written in the declaration of `owner`, seen from one instantiation of it. */
export function withArgs(type: Type, owner: InstanceType | EnumType): Type {
  return owner.args.length === 0 ? type : substitute(type, argumentsOf(owner.symbol.typeParams, owner.args));
}

/** `Float` and `Float?` are stored as bare doubles; a type parameter never is. */
export function isRawFloat(type: Type): boolean {
  const inner = type.kind === "nullable" ? type.inner : type;
  return inner.kind === "primitive" && inner.name === "Float";
}

/** Identifies a type across modules, for declarations that are made once. */
export function typeKey(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "list":
      return `List<${typeKey(type.element)}>`;
    case "map":
      return `Map<${typeKey(type.key)},${typeKey(type.value)}>`;
    case "tuple":
      return `(${type.elements.map(typeKey).join(",")})`;
    case "nullable":
      return `${typeKey(type.inner)}?`;
    case "result":
      return `Result<${typeKey(type.ok)},${typeKey(type.error)}>`;
    case "future":
      return `Future<${typeKey(type.value)}>`;
    case "instance":
    case "enum":
      return `${type.symbol.module}:${type.symbol.name}<${type.args.map(typeKey).join(",")}>`;
    default:
      return type.kind;
  }
}

/** Name of a library type such as Date or Secret; null for types of the program. */
export function libraryTypeName(type: Type): string | null {
  return type.kind === "instance" && type.symbol.module < 0 ? type.symbol.name : null;
}

/** Whether values of the type can hold values of the type again. */
export function isRecursive(symbol: TypeSymbol, from: Type, seen: Set<unknown> = new Set()): boolean {
  switch (from.kind) {
    case "list":
      return isRecursive(symbol, from.element, seen);
    case "map":
      return isRecursive(symbol, from.value, seen);
    case "nullable":
      return isRecursive(symbol, from.inner, seen);
    case "tuple":
      return from.elements.some((element) => isRecursive(symbol, element, seen));
    case "result":
      return isRecursive(symbol, from.ok, seen) || isRecursive(symbol, from.error, seen);
    case "enum":
      if (seen.has(from.symbol)) return false;
      seen.add(from.symbol);
      return from.symbol.variants.some((variant) =>
        variant.payload.some((field) => isRecursive(symbol, field.type, seen))
      );
    case "instance":
      if (from.symbol === symbol && seen.size > 0) return true;
      if (seen.has(from.symbol)) return false;
      seen.add(from.symbol);
      return from.args.some((arg) => isRecursive(symbol, arg, seen)) ||
        [...from.symbol.fields.values()].some((field) => isRecursive(symbol, field.type, seen));
    default:
      return false;
  }
}
