/** Node factories for statements. `from` and `to` are the indexes of the first and last token. */

import type {
  AssignOp,
  Block,
  Expr,
  Ident,
  LetStmt,
  MapLit,
  Pattern,
  Program,
  Stmt,
  TypeNode,
} from "./ast.ts";
import type { FactoryContext } from "./factory_context.ts";
import { isReservedName } from "./keywords.ts";
import { KIND } from "./token_kinds.ts";

/** What follows the target of an assignment. `op` is the index of the operator's token, -1 for `: type =`. */
interface Assignment {
  readonly op: number;
  readonly type: TypeNode | null;
  readonly value: Expr;
}

export function statementFactories(c: FactoryContext) {
  return {
    program: (body: readonly Stmt[]): Program => ({
      kind: "Program",
      id: c.id(),
      start: 0,
      end: c.file.text.length,
      body,
    }),
    block: (from: number, to: number, body: readonly Stmt[]): Block => ({
      kind: "Block",
      ...c.base(from, to),
      body,
    }),
    missingBlock(i: number): Block {
      const at = c.end(i - 1);
      return { kind: "Block", id: c.id(), start: at, end: at, body: [] };
    },
    errorStmt: (from: number, to: number): Stmt => ({
      kind: "ErrorStmt",
      ...c.base(from, Math.min(to, c.tokens.length - 1)),
    }),

    letStmt: (from: number, to: number, pattern: Pattern, type: TypeNode | null, value: Expr): LetStmt => ({
      kind: "LetStmt",
      ...c.base(from, to),
      doc: c.doc(from),
      pattern,
      type,
      value,
    }),

    assignment: (op: number, type: TypeNode | null, value: Expr): Assignment => ({ op, type, value }),
    assignOrExpr(from: number, to: number, expr: Expr, assignment: Assignment | null): Stmt {
      if (assignment === null) return { kind: "ExprStmt", ...c.base(from, to), expr };
      const { op, type, value } = assignment;
      const target = checkTarget(c, expr, type !== null);
      return {
        kind: "AssignStmt",
        ...c.base(from, to),
        doc: c.doc(from),
        target,
        type,
        op: op < 0 ? "=" : assignOp(c, op),
        value,
      };
    },

    label(i: number): Ident {
      const token = c.tokens[i];
      return { kind: "Ident", ...c.base(i, i), name: token.value as string };
    },
    whileStmt: (from: number, to: number, label: Ident | null, condition: Expr, body: Block): Stmt => ({
      kind: "WhileStmt",
      ...c.base(from, to),
      label,
      condition,
      body,
    }),
    forStmt: (
      from: number,
      to: number,
      label: Ident | null,
      pattern: Pattern,
      iterable: Expr,
      body: Block,
    ): Stmt => ({
      kind: "ForStmt",
      ...c.base(from, to),
      label,
      pattern,
      iterable,
      body,
    }),
    statusReturn: (from: number, to: number, status: Expr, body: MapLit): Stmt => ({
      kind: "StatusReturn",
      ...c.base(from, to),
      status,
      body,
    }),
    returnStmt: (from: number, to: number, value: Expr | null): Stmt => ({
      kind: "ReturnStmt",
      ...c.base(from, to),
      value,
    }),
    breakStmt: (from: number, to: number, label: Ident | null, value: Expr | null): Stmt => ({
      kind: "BreakStmt",
      ...c.base(from, to),
      label,
      value,
    }),
    continueStmt: (from: number, to: number, label: Ident | null): Stmt => ({
      kind: "ContinueStmt",
      ...c.base(from, to),
      label,
    }),
  };
}

function assignOp(c: FactoryContext, i: number): AssignOp {
  const token = c.tokens[i];
  if (token.kind === KIND.EQ) return "=";
  return token.kind === KIND.GREATER_GLUED ? ">>=" : token.value as AssignOp;
}

/**
 * Section 4.9. Tuple elements and `self` are left to the checker, which knows what they are. What is no target is reported
 * and becomes an ErrorExpr, so that nobody else looks at it.
 */
function checkTarget(c: FactoryContext, target: Expr, isTyped: boolean): Expr {
  const { start, end } = target;
  switch (target.kind) {
    case "Name":
      if (isReservedName(target.name) && !c.declarations) {
        c.report(
          "parse/reserved-word",
          start,
          end,
          `\`${target.name}\` is a built-in name and cannot be assigned`,
          {
            help: ["choose another name"],
          },
        );
      }
      return target;
    case "Member":
      if (!isTyped && !target.isOptional) return target;
      break;
    case "Index":
      if (!isTyped && target.index.kind !== "RangeExpr") return target;
      break;
    case "TupleIndex":
    case "SelfExpr":
      if (!isTyped) return target;
      break;
    case "ErrorExpr":
      return target;
  }
  c.report("parse/not-a-target", start, end, `${describe(c, target, isTyped)} cannot be assigned`, {
    help: [targetHelp(target, isTyped)],
  });
  return { kind: "ErrorExpr", id: c.id(), start, end };
}

function describe(c: FactoryContext, target: Expr, isTyped: boolean): string {
  const source = c.file.text.slice(target.start, target.end);
  const shown = source.length <= 40 && !source.includes("\n") ? `\`${source}\`` : "this expression";
  return isTyped && (target.kind === "Member" || target.kind === "Index") ? `${shown} with a type` : shown;
}

function targetHelp(target: Expr, isTyped: boolean): string {
  if (isTyped) return "only a variable can have a type here: `name: Type = value`";
  if (target.kind === "Member") return "check for `null` first, then assign with `.`";
  if (target.kind === "Index") return "a slice is a copy; assign one element, or build a new value";
  return "assign to a variable, a field (`obj.field`) or an element (`xs[i]`); `==` compares";
}
