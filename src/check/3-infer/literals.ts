/** Literals whose parts have types: strings, lists, maps, tuples, ranges. */
import type { Expr, ListLit, MapLit, RangeExpr, StrLit, TupleLit } from "../../syntax/ast.ts";
import { join } from "../../types/join.ts";
import { printType } from "../../types/print_type.ts";
import { isMapKey } from "../../types/properties.ts";
import { ANY, INFER, INT, listOf, mapOf, RANGE, STR, tupleOf, type Type } from "../../types/type.ts";
import { KEY_TYPES } from "../1-declare/resolve_type.ts";
import { checkFormatSpec } from "../decorators/format_specs.ts";
import { type Inference, known } from "./inference.ts";
import { reportMismatch } from "./mismatch.ts";

export function inferString(at: Inference, expr: StrLit): Type {
  const { file, diagnostics } = at.context;
  for (const part of expr.parts) {
    if (typeof part === "string") continue;
    const type = at.infer(part.expr, null);
    if (part.spec !== null) checkFormatSpec(part, type, file, (one) => diagnostics.push(one));
  }
  return STR;
}

/** The expected type of a part that says something; INFER leaves the part to itself. */
function part(at: Inference, expr: Expr, expected: Type | null): Type {
  if (expected === null || expected === INFER || expected.kind === "any") return at.infer(expr, null);
  return at.store(expr, expected);
}

/** What a literal's parts are stored as: the expected type where there is one, else the join of the parts. */
function settled(expected: Type | null, joined: Type | null): Type {
  if (expected !== null && expected !== INFER) return expected;
  return joined ?? ANY;
}

export function inferList(at: Inference, expr: ListLit, expected: Type | null): Type {
  const wanted = known(expected);
  const element = wanted?.kind === "list" ? wanted.element : null;
  let joined: Type | null = null;
  for (const one of expr.elements) {
    const type = part(at, one, element);
    joined = joined === null ? type : join(joined, type);
  }
  return listOf(mayMention(element) ? joined ?? ANY : settled(element, joined));
}

/** Whether an expected type has open places: then the parts decide. */
function mayMention(expected: Type | null): boolean {
  return expected !== null && hasOpenPlace(expected);
}

/** Whether INFER occurs in a type. */
export function hasOpenPlace(type: Type): boolean {
  if (type === INFER) return true;
  switch (type.kind) {
    case "list":
      return hasOpenPlace(type.element);
    case "map":
      return hasOpenPlace(type.key) || hasOpenPlace(type.value);
    case "tuple":
      return type.elements.some(hasOpenPlace);
    case "result":
      return hasOpenPlace(type.ok) || hasOpenPlace(type.error);
    case "future":
      return hasOpenPlace(type.value);
    case "nullable":
      return hasOpenPlace(type.inner);
    case "function":
      return hasOpenPlace(type.result) || type.params.some((param) => hasOpenPlace(param.type));
    case "instance":
    case "enum":
      return type.args.some(hasOpenPlace);
    default:
      return false;
  }
}

export function inferMap(at: Inference, expr: MapLit, expected: Type | null): Type {
  const wanted = known(expected);
  const keyType = wanted?.kind === "map" ? wanted.key : null;
  const valueType = wanted?.kind === "map" ? wanted.value : null;
  let keys: Type | null = null;
  let values: Type | null = null;
  for (const entry of expr.entries) {
    const key = part(at, entry.key, keyType);
    checkMapKey(at, entry.key, key);
    const value = part(at, entry.value, valueType);
    keys = keys === null ? key : join(keys, key);
    values = values === null ? value : join(values, value);
  }
  return mapOf(
    mayMention(keyType) ? keys ?? ANY : settled(keyType, keys),
    mayMention(valueType) ? values ?? ANY : settled(valueType, values),
  );
}

/** Reports a key whose static type can be no key. */
export function checkMapKey(at: Inference, expr: Expr, type: Type): void {
  if (isMapKey(type)) return;
  at.error("type/map-key", expr, `\`${printType(type)}\` cannot be the key of a map`, {
    label: "not a key",
    help: [KEY_TYPES],
  });
}

export function inferTuple(at: Inference, expr: TupleLit, expected: Type | null): Type {
  const wanted = known(expected);
  const elements = wanted?.kind === "tuple" && wanted.elements.length === expr.elements.length
    ? wanted.elements
    : null;
  return tupleOf(expr.elements.map((element, i) => {
    const type = part(at, element, elements?.[i] ?? null);
    const place = elements?.[i];
    return place !== undefined && place.kind === "any" && place !== INFER ? place : type;
  }));
}

export function inferRange(at: Inference, expr: RangeExpr): Type {
  for (const bound of [expr.from, expr.to]) {
    if (!bound) continue;
    const type = at.infer(bound, null);
    if (type === INT || type.kind === "any" || type.kind === "never") continue;
    if (type.kind === "param") {
      at.error("type/opaque", bound, `a range cannot start or end with a \`${type.name}\``, {
        label: `nothing is known of \`${type.name}\``,
        help: ["declare it as `Int`"],
      });
    } else reportMismatch(at.context, bound, type, INT, "type/operator");
  }
  return RANGE;
}
