/** Unary and binary operators (language.md 4). */
import { fitsUnconverted } from "../../types/assignability.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { fix } from "../../diagnostics/fix.ts";
import type { Binary, BinaryOp, Expr, Unary } from "../../syntax/ast.ts";
import { join } from "../../types/join.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { isNumber, withoutNull } from "../../types/properties.ts";
import {
  ANY,
  BOOL,
  DECIMAL,
  ERROR,
  FLOAT,
  INT,
  NULL,
  nullableOf,
  RANGE,
  STR,
  type Type,
} from "../../types/type.ts";
import { NarrowEnvironment } from "../narrow/narrow_environment.ts";
import type { Inference } from "./inference.ts";
import { reportNull } from "./mismatch.ts";

export function inferUnary(at: Inference, expr: Unary): Type {
  if (expr.op === "not") {
    at.condition(expr.operand);
    return BOOL;
  }
  const type = at.infer(expr.operand, null);
  if (type.kind === "any" || type.kind === "never") return type;
  if (type === INT || (expr.op === "-" && isNumber(type))) return type;
  if (isPossiblyNull(at, expr.operand, type, expr.op)) return ERROR;
  if (isOpaque(at, expr.operand, type, expr.op)) return ERROR;
  return at.error("type/operator", expr, `\`${expr.op}\` does not work on \`${printType(type)}\``, {
    label: `this is ${withArticle(type)}`,
    help: [expr.op === "-" ? "`-` takes Int, Float or Decimal" : "`~` takes Int"],
  });
}

export function inferBinary(at: Inference, expr: Binary, expected: Type | null): Type {
  switch (expr.op) {
    case "and":
    case "or":
      return inferLogic(at, expr);
    case "xor":
      at.condition(expr.left);
      at.condition(expr.right);
      return BOOL;
    case "??":
      return inferCoalesce(at, expr, expected);
    case "==":
    case "!=":
      at.infer(expr.left, null);
      at.infer(expr.right, null);
      return BOOL;
    case "in":
    case "not in":
      return inferMembership(at, expr);
    default: {
      const left = at.infer(expr.left, null);
      const right = at.infer(expr.right, null);
      return operatorType(at, expr, expr.op, expr.left, left, expr.right, right);
    }
  }
}

/** `and` and `or` lean to the left: long chains are walked without recursion on that side. */
function inferLogic(at: Inference, expr: Binary): Type {
  const chain: Binary[] = [];
  let first: Expr = expr;
  while (first.kind === "Binary" && first.op === expr.op) {
    chain.push(first);
    first = first.left;
  }
  at.condition(first);
  let left = first;
  for (const step of chain.reverse()) {
    const before = at.env;
    at.env = expr.op === "and"
      ? before.whenTrue(left, at.isBareField)
      : before.whenFalse(left, at.isBareField);
    at.condition(step.right);
    // Whether the right side ran is not known afterwards.
    at.env = before.isReachable ? before : NarrowEnvironment.UNREACHABLE;
    at.types[step.id] = BOOL;
    left = step;
  }
  return BOOL;
}

function inferCoalesce(at: Inference, expr: Binary, expected: Type | null): Type {
  const left = at.infer(
    expr.left,
    expected === null || expected.kind === "any" ? null : nullableOf(expected),
  );
  const before = at.env;
  // The right side may stand in for the left one: it is looked at with the same expectation.
  const wanted = expected !== null && expected.kind !== "any"
    ? expected
    : isLiteralHost(left)
    ? withoutNull(left)
    : null;
  const right = at.infer(expr.right, wanted);
  at.env = before;
  if (left.kind === "any") return left;
  if (left === NULL) return right;
  const value = withoutNull(left);
  if (expected !== null && expected.kind !== "any" && right !== value) {
    if ((expected === FLOAT || expected === DECIMAL) && (right === INT || value === INT)) {
      if (right === INT) at.conversions[expr.right.id] = expected;
      if (value === expected || right === expected) return expected;
    }
  }
  if (value === FLOAT && right === INT) return join(value, right);
  return join(value, right);
}

const isLiteralHost = (type: Type): boolean =>
  type.kind === "nullable" && (type.inner.kind === "list" || type.inner.kind === "map");

