/** Node factories for patterns and types. `from` and `to` are the indexes of the first and last token. */

import type { Ident, LiteralPattern, Pattern, TypeNode } from "./ast.ts";
import type { FactoryContext } from "./factory_context.ts";
import { KIND } from "./token_kinds.ts";

export function patternFactories(c: FactoryContext) {
  const base = (from: number, to: number) => ({ id: c.nextId++, start: c.start(from), end: c.end(to) });

  /** The Int that ends at token `i`, negative when a `-` stands before it. */
  const signed = (i: number): number | bigint => {
    const value = c.tokens[i].value as number | bigint;
    if (c.tokens[i - 1]?.kind !== KIND.MINUS) return value;
    const negative = -value;
    return typeof negative === "number" ? negative + 0 : negative;
  };

  const patterns = {
    wildcard: (i: number): Pattern => ({ kind: "WildcardPattern", ...base(i, i) }),
    namePattern: (i: number): Pattern => ({ kind: "NamePattern", ...base(i, i), name: c.word(i) }),
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
      return { kind: "VariantPattern", ...base(from, to), enumName, name: second ?? first, args };
    },
    orPattern(from: number, to: number, head: Pattern, tail: readonly Pattern[]): Pattern {
      if (tail.length === 0) return head;
      return { kind: "OrPattern", ...base(from, to), alternatives: [head, ...tail] };
    },
    tuplePattern(from: number, to: number, elements: readonly Pattern[]): Pattern {
      if (elements.length === 1 && c.tokens[to - 1].kind !== KIND.COMMA) return elements[0];
      return { kind: "TuplePattern", ...base(from, to), elements };
    },
    literalPattern(from: number, to: number): Pattern {
      const { kind, value } = c.tokens[to];
      const make = (literal: LiteralPattern["literal"], v: LiteralPattern["value"]): Pattern => ({
        kind: "LiteralPattern",
        ...base(from, to),
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
        return { kind: "LiteralPattern", ...base(from, to), literal: "Int", value: signed(to) };
      }
      const first = c.tokens[from].kind === KIND.MINUS ? from + 1 : from;
      const isInclusive = c.tokens[first + 1].kind === KIND.DOT_DOT_EQ;
      return { kind: "RangePattern", ...base(from, to), from: signed(first), to: signed(to), isInclusive };
    },
  };

  const types = {
    errorType: (i: number): TypeNode => ({ kind: "ErrorTypeNode", ...base(i, i) }),
    missingType(i: number): TypeNode {
      const at = c.end(i - 1);
      return { kind: "ErrorTypeNode", id: c.id(), start: at, end: at };
    },
    nullableType: (from: number, to: number, inner: TypeNode): TypeNode => ({
      kind: "NullableTypeNode",
      ...base(from, to),
      inner,
    }),
    fnType: (from: number, to: number, params: readonly TypeNode[], result: TypeNode): TypeNode => ({
      kind: "FnTypeNode",
      ...base(from, to),
      params,
      result,
    }),
    namedType: (from: number, to: number, name: Ident, args: readonly TypeNode[] | null): TypeNode => ({
      kind: "NamedTypeNode",
      ...base(from, to),
      name,
      args: args ?? [],
    }),
    tupleType(from: number, to: number, elements: readonly TypeNode[]): TypeNode {
      if (elements.length === 1 && c.tokens[to - 1].kind !== KIND.COMMA) return elements[0];
      return { kind: "TupleTypeNode", ...base(from, to), elements };
    },
  };

  return { ...patterns, ...types };
}
