/** Node factories for expressions. `from` and `to` are the indexes of the first and last token. */

import type {
  Arg,
  Block,
  CompClause,
  Expr,
  FieldInit,
  Ident,
  IfExpr,
  Interpolation,
  MapEntry,
  MapLit,
  MatchArm,
  Param,
  Pattern,
  TypeArg,
  TypeNode,
} from "./ast.ts";
import { CHAIN_LIMIT } from "./factory_context.ts";
import type { FactoryContext } from "./factory_context.ts";
import { buildBinary } from "./precedence.ts";
import { NESTING_LIMIT } from "./scanner_state.ts";
import { KIND } from "./token_kinds.ts";

/** A suffix before its operand is known. `to` is its last token. */
type Suffix =
  | { readonly kind: "call"; readonly to: number; readonly args: readonly Arg[] }
  | { readonly kind: "typed"; readonly to: number; readonly name: Ident; readonly args: readonly Arg[] }
  | { readonly kind: "index"; readonly to: number; readonly index: Expr }
  | { readonly kind: "member"; readonly to: number; readonly name: Ident; readonly isOptional: boolean }
  | { readonly kind: "tupleIndex"; readonly to: number; readonly index: number; readonly isOptional: boolean }
  | { readonly kind: "await" | "try"; readonly to: number };

interface Clauses {
  readonly clauses: readonly CompClause[];
  readonly condition: Expr | null;
}

interface Branch {
  readonly start: number;
  readonly end: number;
  readonly condition: Expr;
  readonly then: Block;
}

export function expressionFactories(c: FactoryContext) {
  return { ...leafFactories(c), ...operatorFactories(c), ...compoundFactories(c), ...controlFactories(c) };
}

/** Literals, names, strings and what stands for a missing operand. */
function leafFactories(c: FactoryContext) {
  return {
    name: (i: number): Expr => ({ kind: "Name", ...c.base(i, i), name: c.word(i) }),
    int: (i: number): Expr => ({
      kind: "IntLit",
      ...c.base(i, i),
      value: c.tokens[i].value as number | bigint,
    }),
    float: (i: number): Expr => ({ kind: "FloatLit", ...c.base(i, i), value: c.tokens[i].value as number }),
    bytes: (i: number): Expr => ({
      kind: "BytesLit",
      ...c.base(i, i),
      value: c.tokens[i].value as Uint8Array,
    }),
    bool: (i: number): Expr => ({ kind: "BoolLit", ...c.base(i, i), value: c.tokens[i].kind === KIND.TRUE }),
    nullLit: (i: number): Expr => ({ kind: "NullLit", ...c.base(i, i) }),
    self: (i: number): Expr => ({ kind: "SelfExpr", ...c.base(i, i) }),
    errorExpr: (i: number): Expr => ({ kind: "ErrorExpr", ...c.base(i, i) }),
    errorSpan: (from: number, to: number): Expr => ({ kind: "ErrorExpr", ...c.base(from, to) }),
    missingExpr: (i: number): Expr => c.missingExpr(i),

    string(i: number): Expr {
      const token = c.tokens[i];
      return {
        kind: "StrLit",
        ...c.base(i, i),
        parts: [token.value as string],
        isTriple: token.isTriple ?? false,
      };
    },

    /** Token `to` is the STRING_MIDDLE or STRING_TAIL behind the expression. */
    interpolation(_from: number, to: number, expr: Expr): Interpolation & { readonly close: number } {
      // Recovery may have run to the end of the file.
      const token = c.tokens[Math.min(to, c.tokens.length - 1)];
      const spec = token.spec ?? null;
      const { start } = expr;
      return {
        kind: "Interpolation",
        id: c.id(),
        start,
        end: spec === null ? expr.end : token.specStart! + spec.length,
        expr,
        spec,
        specStart: token.specStart ?? 0,
        close: to,
      };
    },

    interpolated(
      from: number,
      to: number,
      list: readonly (Interpolation & { readonly close: number })[],
    ): Expr {
      const parts: (string | Interpolation)[] = [];
      let text = from;
      for (const { close, ...node } of list) {
        const chunk = c.tokens[text].value as string;
        if (chunk !== "") parts.push(chunk);
        parts.push(node);
        text = close;
      }
      const rest = c.tokens[to].value as string;
      if (rest !== "") parts.push(rest);
      return { kind: "StrLit", ...c.base(from, to), parts, isTriple: c.tokens[from].isTriple ?? false };
    },
  };
}

