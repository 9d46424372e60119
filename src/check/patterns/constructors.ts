/**
 * The values of a type, grouped by how they are built: what the coverage of patterns splits on. A closed type lists all
 * of its constructors; an open one (Int, Str, Any, …) has always one more than a program can name.
 */
import { argumentsOf, substitute } from "../../types/substitute.ts";
import type { VariantSymbol } from "../../types/symbol.ts";
import { ANY, type EnumType, type Type } from "../../types/type.ts";

/** A way to build a value. `key` tells constructors of one column apart. */
export interface Constructor {
  readonly key: string;
  /** As written in a pattern: `Ok`, `Failed`, `true`; "" for a tuple. */
  readonly name: string;
  /** Types of the parts; a constructor of Any has parts of type Any. */
  readonly parts: readonly Type[];
}

export const NULL_CONSTRUCTOR: Constructor = { key: "null", name: "null", parts: [] };
const TRUE: Constructor = { key: "true", name: "true", parts: [] };
const FALSE: Constructor = { key: "false", name: "false", parts: [] };

/** The constructor of `true` and `false`. */
export const boolConstructor = (value: boolean): Constructor => value ? TRUE : FALSE;

/** The constructor of `Ok` or `Err` for values of type `type` (Result, or Any). */
export function resultConstructor(isOk: boolean, type: Type): Constructor {
  const part = type.kind === "result" ? (isOk ? type.ok : type.error) : ANY;
  return { key: isOk ? "Ok" : "Err", name: isOk ? "Ok" : "Err", parts: [part] };
}

/** The constructor of tuples of one length. */
export function tupleConstructor(length: number, type: Type): Constructor {
  const parts = type.kind === "tuple" ? type.elements : new Array<Type>(length).fill(ANY);
  return { key: `(${length})`, name: "", parts };
}

const variantIds = new WeakMap<VariantSymbol, string>();
let nextVariantId = 0;

/** The constructor of an enum variant; `type` is the enum type, or Any. */
export function variantConstructor(variant: VariantSymbol, type: Type): Constructor {
  let key = variantIds.get(variant);
  if (key === undefined) variantIds.set(variant, key = `v${nextVariantId++}`);
  const parts = type.kind === "enum" ? payloadTypes(variant, type) : variant.payload.map(() => ANY);
  // A variant in lower case is written with its enum, or it would bind (section 14.1).
  const isBare = type.kind !== "enum" || /^\p{Lu}/u.test(variant.name);
  return { key, name: isBare ? variant.name : `${type.symbol.name}.${variant.name}`, parts };
}

/** The types of a variant's payload, with the arguments of the enum put in. */
export function payloadTypes(variant: VariantSymbol, type: EnumType): Type[] {
  const args = argumentsOf(type.symbol.typeParams, type.args);
  return variant.payload.map((field) => substitute(field.type, args, ANY));
}

/** All constructors of a closed type, in the order to list them; null for an open type. */
export function allConstructors(type: Type): readonly Constructor[] | null {
  switch (type.kind) {
    case "primitive":
      return type.name === "Bool" ? [TRUE, FALSE] : type.name === "Null" ? [NULL_CONSTRUCTOR] : null;
    case "enum":
      return type.symbol.variants.map((variant) => variantConstructor(variant, type));
    case "result":
      return [resultConstructor(true, type), resultConstructor(false, type)];
    case "tuple":
      return [tupleConstructor(type.elements.length, type)];
    case "nullable": {
      const inner = allConstructors(type.inner);
      return inner === null ? null : [NULL_CONSTRUCTOR, ...inner];
    }
    default:
      return null;
  }
}

/** Whether an uncovered case of this scrutinee is an error (Bool, enum, Result, `T?`, tuples of those): section 14.2. */
export function mustBeCovered(type: Type): boolean {
  switch (type.kind) {
    case "primitive":
      return type.name === "Bool";
    case "enum":
    case "result":
    case "nullable":
      return true;
    case "tuple":
      return type.elements.every(mustBeCovered);
    default:
      return false;
  }
}
