/** Node factories for patterns and types. `from` and `to` are the indexes of the first and last token. */

import type { Ident, LiteralPattern, Pattern, TypeNode } from "./ast.ts";
import type { FactoryContext } from "./factory_context.ts";
import { KIND } from "./token_kinds.ts";

export function patternFactories(c: FactoryContext) {
  return { ...matchFactories(c), ...typeNodeFactories(c) };
}

/** Patterns. */
function matchFactories(c: FactoryContext) {
  return {
    wildcard: (i: number): Pattern => ({ kind: "WildcardPattern", ...c.base(i, i) }),
    namePattern: (i: number): Pattern => ({ kind: "NamePattern", ...c.base(i, i), name: c.word(i) }),
    namePatternOf: ({ id, start, end, name }: Ident): Pattern => ({
      kind: "NamePattern",
      id,
      start,
      end,
      name,
    }),
    variantPattern(
      from: number,
      to: number,
      first: Ident,
      second: Ident | null,
      args: readonly Pattern[] | null,
    ): Pattern {
      const enumName = second === null ? null : first;
      return { kind: "VariantPattern", ...c.base(from, to), enumName, name: second ?? first, args };
    },
    orPattern(from: number, to: number, head: Pattern, tail: readonly Pattern[]): Pattern {
      if (tail.length === 0) return head;
      return { kind: "OrPattern", ...c.base(from, to), alternatives: [head, ...tail] };
    },
    tuplePattern(from: number, to: number, elements: readonly Pattern[]): Pattern {
      if (elements.length === 1 && c.tokens[to - 1].kind !== KIND.COMMA) return elements[0];
      return { kind: "TuplePattern", ...c.base(from, to), elements };
    },
    literalPattern(from: number, to: number): Pattern {
      const { kind, value } = c.tokens[to];
      const make = (literal: LiteralPattern["literal"], v: LiteralPattern["value"]): Pattern => ({
        kind: "LiteralPattern",
        ...c.base(from, to),
        literal,
        value: v,
      });
      switch (kind) {
        case KIND.STRING:
          return make("Str", value);
        case KIND.BYTES:
          return make("Bytes", value);
        case KIND.NULL:
          return make("Null", null);
        case KIND.FLOAT:
          return make("Float", from === to ? value : -(value as number));
        default:
          return make("Bool", kind === KIND.TRUE);
      }
    },
    intPattern(from: number, to: number, range: readonly unknown[] | null): Pattern {
      if (range === null) {
        return { kind: "LiteralPattern", ...c.base(from, to), literal: "Int", value: signed(c, to) };
      }
      const first = c.tokens[from].kind === KIND.MINUS ? from + 1 : from;
      const isInclusive = c.tokens[first + 1].kind === KIND.DOT_DOT_EQ;
      return {
        kind: "RangePattern",
        ...c.base(from, to),
        from: signed(c, first),
        to: signed(c, to),
        isInclusive,
      };
    },
  };
}

/** Types. */
function typeNodeFactories(c: FactoryContext) {
  return {
    errorType: (i: number): TypeNode => ({ kind: "ErrorTypeNode", ...c.base(i, i) }),
    missingType(i: number): TypeNode {
      const at = c.end(i - 1);
      return { kind: "ErrorTypeNode", id: c.id(), start: at, end: at };
    },
    nullableType: (from: number, to: number, inner: TypeNode): TypeNode => ({
      kind: "NullableTypeNode",
      ...c.base(from, to),
      inner,
    }),
    fnType: (from: number, to: number, params: readonly TypeNode[], result: TypeNode): TypeNode => ({
      kind: "FnTypeNode",
      ...c.base(from, to),
      params,
      result,
    }),
    namedType: (from: number, to: number, name: Ident, args: readonly TypeNode[] | null): TypeNode => ({
      kind: "NamedTypeNode",
      ...c.base(from, to),
      name,
      args: args ?? [],
    }),
    tupleType(from: number, to: number, elements: readonly TypeNode[]): TypeNode {
      if (elements.length === 1 && c.tokens[to - 1].kind !== KIND.COMMA) return elements[0];
      return { kind: "TupleTypeNode", ...c.base(from, to), elements };
    },
  };
}

/** The Int at token `i`, negative when a `-` stands before it. */
function signed(c: FactoryContext, i: number): number | bigint {
  const value = c.tokens[i].value as number | bigint;
  if (c.tokens[i - 1]?.kind !== KIND.MINUS) return value;
  const negative = -value;
  return typeof negative === "number" ? negative + 0 : negative;
}
