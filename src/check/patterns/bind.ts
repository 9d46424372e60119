/**
 * Checks a pattern against the static type of what it takes apart, and gives the names that it binds. Every pattern/*
 * code comes from here, except for what needs several arms (coverage.ts).
 */
import { changeTo, fix } from "../../diagnostics/fix.ts";
import {
  diagnostic,
  type DiagnosticExtras,
  type Fix,
  type SourceFile,
} from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type {
  NamePattern,
  NodeBase,
  Pattern,
  RangePattern,
  TuplePattern,
  VariantPattern,
} from "../../syntax/ast.ts";
import type { Diagnostic, Severity } from "../../diagnostics/diagnostic.ts";
import { printType } from "../../types/print_type.ts";
import { withArticle } from "../../types/with_article.ts";
import { withoutNull } from "../../types/properties.ts";
import type { EnumSymbol, VariantSymbol } from "../../types/symbol.ts";
import { ANY, type EnumType, ERROR, type Type } from "../../types/type.ts";
import { isVariantName, literalMayMatch } from "./cells.ts";
import { payloadTypes } from "./constructors.ts";

/** `match` and `let` take every pattern; `for` (and comprehensions) names, `_` and tuples of those. */
export type PatternMode = "match" | "let" | "for";

/** What patterns need of the checker. */
export interface PatternHost {
  readonly file: SourceFile;
  report(diagnostic: Diagnostic): void;
  /** The enum that a program calls `name` in this scope, imports and aliases included; null for anything else. */
  enumNamed(name: string): EnumSymbol | null;
  /** Names of enums in scope, for suggestions. */
  enumNames(): Iterable<string>;
  /** A name is bound; the host makes the variable and its symbol. */
  declare(node: NamePattern, type: Type): void;
  /** What a NamePattern or VariantPattern means when it names a variant. */
  setVariant(nodeId: number, variant: VariantSymbol): void;
}

export interface Binding {
  readonly node: NamePattern;
  readonly name: string;
  readonly type: Type;
}

/** Binds `pattern` to a value of type `type`: reports what is wrong with it, declares its names, and gives them in order. */
export function bindPattern(pattern: Pattern, type: Type, mode: PatternMode, host: PatternHost): Binding[] {
  const binder = new PatternBinder(mode, host);
  binder.bind(pattern, type);
  // The same pattern may be bound again when more is known of the type.
  if (binder.hasErrors) faulty.add(pattern);
  else faulty.delete(pattern);
  return binder.bindings;
}

const faulty = new WeakSet<Pattern>();

/** Whether errors were reported in the pattern when it was bound last: nothing is to be concluded from it. */
export const isFaulty = (pattern: Pattern): boolean => faulty.has(pattern);

const KIND_NAMES = {
  Int: "an `Int`",
  Float: "a `Float`",
  Str: "a `Str`",
  Bytes: "`Bytes`",
  Bool: "a `Bool`",
  Null: "`null`",
};

class PatternBinder {
  readonly bindings: Binding[] = [];
  hasErrors = false;
  readonly #mode: PatternMode;
  readonly #host: PatternHost;
  readonly #first = new Map<string, NamePattern>();
  /** How many `|` are open, and whether a name in the outermost was reported: one report is enough. */
  #alternatives = 0;
  #isOrReported = false;

  constructor(mode: PatternMode, host: PatternHost) {
    this.#mode = mode;
    this.#host = host;
  }