/** Operators, suffixes and arguments. */
function operatorFactories(c: FactoryContext) {
  return {
    binary: (head: Expr, tail: readonly (readonly [number, Expr])[]): Expr => buildBinary(c, head, tail),

    unary(from: number, to: number, count: number, operand: Expr): Expr {
      if (count > NESTING_LIMIT) {
        c.report(
          "parse/unexpected-token",
          c.start(from),
          c.end(from),
          `nesting deeper than ${NESTING_LIMIT} levels is not supported`,
          { help: ["remove the repeated operators"] },
        );
        return { kind: "ErrorExpr", ...c.base(from, to) };
      }
      let result = operand;
      for (let i = from + count - 1; i >= from; i--) {
        const { kind, start, end } = c.tokens[i];
        if (kind === KIND.PLUS) {
          c.report("parse/foreign-syntax", start, end, "Fitz has no unary `+`", {
            help: ["leave it out"],
            fixes: [c.fix("remove `+`", start, end, "", true)],
          });
          continue;
        }
        const op = kind === KIND.MINUS ? "-" : kind === KIND.NOT ? "not" : "~";
        result = { kind: "Unary", id: c.id(), start, end: result.end, op, operand: result };
      }
      return result;
    },

    callSuffix: (to: number, args: readonly Arg[]): Suffix => ({ kind: "call", to, args }),
    typedCallSuffix: (to: number, name: Ident, type: TypeArg, rest: readonly Arg[]): Suffix => {
      const first: Arg = {
        kind: "Arg",
        id: c.id(),
        start: type.start,
        end: type.end,
        name: null,
        value: type,
      };
      return { kind: "typed", to, name, args: checkedArgs(c, [first, ...rest]) };
    },
    indexSuffix: (to: number, index: Expr): Suffix => ({ kind: "index", to, index }),
    memberSuffix: (to: number, name: Ident, isOptional: boolean): Suffix => ({
      kind: "member",
      to,
      name,
      isOptional,
    }),
    tupleIndexSuffix: (to: number, isOptional: boolean): Suffix => ({
      kind: "tupleIndex",
      to,
      index: Number(c.tokens[to].value),
      isOptional,
    }),
    awaitSuffix: (to: number): Suffix => ({ kind: "await", to }),
    trySuffix: (to: number): Suffix => ({ kind: "try", to }),

    postfix(primary: Expr, suffixes: readonly Suffix[]): Expr {
      if (suffixes.length > CHAIN_LIMIT) {
        const { to } = suffixes[CHAIN_LIMIT];
        const message = `more than ${CHAIN_LIMIT} calls and members in one chain are not supported`;
        c.report("parse/unexpected-token", c.start(to), c.end(to), message, {
          help: ["store a part in a variable"],
        });
        return {
          kind: "ErrorExpr",
          id: c.id(),
          start: primary.start,
          end: c.end(suffixes[suffixes.length - 1].to),
        };
      }
      let result = primary;
      for (const suffix of suffixes) result = applySuffix(c, result, suffix);
      return result;
    },

    typeArg: (from: number, to: number, type: TypeNode): TypeArg => ({
      kind: "TypeArg",
      ...c.base(from, to),
      type,
    }),
    arg: (from: number, to: number, name: Ident | null, value: Expr): Arg => ({
      kind: "Arg",
      ...c.base(from, to),
      name,
      value,
    }),
    errorArg: (from: number, to: number): Arg => ({
      kind: "Arg",
      ...c.base(from, to),
      name: null,
      value: { kind: "ErrorExpr", ...c.base(from, to) },
    }),
    checkedArgs: (args: readonly Arg[]) => checkedArgs(c, args),
    openRange(from: number, to: number, lower: Expr | null, upper: Expr | null): Expr {
      const isInclusive = lower === null && c.tokens[from].kind === KIND.DOT_DOT_EQ;
      return { kind: "RangeExpr", ...c.base(from, to), from: lower, to: upper, isInclusive };
    },
  };
}

