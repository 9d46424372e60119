/** `and or xor not ??`, and conditions. */
import type { Binary, Expr, Unary } from "../../../syntax/ast.ts";
import { bare, quote, wrap } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isBool, isInt, isRaw } from "../forms.ts";
import { isInt32 } from "../ranges/interval.ts";
import { type Operand, operandOf } from "./arithmetic.ts";

/** A condition: a JavaScript boolean; `run/not-bool` where the static type leaves that open. */
export function condition(e: Emitter, node: Expr, where: string): string {
  const code = e.value(node);
  return isBool(e.placeOf(node))
    ? code
    : `${e.at(node)}${e.runtime("expectCondition")}(${bare(code)}, ${quote(where)})`;
}

/** `and`, `or`: the right side is evaluated only when needed. */
export function shortCircuit(e: Emitter, node: Binary & { op: "and" | "or" }): string {
  const operator = node.op === "and" ? "&&" : "||";
  if (!e.facts.needsStatements(node.right)) {
    const left = condition(e, node.left, `\`${node.op}\``);
    return wrap(`${left} ${operator} ${condition(e, node.right, `\`${node.op}\``)}`);
  }
  const name = e.temporaryName();
  e.line(`let ${name} = ${bare(condition(e, node.left, `\`${node.op}\``))};`);
  e.open(`if (${node.op === "and" ? name : `!${name}`}) {`);
  e.line(`${name} = ${bare(condition(e, node.right, `\`${node.op}\``))};`);
  e.close();
  return name;
}

export function xor(e: Emitter, node: Binary): string {
  const nodes = [node.left, node.right];
  const last = e.facts.needsStatements(node.right);
  const left = condition(e, node.left, `\`${node.op}\``);
  const a = last && !e.isStable(node.left, nodes.slice(1)) ? e.hold(left) : left;
  return wrap(`${a} !== ${condition(e, node.right, `\`${node.op}\``)}`);
}

export function not(e: Emitter, node: Unary): string {
  return wrap(`!${condition(e, node.operand, "`not`")}`);
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

const INT_NAMES = {
  "&": "bitAnd",
  "|": "bitOr",
  "^": "bitXor",
  "<<": "shiftLeft",
  ">>": "shiftRight",
} as const;
const ANY_NAMES = {
  "&": "anyBitAnd",
  "|": "anyBitOr",
  "^": "anyBitXor",
  "<<": "anyShiftLeft",
  ">>": "anyShiftRight",
} as const;

export type BitOp = keyof typeof INT_NAMES;

/** `& | ^ << >>`: 32-bit operands inline. */
export function bits(e: Emitter, node: Binary & { op: BitOp }): string {
  const [a, b] = e.sequence([node.left, node.right]);
  return combineBits(e, node, node.op, operandOf(e, node.left, a), operandOf(e, node.right, b));
}

/** The code of `left op right`; `node` is what fails when it does. */
export function combineBits(
  e: Emitter,
  node: { start: number; end: number },
  op: BitOp,
  left: Operand,
  right: Operand,
): string {
  const marker = e.atSpan(node.start, node.end);
  const args = `(${bare(left.code)}, ${bare(right.code)})`;
  if (!isInt(left.type) || !isInt(right.type)) return `${marker}${e.runtime(ANY_NAMES[op])}${args}`;
  const isShift = op === "<<" || op === ">>";
  const isSmall = isInt32(left.range) &&
    (isShift ? right.range.low >= 0 && right.range.high < 32 : isInt32(right.range));
  const size = Math.max(-left.range.low, left.range.high);
  if (isSmall && (op !== "<<" || size * 2 ** right.range.high <= 2147483647)) {
    return wrap(`${left.code} ${op} ${right.code}`);
  }
  return `${marker}${e.runtime(INT_NAMES[op])}${args}`;
}

export function bitNot(e: Emitter, node: Unary): string {
  const isStatic = isInt(e.placeOf(node.operand));
  return `${e.at(node)}${e.runtime(isStatic ? "bitNot" : "anyBitNot")}(${bare(e.value(node.operand))})`;
}