  bind(pattern: Pattern, type: Type): void {
    if (this.#mode === "for" && isRefutable(pattern)) return this.#refutableInFor(pattern);
    switch (pattern.kind) {
      case "WildcardPattern":
        return;
      case "NamePattern":
        if (this.#mode === "match" && isVariantName(pattern.name)) this.#bareVariant(pattern, type);
        else this.#name(pattern, type);
        return;
      case "LiteralPattern":
        if (!literalMayMatch(pattern, type)) this.#neverMatches(pattern, KIND_NAMES[pattern.literal], type);
        return;
      case "RangePattern":
        return this.#range(pattern, type);
      case "TuplePattern":
        return this.#tuple(pattern, type);
      case "VariantPattern":
        return this.#variant(pattern, type);
      case "OrPattern":
        if (this.#alternatives++ === 0) this.#isOrReported = false;
        for (const alternative of pattern.alternatives) this.bind(alternative, type);
        this.#alternatives--;
    }
  }

  #name(pattern: NamePattern, type: Type): void {
    if (pattern.name === "") return;
    const first = this.#first.get(pattern.name);
    if (this.#alternatives > 0) {
      if (!this.#isOrReported) this.#nameInAlternative(pattern);
      this.#isOrReported = true;
    } else if (first !== undefined) {
      this.#error("pattern/duplicate-name", pattern, `\`${pattern.name}\` is bound twice in this pattern`, {
        label: "bound again here",
        labels: [{ span: this.#span(first), text: "bound here first" }],
        help: [`give one of them another name, or compare in a guard: \`if ${pattern.name} == other\``],
      });
    } else {
      this.#first.set(pattern.name, pattern);
    }
    this.#host.declare(pattern, type);
    if (first === undefined) this.bindings.push({ node: pattern, name: pattern.name, type });
  }

  #nameInAlternative(pattern: NamePattern): void {
    this.#error("pattern/or-binding", pattern, `\`${pattern.name}\` cannot be bound inside \`|\``, {
      label: "alternatives may not bind names",
      help: ["write `_` here, or give each alternative its own arm"],
      fixes: [fix("write `_`", this.#span(pattern), "_")],
    });
  }

  #range(pattern: RangePattern, type: Type): void {
    const inner = withoutNull(type);
    const isEmpty = pattern.isInclusive ? pattern.from > pattern.to : pattern.from >= pattern.to;
    if (isEmpty) {
      this.#warn(pattern, "this range is empty, so the pattern can never match", "no Int lies in it", []);
    } else if (
      inner.kind !== "any" && inner.kind !== "param" && inner.kind !== "never" && !isPrimitive(inner, "Int")
    ) {
      this.#neverMatches(pattern, "an `Int` range", type);
    }
  }

  #tuple(pattern: TuplePattern, type: Type): void {
    const inner = withoutNull(type);
    const { length } = pattern.elements;
    if (inner.kind === "tuple" && inner.elements.length === length) {
      pattern.elements.forEach((element, i) => this.bind(element, inner.elements[i]!));
      return;
    }
    if (inner.kind === "tuple") {
      const has = inner.elements.length;
      this.#error(
        "pattern/arity",
        pattern,
        `expected ${counted(has, "sub-pattern")} for \`${printType(inner)}\`, found ${length}`,
        {
          label: `the tuple has ${counted(has, "element")}`,
          help: [`write \`${tupleText(has)}\`, with a pattern for each element`],
        },
      );
    } else if (inner.kind !== "any" && inner.kind !== "never") {
      this.#neverMatches(pattern, "a tuple", type);
    }
    const part = inner.kind === "any" && !inner.isError ? ANY : ERROR;
    for (const element of pattern.elements) this.bind(element, part);
  }

  #variant(pattern: VariantPattern, type: Type): void {
    const { name } = pattern.name;
    if (pattern.enumName === null && (name === "Ok" || name === "Err")) return this.#result(pattern, type);
    const variant = pattern.enumName === null
      ? this.#variantOfScrutinee(name, pattern.name, type, pattern.args !== null)
      : this.#variantOfEnum(pattern, pattern.enumName.name);
    if (variant === null) return this.#bindParts(pattern.args ?? [], null);
    this.#host.setVariant(pattern.id, variant);
    this.#payload(pattern, variant, pattern.args, type);
  }

  #bareVariant(pattern: NamePattern, type: Type): void {
    if (pattern.name === "Ok" || pattern.name === "Err") {
      this.#error("pattern/arity", pattern, `\`${pattern.name}\` needs a sub-pattern`, {
        help: [`write \`${pattern.name}(_)\`, or \`${pattern.name}(value)\` to bind what it holds`],
      });
      return;
    }
    const variant = this.#variantOfScrutinee(pattern.name, pattern, type, false);
    if (variant === null) return;
    this.#host.setVariant(pattern.id, variant);
    this.#payload(pattern, variant, null, type);
  }

  #result(pattern: VariantPattern, type: Type): void {
    const args = pattern.args ?? [];
    const { name } = pattern.name;
    if (args.length > 1 || pattern.args === null) {
      this.#error("pattern/arity", pattern, `\`${name}\` takes one sub-pattern, found ${args.length}`, {
        help: [
          args.length > 1 ? `match several values as a tuple: \`${name}((a, b))\`` : `write \`${name}(_)\``,
        ],
      });
      return this.#bindParts(args, null);
    }
    const inner = withoutNull(type);
    if (inner.kind === "result") return this.#bindParts(args, [name === "Ok" ? inner.ok : inner.error]);
    if (inner.kind !== "any" && inner.kind !== "never") {
      this.#neverMatches(pattern, "a `Result`", type);
      return this.#bindParts(args, null);
    }
    this.#bindParts(args, [inner.kind === "any" ? inner : ANY]);
  }

  /** Sub-patterns against their types; null when those are unknown because of an error. */
  #bindParts(args: readonly Pattern[], types: readonly Type[] | null): void {
    args.forEach((arg, i) => this.bind(arg, types?.[i] ?? ERROR));
  }

  #payload(node: NodeBase, variant: VariantSymbol, args: readonly Pattern[] | null, type: Type): void {
    const given = args ?? [];
    const wanted = variant.payload.length;
    const inner = withoutNull(type);
    const isOfType = inner.kind === "enum" && inner.symbol.variants.includes(variant);
    if (given.length !== wanted) {
      const pattern = wanted === 0
        ? variant.name
        : `${variant.name}(${variant.payload.map((p) => p.name).join(", ")})`;
      this.#error(
        "pattern/arity",
        node,
        `\`${variant.name}\` has ${counted(wanted, "payload value")}, found ${
          counted(given.length, "sub-pattern")
        }`,
        {
          label: `expected ${counted(wanted, "sub-pattern")}`,
          help: [`write \`${pattern}\`${wanted === 0 ? "" : ", with `_` for what does not matter"}`],
          fixes: this.#arityFix(node, args, wanted),
        },
      );
      return this.#bindParts(given, isOfType ? payloadTypes(variant, inner as EnumType) : null);
    }
    if (!isOfType && inner.kind !== "any" && inner.kind !== "never") {
      this.#neverMatches(node, `\`${variant.name}\``, type);
      return this.#bindParts(given, null);
    }
    const unknown = inner.kind === "any" ? inner : ANY;
    this.#bindParts(
      given,
      isOfType ? payloadTypes(variant, inner as EnumType) : variant.payload.map(() => unknown),
    );
  }

  /** `_` for each value that has no sub-pattern; no parentheses where there is no payload. */
  #arityFix(node: NodeBase, args: readonly Pattern[] | null, wanted: number): Fix[] {
    const given = args?.length ?? 0;
    const rest = new Array(Math.max(0, wanted - given)).fill("_").join(", ");
    const last = args?.at(-1);
    if (wanted > given && last) {
      return [
        fix("add `_` for the others", this.#span({ ...node, start: last.end, end: last.end }), `, ${rest}`),
      ];
    }
    if (wanted > given && args === null) {
      return [fix("add `_` for the payload", this.#span({ ...node, start: node.end }), `(${rest})`)];
    }
    return [];
  }

  /** A bare variant name: it belongs to the static enum type of what is matched. */
  #variantOfScrutinee(name: string, node: NodeBase, type: Type, isCall: boolean): VariantSymbol | null {
    const inner = withoutNull(type);
    if (name === "" || (inner.kind === "any" && inner.isError)) return null;
    const found = inner.kind === "enum"
      ? inner.symbol.variants.find((variant) => variant.name === name)
      : undefined;
    if (found !== undefined && isVariantName(name)) return found;
    const help = this.#helpForVariant(name, inner, found !== undefined, isCall);
    const message = found !== undefined
      ? `a variant in lower case is written with its enum`
      : inner.kind === "enum"
      ? `\`${inner.symbol.name}\` has no variant \`${name}\``
      : inner.kind === "any"
      ? `the enum of \`${name}\` is not known here, because the matched value is \`Any\``
      : `\`${name}\` is no variant: the matched value is ${withArticle(type)}`;
    const names = inner.kind === "enum" ? inner.symbol.variants.map((variant) => variant.name) : [];
    const fixes = found !== undefined && inner.kind === "enum"
      ? changeTo(this.#span(node), `${inner.symbol.name}.${name}`)
      : changeTo(this.#span(node), didYouMean(name, names));
    this.#error("pattern/unknown-variant", node, message, { help, fixes });
    return null;
  }

  #helpForVariant(name: string, type: Type, isLowerCase: boolean, isCall: boolean): string[] {
    const ending = isCall ? "(…)" : "";
    if (type.kind === "enum") {
      if (isLowerCase) return [`write \`${type.symbol.name}.${name}${ending}\``];
      const close = didYouMean(name, type.symbol.variants.map((variant) => variant.name));
      if (close !== null) return [`did you mean \`${close}\`?`];
    }
    for (const enumName of this.#host.enumNames()) {
      const symbol = this.#host.enumNamed(enumName);
      if (symbol?.variants.some((variant) => variant.name === name)) {
        return [`write it with its enum: \`${enumName}.${name}${ending}\``];
      }
    }
    if (isCall) return type.kind === "enum" ? [listVariants(type.symbol)] : [];
    const help = "a name that starts in upper case never binds; to compare with a constant write " +
      `\`x if x == ${name}\``;
    return type.kind === "enum" ? [listVariants(type.symbol), help] : [help];
  }

  #variantOfEnum(pattern: VariantPattern, enumName: string): VariantSymbol | null {
    const { name } = pattern.name;
    if (enumName === "" || name === "") return null;
    const symbol = this.#host.enumNamed(enumName);
    if (symbol === null) {
      const close = didYouMean(enumName, this.#host.enumNames());
      this.#error("pattern/unknown-variant", pattern.enumName!, `\`${enumName}\` is not an enum`, {
        help: close === null ? [] : [`did you mean \`${close}\`?`],
        fixes: changeTo(this.#span(pattern.enumName!), close),
      });
      return null;
    }
    const found = symbol.variants.find((variant) => variant.name === name);
    if (found !== undefined) return found;
    const close = didYouMean(name, symbol.variants.map((variant) => variant.name));
    this.#error("pattern/unknown-variant", pattern.name, `\`${enumName}\` has no variant \`${name}\``, {
      help: [close === null ? listVariants(symbol) : `did you mean \`${close}\`?`],
      fixes: changeTo(this.#span(pattern.name), close),
    });
    return null;
  }

  /** In `for` and comprehensions: one error; the names inside stay known so that the body is checked. */
  #refutableInFor(pattern: Pattern): void {
    this.#error("pattern/for", pattern, "only names, `_` and tuples of those may stand in a `for`", {
      label: "this may fail to match",
      help: ["bind a name here and use `match` in the body"],
    });
    declareNames(pattern, (node) => {
      if (!this.#first.has(node.name)) this.#host.declare(node, ERROR);
      this.#first.set(node.name, node);
    });
  }

  #neverMatches(node: NodeBase, what: string, type: Type): void {
    if (type.kind === "any" || type.kind === "never") return;
    const message = `this pattern can never match: it is ${what}, the value is ${withArticle(type)}`;
    this.#warn(node, message, `never matches ${withArticle(type)}`, []);
  }

  #warn(node: NodeBase, message: string, label: string, help: string[]): void {
    this.#report("warning", "pattern/never-matches", node, message, { label, help });
  }

  #error(code: string, node: NodeBase, message: string, extras: DiagnosticExtras): void {
    this.hasErrors = true;
    this.#report("error", code, node, message, extras);
  }

  #report(severity: Severity, code: string, node: NodeBase, message: string, extras: DiagnosticExtras): void {
    this.#host.report(diagnostic(severity, code, this.#span(node), message, extras));
  }

  #span(node: NodeBase) {
    return { file: this.#host.file, start: node.start, end: node.end };
  }
}

