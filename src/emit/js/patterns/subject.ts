/** What a pattern is held against: JavaScript code for a value that may be mentioned any number of times. */
import type { Pattern } from "../../../syntax/ast.ts";
import type { VariableSymbol } from "../../../types/symbol.ts";
import { ANY, type Type } from "../../../types/type.ts";
import { argumentsOf, substitute } from "../../../types/substitute.ts";
import { quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { box, element, isInt, isRaw } from "../forms.ts";
import { floatText, intText } from "../expressions/literals.ts";

export interface Subject {
  readonly code: string;
  readonly type: Type;
  readonly isRaw: boolean;
  /** The value of an expression, not one read out of a container. */
  readonly isWhole?: boolean;
  /** The items of a tuple literal, which is never made. */
  readonly parts?: readonly Subject[];
}

/** JavaScript conditions that all hold when `pattern` matches; none when it always does. */
export function patternTests(e: Emitter, pattern: Pattern, subject: Subject): string[] {
  switch (pattern.kind) {
    case "WildcardPattern":
      return [];
    case "NamePattern":
      return e.module.symbols[pattern.id]?.kind === "variant" ? variantTests(e, pattern, subject) : [];
    case "LiteralPattern":
      return [literalTest(e, pattern, subject)];
    case "RangePattern":
      return rangeTest(e, pattern, subject);
    case "VariantPattern":
      return variantTests(e, pattern, subject);
    case "TuplePattern":
      return tupleTests(e, pattern, subject);
    case "OrPattern": {
      const alternatives = pattern.alternatives.map((alternative) => patternTests(e, alternative, subject));
      if (alternatives.some((tests) => tests.length === 0)) return [];
      return [`(${alternatives.map((tests) => tests.join(" && ")).join(" || ")})`];
    }
  }
}

function isNullable(type: Type): boolean {
  return type.kind === "nullable" || type.kind === "any";
}

function literalTest(e: Emitter, pattern: Pattern & { kind: "LiteralPattern" }, subject: Subject): string {
  const { value, literal } = pattern;
  const { code, type } = subject;
  const inner = type.kind === "nullable" ? type.inner : type;
  switch (literal) {
    case "Null":
      return `${code} === null`;
    case "Bool":
    case "Str":
      return `${code} === ${typeof value === "string" ? quote(value) : value}`;
    case "Bytes": {
      const bytes = [...value as Uint8Array].join(", ");
      return `${e.runtime("equals")}(${code}, Uint8Array.of(${bytes}))`;
    }
    case "Int": {
      const text = intText(value as number | bigint);
      if (isInt(inner) || subject.isRaw) return `${code} ${subject.isRaw ? "==" : "==="} ${text}`;
      return `${e.runtime("equals")}(${code}, ${text})`;
    }
    case "Float": {
      const text = floatText(value as number);
      if (subject.isRaw) return `${code} === ${text}`;
      if (isInt(inner)) return `${code} == ${text}`;
      return `${e.runtime("equals")}(${code}, ${box(e, text, inner)})`;
    }
  }
}

function rangeTest(e: Emitter, pattern: Pattern & { kind: "RangePattern" }, subject: Subject): string[] {
  if (subject.isRaw) return ["false"];
  const { code, type } = subject;
  const bounds = [
    `${code} >= ${intText(pattern.from)}`,
    `${code} ${pattern.isInclusive ? "<=" : "<"} ${intText(pattern.to)}`,
  ];
  if (isInt(type)) return bounds;
  return [`${e.runtime("isInt")}(${code})`, ...bounds];
}

function variantTests(
  e: Emitter,
  pattern: Pattern & { kind: "VariantPattern" | "NamePattern" },
  subject: Subject,
): string[] {
  const args = pattern.kind === "VariantPattern" ? pattern.args ?? [] : [];
  const symbol = e.module.symbols[pattern.id];
  const { code, type } = subject;
  if (symbol?.kind !== "variant") {
    if (pattern.kind !== "VariantPattern") return ["false"];
    const isOk = pattern.name.name === "Ok";
    const inner = type.kind === "nullable" ? type.inner : type;
    const tests: string[] = [];
    if (inner.kind === "result") {
      if (isNullable(type)) tests.push(`${code} !== null`);
      tests.push(`${isOk ? "" : "!"}${code}.isOk`);
    } else tests.push(`${code} instanceof ${e.runtime(isOk ? "Ok" : "Err")}`);
    const payload = payloadOf(e, pattern, subject, 0);
    return args.length === 0 ? tests : [...tests, ...patternTests(e, args[0], payload)];
  }
  const owner = e.program.enumOf(symbol);
  const inner = type.kind === "nullable" ? type.inner : type;
  const tests: string[] = [];
  if (inner.kind === "enum" && inner.symbol === owner) {
    if (isNullable(type)) tests.push(`${code} !== null`);
  } else {
    tests.push(`${code} instanceof ${e.runtime("EnumValue")}`);
    if (owner) tests.push(`${code}.info === ${e.program.className(owner)}.info`);
  }
  tests.push(`${code}.tag === ${symbol.index}`);
  args.forEach((arg, index) => tests.push(...patternTests(e, arg, payloadOf(e, pattern, subject, index))));
  return tests;
}

/** The payload value at `index` of the variant that `pattern` names. */
function payloadOf(
  e: Emitter,
  pattern: Pattern & { kind: "VariantPattern" | "NamePattern" },
  subject: Subject,
  index: number,
): Subject {
  const symbol = e.module.symbols[pattern.id];
  const inner = subject.type.kind === "nullable" ? subject.type.inner : subject.type;
  if (symbol?.kind === "variant") {
    const declared = symbol.payload[index]?.type ?? ANY;
    const type = inner.kind === "enum"
      ? substitute(declared, argumentsOf(inner.symbol.typeParams, inner.args), ANY)
      : ANY;
    return { code: `${subject.code}.payload[${index}]`, type, isRaw: false };
  }
  const isOk = pattern.kind === "VariantPattern" && pattern.name.name === "Ok";
  const type = inner.kind === "result" ? (isOk ? inner.ok : inner.error) : ANY;
  return { code: `${subject.code}.value`, type, isRaw: false };
}

function tupleTests(e: Emitter, pattern: Pattern & { kind: "TuplePattern" }, subject: Subject): string[] {
  const tests: string[] = [];
  const inner = subject.type.kind === "nullable" ? subject.type.inner : subject.type;
  if (!subject.parts && !(inner.kind === "tuple" && inner.elements.length === pattern.elements.length)) {
    tests.push(
      `${subject.code} instanceof ${e.runtime("Tuple")}`,
      `${subject.code}.items.length === ${pattern.elements.length}`,
    );
  } else if (subject.type.kind === "nullable") tests.push(`${subject.code} !== null`);
  pattern.elements.forEach((element, index) =>
    tests.push(...patternTests(e, element, itemOf(subject, index)))
  );
  return tests;
}

function itemOf(subject: Subject, index: number): Subject {
  if (subject.parts) return subject.parts[index];
  const inner = subject.type.kind === "nullable" ? subject.type.inner : subject.type;
  const type = inner.kind === "tuple" ? inner.elements[index] ?? ANY : ANY;
  return { code: `${subject.code}.items[${index}]`, type, isRaw: false };
}

export interface Binding {
  readonly symbol: VariableSymbol;
  readonly name: string;
  readonly code: string;
}

/** The names that `pattern` binds, with the code of their values in the form of the variable. */
export function patternBindings(e: Emitter, pattern: Pattern, subject: Subject): Binding[] {
  switch (pattern.kind) {
    case "NamePattern": {
      const symbol = e.module.symbols[pattern.id];
      if (symbol?.kind !== "variable") return [];
      const raw = isRaw(symbol.type);
      let code = subject.code;
      if (!subject.isRaw && (raw || !subject.isWhole)) code = element(e, code, symbol.type, pattern);
      else if (!raw && subject.isRaw) code = box(e, code, subject.type);
      return [{ symbol, name: pattern.name, code }];
    }
    case "VariantPattern":
      return (pattern.args ?? []).flatMap((arg, index) =>
        patternBindings(e, arg, payloadOf(e, pattern, subject, index))
      );
    case "TuplePattern":
      return pattern.elements.flatMap((element, index) =>
        patternBindings(e, element, itemOf(subject, index))
      );
    default:
      return [];
  }
}
