/** What iterating gives, and comprehensions. */
import { fix } from "../../diagnostics/fix.ts";
import type { CompClause, Expr, ListComp, MapComp } from "../../syntax/ast.ts";
import { ERROR, INT, listOf, mapOf, NULL, RANGE, STR, tupleOf, type Type } from "../../types/type.ts";
import { printType } from "../../types/print_type.ts";
import { bindPattern } from "../patterns/bind.ts";
import { type Inference, known } from "./inference.ts";
import { checkMapKey, hasOpenPlace } from "./literals.ts";
import { withArticle } from "../../types/with_article.ts";
import { reportNull } from "./mismatch.ts";
import { patternHost } from "./pattern_host.ts";

/** The type of the elements of what is iterated; reports what cannot be. */
export function elementType(at: Inference, iterable: Expr): Type {
  const type = at.infer(iterable, null);
  switch (type.kind) {
    case "any":
    case "never":
      return type;
    case "list":
      return type.element;
    case "map":
      return tupleOf([type.key, type.value]);
    case "param":
      return at.error(
        "type/opaque",
        iterable,
        `a value of the type parameter \`${type.name}\` cannot be iterated`,
        {
          label: `nothing is known of \`${type.name}\``,
          help: [`declare it as \`List<${type.name}>\``],
        },
      );
    case "instance": {
      const element = streamElement(type);
      if (element) return element;
    }
  }
  if (type === RANGE) return INT;
  if (type === STR) return STR;
  if (type.kind === "nullable" || type === NULL) {
    reportNull(at.context, iterable, type, `\`${printType(type)}\` cannot be iterated`);
    return ERROR;
  }
  return at.error("type/not-iterable", iterable, `\`${printType(type)}\` cannot be iterated`, {
    label: `this is ${withArticle(type)}`,
    help: type === INT
      ? [`write a range: \`0..${at.context.text(iterable)}\``]
      : type.kind === "tuple"
      ? ["tuples are taken apart: `let (a, b) = …`"]
      : type.kind === "result"
      ? ["take the value out first: `?`, `match` or `.unwrap_or(…)`"]
      : type.kind === "future"
      ? ["wait for it first: `.await`"]
      : ["only List, Map, Range and Str are iterated"],
    fixes: type === INT
      ? [fix("write a range", at.context.span(iterable), `0..${rangeEnd(at, iterable)}`)]
      : type.kind === "future"
      ? [fix("wait for it", at.context.span({ start: iterable.end, end: iterable.end }), ".await")]
      : [],
  });
}

/** What stands behind `..` binds tighter than most operators. */
function rangeEnd(at: Inference, expr: Expr): string {
  const text = at.context.text(expr);
  return ["IntLit", "Name", "Member", "Call", "Paren", "Index", "TupleIndex"].includes(expr.kind)
    ? text
    : `(${text})`;
}

/** Library types that are streams of messages say so with a mark. */
function streamElement(type: Type & { kind: "instance" }): Type | null {
  return type.symbol.marks?.has("stream") ? type.args[0] ?? ERROR : null;
}

function inferClauses(at: Inference, clauses: readonly CompClause[], condition: Expr | null): void {
  for (const clause of clauses) {
    const element = elementType(at, clause.iterable);
    bindPattern(clause.pattern, element, "for", patternHost(at));
  }
  if (condition) {
    at.condition(condition);
    at.env = at.env.whenTrue(condition, at.isBareField);
  }
}

function part(at: Inference, expr: Expr, expected: Type | null): Type {
  return expected === null || expected.kind === "any" || hasOpenPlace(expected)
    ? at.infer(expr, null)
    : at.store(expr, expected);
}

export function inferListComprehension(at: Inference, expr: ListComp, expected: Type | null): Type {
  const wanted = known(expected);
  const before = at.env;
  inferClauses(at, expr.clauses, expr.condition);
  const place = wanted?.kind === "list" ? wanted.element : null;
  const element = part(at, expr.element, place);
  at.env = before;
  return listOf(element);
}

export function inferMapComprehension(at: Inference, expr: MapComp, expected: Type | null): Type {
  const wanted = known(expected);
  const before = at.env;
  inferClauses(at, expr.clauses, expr.condition);
  const key = part(at, expr.key, wanted?.kind === "map" ? wanted.key : null);
  checkMapKey(at, expr.key, key);
  const value = part(at, expr.value, wanted?.kind === "map" ? wanted.value : null);
  at.env = before;
  return mapOf(key, value);
}
