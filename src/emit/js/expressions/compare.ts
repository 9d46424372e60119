/** Comparison, equality and membership. */
import type { Binary } from "../../../syntax/ast.ts";
import type { Type } from "../../../types/type.ts";
import { bare, wrap } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isBool, isFloat, isInt, isRaw, isStr } from "../forms.ts";
import { arithmetic } from "./arithmetic.ts";
import { isMapKeyDirect } from "./map_keys.ts";

const ANY_NAMES = { "<": "lt", "<=": "le", ">": "gt", ">=": "ge" } as const;

export function compare(e: Emitter, node: Binary & { op: "<" | "<=" | ">" | ">=" }): string {
  const types = [e.placeOf(node.left), e.placeOf(node.right)];
  const numeric = types.every((type) => isInt(type) || isFloat(type));
  const [a, b] = e.sequence([node.left, node.right], (index) => numeric && isRaw(types[index]));
  // JavaScript compares numbers with BigInts exactly.
  if (numeric) return wrap(`${a} ${node.op} ${b}`);
  if (types.every(isStr)) return wrap(`${e.runtime("compareText")}(${bare(a)}, ${bare(b)}) ${node.op} 0`);
  return `${e.at(node)}${e.runtime(ANY_NAMES[node.op])}(${bare(a)}, ${bare(b)})`;
}

function isNull(type: Type): boolean {
  return type.kind === "primitive" && type.name === "Null";
}

/** Values that are equal exactly when JavaScript says so. */
function isPlain(type: Type): boolean {
  return isStr(type) || isBool(type) || isNull(type) || isInt(type) ||
    (type.kind === "nullable" && isPlain(type.inner));
}

/** `a % b == 0` with Ints: the sign of the remainder does not matter. */
function divisibility(e: Emitter, node: Binary): string | null {
  let left = node.left;
  while (left.kind === "Paren") left = left.expr;
  if (left.kind !== "Binary" || left.op !== "%" || node.right.kind !== "IntLit" || node.right.value !== 0) {
    return null;
  }
  if (!isInt(e.placeOf(left.left)) || !isInt(e.placeOf(left.right)) || e.module.conversions[left.id]) {
    return null;
  }
  const rest = arithmetic(e, left as Binary & { op: "%" }, true);
  return wrap(`${rest} ${node.op === "==" ? "===" : "!=="} 0`);
}

export function equality(e: Emitter, node: Binary & { op: "==" | "!=" }): string {
  const simple = divisibility(e, node);
  if (simple !== null) return simple;
  const types = [e.placeOf(node.left), e.placeOf(node.right)];
  const operator = node.op === "==" ? "===" : "!==";
  const floats = types.every((type) => isFloat(type) || isInt(type)) || (types.every(isRaw)) ||
    types.some(isNull);
  const [a, b] = e.sequence([node.left, node.right], (index) => floats && isRaw(types[index]));
  if (types.some(isNull) || types.every(isPlain) || types.every(isRaw)) return wrap(`${a} ${operator} ${b}`);
  // An Int beyond the safe integers may equal a Float: loose equality of a BigInt and a double is exact.
  if (floats) return wrap(`${a} ${node.op} ${b}`);
  const call = `${e.at(node)}${e.runtime("equals")}(${bare(a)}, ${bare(b)})`;
  return node.op === "==" ? call : wrap(`!${call}`);
}

export function membership(e: Emitter, node: Binary & { op: "in" | "not in" }): string {
  const not = node.op === "not in" ? "!" : "";
  const container = node.right.kind === "Paren" ? node.right.expr : node.right;
  if (container.kind === "RangeExpr" && container.from && container.to && isInt(e.placeOf(node.left))) {
    // The value comes first in the text, so that bounds are evaluated after it.
    const [value, from, to] = e.sequence([node.left, container.from, container.to]);
    const before: string[] = [];
    const x = e.reusable(value, node.left, [container.from, container.to], before);
    const low = e.reusable(from, container.from, [container.to], before);
    const test = `${x} >= ${low} && ${x} ${container.isInclusive ? "<=" : "<"} ${to}`;
    const code = not === "" ? test : `!(${test})`;
    return before.length === 0 ? wrap(code) : `(${before.join(", ")}, ${code})`;
  }
  const [value, target] = e.sequence([node.left, node.right]);
  const type = e.placeOf(node.right);
  const left = e.placeOf(node.left);
  const wrapNot = (code: string) => not === "" ? code : wrap(`!${code}`);
  if (type.kind === "map" && isMapKeyDirect(left) && isMapKeyDirect(type.key)) {
    const before: string[] = [];
    const key = e.reusable(value, node.left, [node.right], before);
    if (before.length === 0) return wrapNot(`${target}.has(${key})`);
    return wrapNot(`(${before.join(", ")}, ${target}.has(${key}))`);
  }
  return wrapNot(`${e.at(node)}${e.runtime("contains")}(${bare(target)}, ${bare(value)})`);
}