/** The type of `left op right`; reports what the static types rule out. Used for compound assignments too. */
export function operatorType(
  at: Inference,
  whole: { readonly start: number; readonly end: number },
  op: BinaryOp,
  leftExpr: Expr,
  left: Type,
  rightExpr: Expr,
  right: Type,
): Type {
  if (left.kind === "never" || right.kind === "never") return left.kind === "never" ? left : right;
  if (isPossiblyNull(at, leftExpr, left, op) || isPossiblyNull(at, rightExpr, right, op)) return ERROR;
  if (isOpaque(at, leftExpr, left, op) || isOpaque(at, rightExpr, right, op)) return ERROR;
  const result = resultOfOperator(op, left, right);
  if (result !== null) return result;
  return reportOperator(at, whole, op, leftExpr, left, rightExpr, right);
}

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);
const BITS: ReadonlySet<string> = new Set(["&", "|", "^", "<<", ">>"]);

/** null when the operator does not work on these types. */
function resultOfOperator(op: BinaryOp, left: Type, right: Type): Type | null {
  if (COMPARISONS.has(op)) {
    if (left.kind === "any" || right.kind === "any") return canOrder(left) && canOrder(right) ? BOOL : null;
    return isOrdered(left, right) ? BOOL : null;
  }
  if (BITS.has(op)) {
    if (left === INT && right === INT) return INT;
    return fitsAny(left, right, (type) => type === INT);
  }
  if (left === STR && right === STR) return op === "+" ? STR : null;
  if (isNumber(left) && isNumber(right)) {
    if (left === right) return left;
    if (left === DECIMAL || right === DECIMAL) return left === FLOAT || right === FLOAT ? null : DECIMAL;
    return FLOAT;
  }
  return fitsAny(left, right, (type) => isNumber(type) || (op === "+" && type === STR));
}

/** With an Any operand the result is Any, if the other operand can be right at all. */
function fitsAny(left: Type, right: Type, works: (type: Type) => boolean): Type | null {
  if (left.kind !== "any" && right.kind !== "any") return null;
  if (left === ERROR || right === ERROR) return ERROR;
  const other = left.kind === "any" ? right : left;
  return other.kind === "any" || works(other) ? ANY : null;
}

function canOrder(type: Type): boolean {
  return type.kind === "any" || isNumber(type) || type === STR || isOrderedInstance(type);
}

function isOrderedInstance(type: Type): boolean {
  return type.kind === "instance" && type.symbol.marks?.has("ordered") === true;
}

function isOrdered(left: Type, right: Type): boolean {
  if (isNumber(left) && isNumber(right)) {
    return left === right || (left !== DECIMAL && right !== DECIMAL) || (left !== FLOAT && right !== FLOAT);
  }
  if (left === STR && right === STR) return true;
  return isOrderedInstance(left) && right.kind === "instance" && left.kind === "instance" &&
    left.symbol === right.symbol;
}

/** `not x in c` is `(not x) in c`: hardly ever meant. True when that was reported. */
function isMisplacedNot(at: Inference, expr: Binary): boolean {
  const left = expr.left;
  if (left.kind !== "Unary" || left.op !== "not") return false;
  const type = at.infer(left.operand, null);
  at.types[left.id] = BOOL;
  if (type === BOOL || type.kind === "any" || type.kind === "never") return false;
  const { text } = at.context.file;
  const item = text.slice(left.operand.start, left.operand.end);
  const rest = text.slice(expr.right.start, expr.right.end);
  const replacement = `${item} not in ${rest}`;
  const isShort = replacement.length <= 60 && !replacement.includes("\n");
  at.error("type/not-bool", left.operand, `expected \`Bool\`, found \`${printType(type)}\``, {
    label: `this is ${withArticle(type)}`,
    help: [`\`not x in c\` is \`(not x) in c\`: write \`${isShort ? replacement : "x not in c"}\``],
    fixes: [{
      title: "use `not in`",
      safe: false,
      edits: [{ span: at.context.span(expr), replacement }],
    }],
  });
  return true;
}

function inferMembership(at: Inference, expr: Binary): Type {
  if (isMisplacedNot(at, expr)) {
    at.infer(expr.right, null);
    return BOOL;
  }
  const item = at.infer(expr.left, null);
  const container = at.infer(expr.right, null);
  if (isPossiblyNull(at, expr.right, container, expr.op) || isOpaque(at, expr.right, container, expr.op)) {
    return BOOL;
  }
  switch (container.kind) {
    case "any":
    case "never":
    case "list":
    case "map":
      return BOOL;
  }
  if (container === RANGE) return BOOL;
  if (container === STR) {
    if (item !== STR && item.kind !== "any" && item.kind !== "never") {
      at.error(
        "type/operator",
        expr.left,
        `\`${expr.op}\` looks for a \`Str\` in a \`Str\`, found \`${printType(item)}\``,
        {
          label: `this is ${withArticle(item)}`,
          help: ["a text holds other texts: convert the left side"],
        },
      );
    }
    return BOOL;
  }
  at.error("type/not-iterable", expr.right, `\`${expr.op}\` does not look into \`${printType(container)}\``, {
    label: `this is ${withArticle(container)}`,
    help: ["the right side is a List, Map, Str or Range"],
  });
  return BOOL;
}

