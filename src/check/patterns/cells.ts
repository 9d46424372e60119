/** Patterns in the form that coverage works on: a wildcard, alternatives, or a constructor with parts. */
import type { LiteralPattern, NamePattern, Pattern, VariantPattern } from "../../syntax/ast.ts";
import { withoutNull } from "../../types/properties.ts";
import type { VariantSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import {
  boolConstructor,
  type Constructor,
  NULL_CONSTRUCTOR,
  resultConstructor,
  tupleConstructor,
  variantConstructor,
} from "./constructors.ts";

/** What a name or variant of a pattern means: a variant, Ok, Err, or null for a name that binds (or was reported). */
export type ResolvePattern = (pattern: NamePattern | VariantPattern) => VariantSymbol | "ok" | "err" | null;

/** `interval` is inclusive and stands for Ints; a constructor has no interval. */
export type Cell =
  | { readonly kind: "wild" }
  | { readonly kind: "or"; readonly cells: readonly Cell[] }
  | { readonly kind: "built"; readonly constructor: Constructor; readonly parts: readonly Cell[] }
  | { readonly kind: "interval"; readonly from: bigint; readonly to: bigint }
  /** Cannot match a value of this type. */
  | { readonly kind: "never" }
  /** Already reported as wrong: nothing can be concluded from it. */
  | { readonly kind: "broken" };

export const WILD: Cell = { kind: "wild" };
const NEVER: Cell = { kind: "never" };
const BROKEN: Cell = { kind: "broken" };

/** Whether a bare name names a variant rather than binding: it starts with an upper-case letter. */
export const isVariantName = (name: string): boolean => /^\p{Lu}/u.test(name);

/** The cell of a pattern over values of type `type`. */
export function cellOf(pattern: Pattern, type: Type, resolve: ResolvePattern): Cell {
  switch (pattern.kind) {
    case "WildcardPattern":
      return WILD;
    case "NamePattern": {
      const meaning = resolve(pattern);
      if (meaning === null) return isVariantName(pattern.name) ? BROKEN : WILD;
      return typeof meaning === "string" ? BROKEN : variantCell(meaning, [], type, resolve);
    }
    case "VariantPattern":
      return variantPatternCell(pattern, type, resolve);
    case "TuplePattern":
      return tupleCell(pattern.elements, type, resolve);
    case "OrPattern":
      return alternatives(pattern.alternatives.map((alternative) => cellOf(alternative, type, resolve)));
    case "RangePattern": {
      const from = BigInt(pattern.from);
      const to = BigInt(pattern.to) - (pattern.isInclusive ? 0n : 1n);
      return from > to || !takesInts(type) ? NEVER : { kind: "interval", from, to };
    }
    case "LiteralPattern":
      return literalCell(pattern, withoutNull(type), type);
  }
}

function variantPatternCell(pattern: VariantPattern, type: Type, resolve: ResolvePattern): Cell {
  const meaning = resolve(pattern);
  const args = pattern.args ?? [];
  if (pattern.enumName === null && (pattern.name.name === "Ok" || pattern.name.name === "Err")) {
    if (args.length > 1) return BROKEN;
    const inner = withoutNull(type);
    if (inner.kind !== "result" && inner.kind !== "any") return NEVER;
    const constructor = resultConstructor(pattern.name.name === "Ok", inner);
    return built(
      constructor,
      args.length === 0 ? [WILD] : [cellOf(args[0]!, constructor.parts[0]!, resolve)],
    );
  }
  if (meaning === null || typeof meaning === "string") return BROKEN;
  return variantCell(meaning, args, type, resolve);
}

function variantCell(
  variant: VariantSymbol,
  args: readonly Pattern[],
  type: Type,
  resolve: ResolvePattern,
): Cell {
  if (args.length !== variant.payload.length) return BROKEN;
  const inner = withoutNull(type);
  if (inner.kind === "enum" ? !inner.symbol.variants.includes(variant) : inner.kind !== "any") return NEVER;
  const constructor = variantConstructor(variant, inner);
  return built(constructor, args.map((arg, i) => cellOf(arg, constructor.parts[i]!, resolve)));
}

function tupleCell(elements: readonly Pattern[], type: Type, resolve: ResolvePattern): Cell {
  const inner = withoutNull(type);
  if (inner.kind !== "tuple" && inner.kind !== "any") return NEVER;
  if (inner.kind === "tuple" && inner.elements.length !== elements.length) return BROKEN;
  const constructor = tupleConstructor(elements.length, inner);
  return built(constructor, elements.map((element, i) => cellOf(element, constructor.parts[i]!, resolve)));
}

/** A constructor with parts; impossible or broken parts make the whole so. */
function built(constructor: Constructor, parts: readonly Cell[]): Cell {
  if (parts.some((part) => part.kind === "broken")) return BROKEN;
  if (parts.some((part) => part.kind === "never")) return NEVER;
  return { kind: "built", constructor, parts };
}

function alternatives(cells: readonly Cell[]): Cell {
  if (cells.some((cell) => cell.kind === "broken")) return BROKEN;
  const possible = cells.filter((cell) => cell.kind !== "never");
  return possible.length === 0
    ? NEVER
    : possible.length === 1
    ? possible[0]!
    : { kind: "or", cells: possible };
}

const atom = (key: string, name: string): Cell => ({
  kind: "built",
  constructor: { key, name, parts: [] },
  parts: [],
});

const takesInts = (type: Type): boolean => {
  const inner = withoutNull(type);
  return inner.kind === "any" || inner.kind === "param" ||
    (inner.kind === "primitive" && inner.name === "Int");
};

/** `type` is the scrutinee without `null`, `whole` with it. Numbers are equal across kinds, so one may stand for two cells. */
function literalCell(pattern: LiteralPattern, type: Type, whole: Type): Cell {
  if (!literalMayMatch(pattern, whole)) return NEVER;
  switch (pattern.literal) {
    case "Null":
      return { kind: "built", constructor: NULL_CONSTRUCTOR, parts: [] };
    case "Bool":
      return { kind: "built", constructor: boolConstructor(pattern.value as boolean), parts: [] };
    case "Str":
      return atom(`s${pattern.value}`, JSON.stringify(pattern.value));
    case "Bytes":
      return atom(`b${(pattern.value as Uint8Array).join()}`, 'b"…"');
    case "Int":
    case "Float": {
      const value = pattern.value as number | bigint;
      const number = atom(`n${value}`, `${value}`);
      if (!takesInts(type) || (typeof value === "number" && !Number.isInteger(value))) return number;
      const interval: Cell = { kind: "interval", from: BigInt(value), to: BigInt(value) };
      return type.kind === "primitive" ? interval : { kind: "or", cells: [interval, number] };
    }
  }
}

/** Whether some value of the static type equals the literal. */
export function literalMayMatch(pattern: LiteralPattern, type: Type): boolean {
  if (type.kind === "any" || type.kind === "param" || type.kind === "never") return true;
  if (pattern.literal === "Null") {
    return type.kind === "nullable" || (type.kind === "primitive" && type.name === "Null");
  }
  const inner = withoutNull(type);
  if (inner.kind === "param") return true;
  if (inner.kind !== "primitive") return false;
  switch (pattern.literal) {
    case "Int":
      return inner.name === "Int" || inner.name === "Float" || inner.name === "Decimal";
    case "Float":
      return inner.name === "Float" || (inner.name === "Int" && Number.isInteger(pattern.value));
    default:
      return inner.name === pattern.literal;
  }
}