/** Tuples, lists, maps, comprehensions and struct literals. */
function compoundFactories(c: FactoryContext) {
  return {
    /** Parentheses: a grouping, or a tuple when there is a comma or nothing. */
    tuple(from: number, to: number, elements: readonly Expr[]): Expr {
      if (elements.length === 1 && c.tokens[to - 1].kind !== KIND.COMMA) {
        return { kind: "Paren", ...c.base(from, to), expr: elements[0] };
      }
      return { kind: "TupleLit", ...c.base(from, to), elements };
    },

    list(from: number, to: number, elements: readonly Expr[], clauses: Clauses | null): Expr {
      if (clauses === null) return { kind: "ListLit", ...c.base(from, to), elements };
      if (elements.length !== 1) {
        const { start, end } = clauses.clauses[0];
        c.report("parse/unexpected-token", start, end, "a comprehension has one element before `for`", {
          help: ["for pairs write a tuple: `[(a, b) for …]`"],
        });
      }
      const element = elements[0] ?? c.missingExpr(from + 1);
      return { kind: "ListComp", ...c.base(from, to), element, ...clauses };
    },

    map: (from: number, to: number, entries: readonly MapEntry[]): MapLit => ({
      kind: "MapLit",
      ...c.base(from, to),
      entries,
    }),
    mapOrComp(
      from: number,
      to: number,
      head: MapEntry | null,
      rest: Clauses | readonly (MapEntry | null)[],
    ): Expr {
      if ("clauses" in rest) {
        const key = head?.key ?? c.missingExpr(from + 1);
        const value = head?.value ?? c.missingExpr(from + 1);
        return { kind: "MapComp", ...c.base(from, to), key, value, ...rest };
      }
      const entries = [head, ...rest].filter((e) => e !== null);
      return { kind: "MapLit", ...c.base(from, to), entries };
    },
    entry: (from: number, to: number, key: Expr, value: Expr): MapEntry => ({
      kind: "MapEntry",
      ...c.base(from, to),
      key,
      value,
    }),
    clauses(clauses: readonly CompClause[], condition: Expr | null): Clauses {
      if (clauses.length <= NESTING_LIMIT) return { clauses, condition };
      const { start, end } = clauses[NESTING_LIMIT];
      const message = `more than ${NESTING_LIMIT} \`for\` in one comprehension are not supported`;
      c.report("parse/unexpected-token", start, end, message, {
        help: ["use nested comprehensions or loops"],
      });
      return { clauses: clauses.slice(0, 1), condition };
    },
    clause: (from: number, to: number, pattern: Pattern, iterable: Expr): CompClause => ({
      kind: "CompClause",
      ...c.base(from, to),
      pattern,
      iterable,
    }),

    init: (from: number, to: number, name: Ident, value: Expr): FieldInit => ({
      kind: "FieldInit",
      ...c.base(from, to),
      name,
      value,
      isShorthand: false,
    }),
    shorthand: (i: number): FieldInit => ({
      kind: "FieldInit",
      ...c.base(i, i),
      name: c.ident(i),
      value: { kind: "Name", ...c.base(i, i), name: c.word(i) },
      isShorthand: true,
    }),
    baseInit: (expr: Expr) => ({ kind: "base" as const, expr }),
    structLit(
      from: number,
      to: number,
      name: Ident,
      items: readonly (FieldInit | { kind: "base"; expr: Expr })[],
    ): Expr {
      const inits: FieldInit[] = [];
      let baseExpr: Expr | null = null;
      for (const item of items) {
        if (item.kind === "base") {
          if (baseExpr !== null) baseNotLast(c, baseExpr);
          baseExpr = item.expr;
        } else {
          if (baseExpr !== null) baseNotLast(c, baseExpr);
          inits.push(item);
        }
      }
      return { kind: "StructLit", ...c.base(from, to), name, inits, base: baseExpr };
    },
  };
}

