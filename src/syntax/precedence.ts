/** Binary operators: the levels of section 4.1 as data, and the tree they make of a flat list. */

import type { BinaryOp, Expr } from "./ast.ts";
import { CHAIN_LIMIT } from "./factory_context.ts";
import type { FactoryContext } from "./factory_context.ts";
import { KIND } from "./token_kinds.ts";

/** Tightest first. */
const LEVELS: readonly (readonly string[])[] = [
  ["*", "/", "%"],
  ["+", "-"],
  ["..", "..="],
  ["<<", ">>"],
  ["&"],
  ["^"],
  ["|"],
  ["<", "<=", ">", ">=", "in", "not in"],
  ["==", "!="],
  ["and"],
  ["??"],
  ["or", "xor"],
];

const BINDING: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((ops, i) => ops.map((op) => [op, LEVELS.length - i] as const)),
);

interface Operator {
  readonly text: BinaryOp | ".." | "..=";
  readonly start: number;
  readonly end: number;
}

/** `head op operand op operand …` as a tree. Each of `tail` is the index of the operator's first token, and an operand. */
export function buildBinary(c: FactoryContext, head: Expr, tail: readonly (readonly [number, Expr])[]): Expr {
  const operators = tail.map(([token]) => operatorAt(c, token));
  if (tail.length === 1) return combine(c, operators[0], head, tail[0][1]);
  if (tail.length > CHAIN_LIMIT) {
    const { start, end } = operators[CHAIN_LIMIT];
    c.report(
      "parse/unexpected-token",
      start,
      end,
      `more than ${CHAIN_LIMIT} operators in one expression are not supported`,
      {
        help: ["split the expression, or use `sum` or `join` of a list"],
      },
    );
    return { kind: "ErrorExpr", id: c.id(), start: head.start, end: tail[tail.length - 1][1].end };
  }
  const operands: Expr[] = [head];
  const pending: Operator[] = [];
  const reduce = () => {
    const right = operands.pop()!;
    const left = operands.pop()!;
    operands.push(combine(c, pending.pop()!, left, right));
  };
  for (let i = 0; i < tail.length; i++) {
    const binding = BINDING.get(operators[i].text)!;
    while (pending.length > 0 && BINDING.get(pending[pending.length - 1].text)! >= binding) reduce();
    pending.push(operators[i]);
    operands.push(tail[i][1]);
  }
  while (pending.length > 0) reduce();
  return operands[0];
}

function operatorAt(c: FactoryContext, index: number): Operator {
  const { tokens } = c;
  const first = tokens[index];
  if (first.kind === KIND.GREATER_GLUED) {
    const second = tokens[index + 1];
    return { text: second.kind === KIND.EQ ? ">=" : ">>", start: first.start, end: second.end };
  }
  if (first.kind === KIND.NOT) return { text: "not in", start: first.start, end: tokens[index + 1].end };
  return { text: KIND_TO_OPERATOR.get(first.kind)!, start: first.start, end: first.end };
}

const KIND_TO_OPERATOR: ReadonlyMap<string, BinaryOp | ".." | "..="> = new Map(
  ([
    ["PLUS", "+"],
    ["MINUS", "-"],
    ["STAR", "*"],
    ["SLASH", "/"],
    ["PERCENT", "%"],
    ["SHIFT_LEFT", "<<"],
    ["AMP", "&"],
    ["CARET", "^"],
    ["BAR", "|"],
    ["DOT_DOT", ".."],
    ["DOT_DOT_EQ", "..="],
    ["EQ_EQ", "=="],
    ["NOT_EQ", "!="],
    ["LESS", "<"],
    ["LESS_EQ", "<="],
    ["GREATER", ">"],
    ["NULLISH", "??"],
    ["AND", "and"],
    ["OR", "or"],
    ["XOR", "xor"],
    ["IN", "in"],
  ] as const).map(([name, text]) => [KIND[name], text]),
);

function combine(c: FactoryContext, op: Operator, left: Expr, right: Expr): Expr {
  const { text } = op;
  if (text === ".." || text === "..=") {
    if (left.kind === "RangeExpr") {
      c.report(
        "parse/unexpected-token",
        op.start,
        op.end,
        `a range has two bounds, found another \`${text}\``,
        {
          help: ["write a step with `step_by`, or parentheses"],
        },
      );
      return { kind: "ErrorExpr", id: c.id(), start: left.start, end: right.end };
    }
    return {
      kind: "RangeExpr",
      id: c.id(),
      start: left.start,
      end: right.end,
      from: left,
      to: right,
      isInclusive: text === "..=",
    };
  }
  return {
    kind: "Binary",
    id: c.id(),
    start: left.start,
    end: right.end,
    op: text,
    left,
    right,
    opStart: op.start,
    opEnd: op.end,
  };
}