/** Whether a pattern outside of `match` may fail. */
const isRefutable = (pattern: Pattern): boolean =>
  pattern.kind !== "NamePattern" && pattern.kind !== "WildcardPattern" && pattern.kind !== "TuplePattern";

/** Calls `visit` for each name that the pattern would bind; a name inside alternatives counts too. */
function declareNames(pattern: Pattern, visit: (node: NamePattern) => void): void {
  if (pattern.kind === "NamePattern" && !isVariantName(pattern.name)) visit(pattern);
  else if (pattern.kind === "VariantPattern") pattern.args?.forEach((arg) => declareNames(arg, visit));
  else if (pattern.kind === "TuplePattern") {
    pattern.elements.forEach((element) => declareNames(element, visit));
  } else if (pattern.kind === "OrPattern") pattern.alternatives.forEach((one) => declareNames(one, visit));
}

const isPrimitive = (type: Type, name: string): boolean => type.kind === "primitive" && type.name === name;

const counted = (count: number, noun: string): string =>
  `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;

const tupleText = (length: number): string => {
  const names = Array.from({ length }, (_, i) => String.fromCharCode(97 + i % 26));
  return length === 1 ? "(a,)" : `(${names.join(", ")})`;
};

const listVariants = (symbol: EnumSymbol): string =>
  `its variants are ${symbol.variants.map((variant) => `\`${variant.name}\``).join(", ")}`;
