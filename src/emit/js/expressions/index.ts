/** Indexing and slicing. */
import type { Expr, Index, RangeExpr } from "../../../syntax/ast.ts";
import type { Type } from "../../../types/type.ts";
import { bare, wrap } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isInt, isStr } from "../forms.ts";
import { isMapKeyDirect } from "./map_keys.ts";
import { inForm, objectOf } from "./members.ts";

export function index(e: Emitter, node: Index): string {
  if (node.index.kind === "RangeExpr") return slice(e, node, node.index);
  const type = e.placeOf(node.object);
  const keyType = e.placeOf(node.index);
  const needs = e.facts.needsStatements(node.index);
  let object = objectOf(e, node.object, false);
  if (needs && !e.isStable(node.object, [node.index])) object = e.hold(object);
  const key = e.uniform(node.index);
  return inForm(e, node, element(e, node, object, type, key, keyType));
}

function element(e: Emitter, node: Index, object: string, type: Type, key: string, keyType: Type): string {
  const marker = e.at(node);
  if (type.kind === "list" && isInt(keyType)) {
    const range = e.rangeOf(node.index);
    const before: string[] = [];
    if (range.high < 0) return `${marker}${e.runtime("listGet")}(${bare(object)}, ${bare(key)})`;
    const xs = e.reusable(object, node.object, [node.index], before);
    const i = e.reusable(key, node.index, [], before);
    // An element is never undefined; a null one, and an index that is out of range or negative, takes the slow path.
    const code = `${xs}[${i}] ?? ${marker}${e.runtime("listGet")}(${xs}, ${i})`;
    return before.length === 0 ? wrap(code) : `(${before.join(", ")}, ${code})`;
  }
  if (type.kind === "map" && isMapKeyDirect(type.key) && isMapKeyDirect(keyType)) {
    const before: string[] = [];
    const m = e.reusable(object, node.object, [node.index], before);
    const k = e.reusable(key, node.index, [], before);
    const code = `${m}.get(${bare(k)}) ?? ${marker}${e.runtime("mapIndexDirect")}(${m}, ${bare(k)})`;
    return before.length === 0 ? wrap(code) : `(${before.join(", ")}, ${code})`;
  }
  if (type.kind === "map") return `${marker}${e.runtime("mapIndex")}(${bare(object)}, ${bare(key)})`;
  if (isStr(type) && isInt(keyType)) return `${marker}${e.runtime("textGet")}(${bare(object)}, ${bare(key)})`;
  return `${marker}${e.runtime("index")}(${bare(object)}, ${bare(key)})`;
}

function slice(e: Emitter, node: Index, range: RangeExpr): string {
  const type = e.placeOf(node.object);
  const bounds = [range.from, range.to].filter((bound): bound is Expr => bound !== null);
  let object = objectOf(e, node.object, false);
  if (bounds.some((bound) => e.facts.needsStatements(bound)) && !e.isStable(node.object, bounds)) {
    object = e.hold(object);
  }
  const codes = e.sequence(bounds);
  const from = range.from === null ? "null" : bare(codes[0]);
  const to = range.to === null ? "null" : bare(codes[codes.length - 1]);
  const isStatic = bounds.every((bound) => isInt(e.placeOf(bound)));
  let operation = "slice";
  if (isStatic && type.kind === "list") operation = "sliceList";
  else if (isStatic && isStr(type)) operation = "sliceText";
  else if (isStatic && type.kind === "primitive" && type.name === "Bytes") operation = "sliceBytes";
  return `${e.at(node)}${e.runtime(operation)}(${bare(object)}, ${from}, ${to}, ${range.isInclusive})`;
}