/** Reports a `T?` operand; true when it did. */
function isPossiblyNull(at: Inference, expr: Expr, type: Type, op: string): boolean {
  if (type.kind !== "nullable" && type !== NULL) return false;
  reportNull(at.context, expr, type, `\`${op}\` does not work on \`${printType(type)}\``);
  return true;
}

/** Reports an operand of a type parameter; true when it did. */
function isOpaque(at: Inference, expr: Expr, type: Type, op: string): boolean {
  if (type.kind !== "param") return false;
  at.error("type/opaque", expr, `\`${op}\` does not work on a value of the type parameter \`${type.name}\``, {
    label: `nothing is known of \`${type.name}\``,
    help: [
      "such a value can be stored, passed, compared with `==` and shown; take a function that does the rest as a parameter",
    ],
  });
  return true;
}

function reportOperator(
  at: Inference,
  whole: { readonly start: number; readonly end: number },
  op: BinaryOp,
  leftExpr: Expr,
  left: Type,
  rightExpr: Expr,
  right: Type,
): Type {
  const text = at.context.text.bind(at.context);
  const help: string[] = [];
  const fixes: Fix[] = [];
  if (op === "+" && (left === STR || right === STR)) {
    help.push(interpolationHelp(text(leftExpr), leftExpr, text(rightExpr), rightExpr));
    const other = left === STR ? rightExpr : leftExpr;
    fixes.push(fix("make a text of it", at.context.span(other), `str(${text(other)})`));
  } else if ((left === DECIMAL && right === FLOAT) || (left === FLOAT && right === DECIMAL)) {
    help.push("Decimal and Float do not mix: convert one of them");
  } else if (left.kind === "list" && right.kind === "list" && op === "+") {
    const chained = `${text(leftExpr)}.chain(${text(rightExpr)})`;
    help.push(`join lists with \`${chained}\``);
    if (whole.start === leftExpr.start && isPostfix(leftExpr) && fitsUnconverted(right, left)) {
      fixes.push(fix("join them with `chain`", at.context.span(whole), chained));
    }
  } else if (op === "*" && (left === STR || right === STR)) {
    help.push("repeat a text with `.repeat(n)`");
    const [word, count] = left === STR ? [leftExpr, rightExpr] : [rightExpr, leftExpr];
    if (whole.start === leftExpr.start && isPostfix(word) && (left === INT || right === INT)) {
      fixes.push(fix("repeat it", at.context.span(whole), `${text(word)}.repeat(${text(count)})`));
    }
  } else if (COMPARISONS.has(op)) {
    help.push("numbers are ordered with numbers, texts with texts, dates with dates");
  } else if (BITS.has(op)) {
    help.push(
      left === BOOL || right === BOOL
        ? `\`${op}\` works on the bits of Ints: for Bools use \`and\`, \`or\`, \`xor\``
        : `\`${op}\` works on the bits of Ints`,
    );
  } else if (left.kind === "result" || right.kind === "result") {
    help.push("take the value out of the Result first: `?`, `match` or `.unwrap_or(…)`");
  } else if (left.kind === "future" || right.kind === "future") {
    help.push("wait for the Future first: `.await`");
    const waiting = left.kind === "future" ? leftExpr : rightExpr;
    fixes.push(fix("wait for it", at.context.span({ start: waiting.end, end: waiting.end }), ".await"));
  }
  return at.error(
    "type/operator",
    whole,
    `\`${op}\` does not work on \`${printType(left)}\` and \`${printType(right)}\``,
    {
      labels: [
        at.context.label(leftExpr, `\`${printType(left)}\``),
        at.context.label(rightExpr, `\`${printType(right)}\``),
      ],
      help,
      fixes,
    },
  );
}

/** Whether a `.method()` may follow without parentheses. */
function isPostfix({ kind }: Expr): boolean {
  return ["StrLit", "ListLit", "Name", "Member", "Call", "Index", "TupleIndex", "Paren", "SelfExpr"].includes(
    kind,
  );
}

function interpolationHelp(leftText: string, left: Expr, rightText: string, right: Expr): string {
  if (leftText.length + rightText.length > 60 || (leftText + rightText).includes("\n")) {
    return 'build the text with interpolation: `"{a}{b}"`';
  }
  const inside = (expr: Expr, text: string) =>
    expr.kind === "StrLit" && !expr.isTriple ? text.slice(1, -1) : `{${text}}`;
  return `use interpolation: \`"${inside(left, leftText)}${inside(right, rightText)}"\``;
}
