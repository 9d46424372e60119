/** When two types are the same type, and when they are the same as far as they are checked. */
import type { FunctionType, Type } from "./type.ts";

/** Exactly the same type. */
export function typesEqual(a: Type, b: Type): boolean {
  return same(a, b, false);
}

/** The same type where both are known: Any, at any depth, stands for everything. */
export function isConsistent(a: Type, b: Type): boolean {
  return same(a, b, true);
}

function same(a: Type, b: Type, anyMatches: boolean): boolean {
  if (a === b) return true;
  if (a.kind === "any" || b.kind === "any") return anyMatches || a.kind === b.kind;
  switch (a.kind) {
    case "primitive":
    case "never":
      return a.kind === b.kind && (a.kind === "never" || a.name === (b as typeof a).name);
    case "list":
      return b.kind === "list" && same(a.element, b.element, anyMatches);
    case "map":
      return b.kind === "map" && same(a.key, b.key, anyMatches) && same(a.value, b.value, anyMatches);
    case "tuple":
      return b.kind === "tuple" && allSame(a.elements, b.elements, anyMatches);
    case "result":
      return b.kind === "result" && same(a.ok, b.ok, anyMatches) && same(a.error, b.error, anyMatches);
    case "future":
      return b.kind === "future" && same(a.value, b.value, anyMatches);
    case "nullable":
      return b.kind === "nullable" && same(a.inner, b.inner, anyMatches);
    case "function":
      return b.kind === "function" && sameFunction(a, b, anyMatches);
    case "instance":
    case "enum":
      return a.kind === b.kind && a.symbol === b.symbol &&
        allSame(a.args, (b as typeof a).args, anyMatches);
    case "param":
      return b.kind === "param" && a.id === b.id;
    case "typename":
    case "module":
    case "namespace":
      return a.kind === b.kind && a.symbol === (b as typeof a).symbol;
  }
}

function allSame(a: readonly Type[], b: readonly Type[], anyMatches: boolean): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!same(a[i]!, b[i]!, anyMatches)) return false;
  return true;
}

function sameFunction(a: FunctionType, b: FunctionType, anyMatches: boolean): boolean {
  if (a.params.length !== b.params.length || a.isAsync !== b.isAsync) return false;
  for (let i = 0; i < a.params.length; i++) {
    const left = a.params[i]!;
    const right = b.params[i]!;
    if (left.isVariadic !== right.isVariadic || left.hasDefault !== right.hasDefault) return false;
    if (!same(left.type, right.type, anyMatches)) return false;
  }
  return same(a.result, b.result, anyMatches);
}