/** `if`, `match`, `loop` and inline functions. */
function controlFactories(c: FactoryContext) {
  return {
    branch: (from: number, to: number, condition: Expr, then: Block): Branch => ({
      start: c.start(from),
      end: c.end(to),
      condition,
      then,
    }),
    ifExpr(
      from: number,
      to: number,
      condition: Expr,
      then: Block,
      branches: readonly Branch[],
      last: Block | null,
    ): Expr {
      let otherwise: Block | IfExpr | null = last;
      if (branches.length > CHAIN_LIMIT) {
        const { start } = branches[CHAIN_LIMIT];
        const message = `more than ${CHAIN_LIMIT} branches of one \`if\` are not supported`;
        c.report("parse/unexpected-token", start, start + 2, message, { help: ["use `match` or a map"] });
        branches = [];
      }
      const end = c.end(to);
      for (let i = branches.length - 1; i >= 0; i--) {
        const { start, condition, then } = branches[i];
        otherwise = { kind: "IfExpr", id: c.id(), start, end, condition, then, otherwise };
      }
      return { kind: "IfExpr", ...c.base(from, to), condition, then, otherwise };
    },
    matchExpr: (from: number, to: number, scrutinee: Expr, arms: readonly MatchArm[]): Expr => ({
      kind: "MatchExpr",
      ...c.base(from, to),
      scrutinee,
      arms,
    }),
    arm: (
      from: number,
      to: number,
      pattern: Pattern,
      guard: Expr | null,
      body: MatchArm["body"],
    ): MatchArm => ({
      kind: "MatchArm",
      ...c.base(from, to),
      pattern,
      guard,
      body,
    }),
    loopExpr: (from: number, to: number, label: Ident | null, body: Block): Expr => ({
      kind: "LoopExpr",
      ...c.base(from, to),
      label,
      body,
    }),
    fnExpr(
      from: number,
      to: number,
      async: string | null,
      signature: { params: readonly Param[]; result: TypeNode | null },
      body: Block | Expr,
    ): Expr {
      return { kind: "FnExpr", ...c.base(from, to), isAsync: async !== null, ...signature, body };
    },
  };
}

function checkedArgs(c: FactoryContext, args: readonly Arg[]): readonly Arg[] {
  let named: Arg | null = null;
  for (const arg of args) {
    if (arg.name !== null) named = arg;
    else if (named !== null && arg.value.kind !== "ErrorExpr") {
      c.report(
        "parse/positional-after-named",
        arg.start,
        arg.end,
        "a positional argument stands after a named one",
        {
          labels: [{ span: { file: c.file, start: named.start, end: named.end }, text: "named here" }],
          help: ["put positional arguments first, or name this one too"],
        },
      );
      break;
    }
  }
  return args;
}

function baseNotLast(c: FactoryContext, expr: Expr): void {
  c.report(
    "parse/unexpected-token",
    expr.start,
    expr.end,
    "`..` stands last in a struct literal, and once",
    {
      help: ["move it behind the fields"],
    },
  );
}

function applySuffix(c: FactoryContext, object: Expr, suffix: Suffix): Expr {
  const at = { id: c.nextId++, start: object.start, end: c.end(suffix.to) };
  switch (suffix.kind) {
    case "call":
      return { kind: "Call", ...at, callee: object, args: suffix.args };
    case "typed": {
      const { name, args } = suffix;
      const callee: Expr = {
        kind: "Member",
        id: c.nextId++,
        start: object.start,
        end: name.end,
        object,
        name,
        isOptional: false,
      };
      return { kind: "Call", ...at, callee, args };
    }
    case "index":
      return { kind: "Index", ...at, object, index: suffix.index };
    case "member":
      return { kind: "Member", ...at, object, name: suffix.name, isOptional: suffix.isOptional };
    case "tupleIndex":
      return { kind: "TupleIndex", ...at, object, index: suffix.index, isOptional: suffix.isOptional };
    case "await":
      return { kind: "Await", ...at, operand: object };
    case "try":
      return { kind: "Try", ...at, operand: object };
  }
}
