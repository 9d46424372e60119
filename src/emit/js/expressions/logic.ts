/** `and or xor not ??`, and conditions. */
import type { Binary, Expr, Unary } from "../../../syntax/ast.ts";
import { bare, wrap } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isBool, isInt, isRaw } from "../forms.ts";

/** A condition: a JavaScript boolean; `run/not-bool` where the static type leaves that open. */
export function condition(e: Emitter, node: Expr): string {
  const code = e.value(node);
  return isBool(e.placeOf(node)) ? code : `${e.at(node)}${e.runtime("checkBoolean")}(${bare(code)})`;
}

/** `and`, `or`: the right side is evaluated only when needed. */
export function shortCircuit(e: Emitter, node: Binary & { op: "and" | "or" }): string {
  const operator = node.op === "and" ? "&&" : "||";
  if (!e.facts.needsStatements(node.right)) {
    const left = condition(e, node.left);
    return wrap(`${left} ${operator} ${condition(e, node.right)}`);
  }
  const name = e.temporaryName();
  e.line(`let ${name} = ${bare(condition(e, node.left))};`);
  e.open(`if (${node.op === "and" ? name : `!${name}`}) {`);
  e.line(`${name} = ${bare(condition(e, node.right))};`);
  e.close();
  return name;
}

export function xor(e: Emitter, node: Binary): string {
  const nodes = [node.left, node.right];
  const last = e.facts.needsStatements(node.right);
  const left = condition(e, node.left);
  const a = last && !e.isStable(node.left, nodes.slice(1)) ? e.hold(left) : left;
  return wrap(`${a} !== ${condition(e, node.right)}`);
}

export function not(e: Emitter, node: Unary): string {
  return wrap(`!${condition(e, node.operand)}`);
}

/** `a ?? b`; the result has the form of the whole expression. */
export function coalesce(e: Emitter, node: Binary): string {
  const raw = isRaw(e.typeOf(node));
  if (!e.facts.needsStatements(node.right)) {
    const left = e.inForm(node.left, raw);
    return wrap(`${left} ?? ${e.inForm(node.right, raw)}`);
  }
  const name = e.temporaryName();
  e.line(`let ${name} = ${bare(e.inForm(node.left, raw))};`);
  e.open(`if (${name} === null) {`);
  e.deliver(node.right, { kind: "assign", name, isRaw: raw });
  e.close();
  return name;
}

const INT_NAMES = { "&": "bitAnd", "|": "bitOr", "^": "bitXor", "<<": "shiftLeft", ">>": "shiftRight" } as const;
const ANY_NAMES = { "&": "anyBitAnd", "|": "anyBitOr", "^": "anyBitXor", "<<": "anyShiftLeft", ">>": "anyShiftRight" } as const;

/** `& | ^ << >>`: 32-bit operands inline. */
export function bits(e: Emitter, node: Binary & { op: keyof typeof INT_NAMES }): string {
  const [a, b] = e.sequence([node.left, node.right]);
  const marker = e.at(node);
  if (!isInt(e.placeOf(node.left)) || !isInt(e.placeOf(node.right))) {
    return `${marker}${e.runtime(ANY_NAMES[node.op])}(${bare(a)}, ${bare(b)})`;
  }
  const left = e.rangeOf(node.left);
  const right = e.rangeOf(node.right);
  const small = (range: { low: number; high: number }) => range.low >= -2147483648 && range.high <= 2147483647;
  const isShift = node.op === "<<" || node.op === ">>";
  if (small(left) && (isShift ? right.low >= 0 && right.high < 32 : small(right))) {
    if (node.op !== "<<" || Math.max(-left.low, left.high) * 2 ** right.high <= 2147483647) return wrap(`${a} ${node.op} ${b}`);
  }
  return `${marker}${e.runtime(INT_NAMES[node.op])}(${bare(a)}, ${bare(b)})`;
}

export function bitNot(e: Emitter, node: Unary): string {
  const isStatic = isInt(e.placeOf(node.operand));
  return `${e.at(node)}${e.runtime(isStatic ? "bitNot" : "anyBitNot")}(${bare(e.value(node.operand))})`;
}
