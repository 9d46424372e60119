/** `.name`, `?.name`, `.0`, `[i]` and `[a..b]`. */
import { changeTo, fix } from "../../diagnostics/fix.ts";
import type { Expr, Index, Member, RangeExpr, TupleIndex } from "../../syntax/ast.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { kindName } from "../../types/properties.ts";
import { printType } from "../../types/print_type.ts";
import { argumentsOf, substitute } from "../../types/substitute.ts";
import type { EnumSymbol, VariantSymbol } from "../../types/symbol.ts";
import {
  ANY,
  BYTES,
  type EnumType,
  ERROR,
  INT,
  NULL,
  OPEN,
  RANGE,
  STR,
  type Type,
} from "../../types/type.ts";
import { meant } from "../context.ts";
import { pathOf } from "../narrow/facts.ts";
import type { Inference } from "./inference.ts";
import { inferRange } from "./literals.ts";
import {
  checkPrivate,
  findModuleMember,
  findNamespaceMember,
  findVariant,
  receiverType,
  reportNoField,
  subject,
  warnUnchecked,
} from "./member_lookup.ts";
import { withArticle } from "../../types/with_article.ts";
import { reportMismatch, reportNull } from "./mismatch.ts";
import { symbolType } from "./symbol_type.ts";

/** Reads a member. A Result before `?.` is propagated first. */
export function inferMember(at: Inference, expr: Member): Type {
  const found = objectOf(at, expr);
  const type = readMember(at, expr, found);
  const path = type.kind === "nullable" && !at.env.isEmpty ? pathOf(expr, at.isBareField) : null;
  return path === null ? type : at.narrowed(path, type);
}

/** The type of what stands before the `.`, with `?.` taken into account. */
export function objectOf(at: Inference, expr: Member | TupleIndex): Type {
  const type = namespaceBefore(at, expr) ?? at.inferLink(expr.object);
  if (!expr.isOptional) return type;
  if (type.kind === "result") {
    at.propagate(expr, type);
    return type.ok;
  }
  at.chainIsOptional = true;
  return type;
}

/** `env.get(…)`: a name that is both a function and a namespace means the namespace before a `.`. */
function namespaceBefore(at: Inference, expr: Member | TupleIndex): Type | null {
  const object = expr.object;
  if (object.kind !== "Name") return null;
  const symbol = at.context.module.symbols[object.id];
  if (symbol?.kind !== "function" || symbol.library === null) return null;
  const namespace = at.context.catalogue.namespace(object.name);
  if (!namespace) return null;
  at.context.module.symbols[object.id] = namespace;
  const type: Type = { kind: "namespace", symbol: namespace };
  at.types[object.id] = type;
  return type;
}

function readMember(at: Inference, expr: Member, objectType: Type): Type {
  const name = expr.name;
  if (name.name === "") return ERROR;
  const type = receiverType(at, expr, objectType);
  switch (type.kind) {
    case "any":
    case "never":
      return type;
    case "instance": {
      const field = type.symbol.fields.get(name.name);
      if (!field) return reportNoField(at, expr, type);
      checkPrivate(at, type.symbol, name);
      return substitute(field.type, argumentsOf(type.symbol.typeParams, type.args), ANY);
    }
    case "module": {
      const symbol = findModuleMember(at, type.symbol.index, name);
      if (!symbol) return ERROR;
      at.context.module.symbols[expr.id] = symbol;
      at.context.module.symbols[name.id] = symbol;
      return symbolType(at, symbol);
    }
    case "namespace": {
      const symbol = findNamespaceMember(at, type.symbol, name);
      if (!symbol) return ERROR;
      at.context.module.symbols[expr.id] = symbol;
      at.context.module.symbols[name.id] = symbol;
      return symbolType(at, symbol);
    }
    case "typename":
      return typeMember(at, expr, type.symbol);
    default:
      return declaredField(at, name.name, type) ?? reportNoField(at, expr, type);
  }
}

/** A field that the library declares for values of a kind. */
function declaredField(at: Inference, name: string, type: Type): Type | null {
  const kind = kindName(type);
  const declared = kind === null ? undefined : at.context.catalogue.type(kind);
  return (declared?.kind === "type" && declared.fields.get(name)?.type) || null;
}

function typeMember(at: Inference, expr: Member, symbol: (Type & { kind: "typename" })["symbol"]): Type {
  const name = expr.name;
  if (symbol.kind === "enum") {
    const variant = findVariant(symbol, name.name);
    if (!variant) return reportNoVariant(at, expr, symbol);
    at.context.module.symbols[expr.id] = variant;
    at.context.module.symbols[name.id] = variant;
    if (variant.payload.length > 0) {
      const fields = variant.payload.map((field) => field.name).join(", ");
      at.error("call/argument-count", expr, `the variant \`${name.name}\` needs its payload`, {
        label: "not called",
        help: [`write \`${symbol.name}.${name.name}(${fields})\``],
      });
    }
    return enumValueType(symbol);
  }
  const method = symbol.methods.get(name.name);
  if (method) {
    return at.error("field/unknown", name, `the method \`${name.name}\` is not a value`, {
      label: "a method",
      help: [
        `call it: \`${symbol.name}.${name.name}(…)\`, or wrap it: \`fn() => ${symbol.name}.${name.name}()\``,
      ],
    });
  }
  if (symbol.fields.has(name.name)) {
    return at.error(
      "field/unknown",
      name,
      `\`${name.name}\` is a field of the values of \`${symbol.name}\`, not of the type`,
      {
        label: "read from the type",
        help: ["read it from a value of the type"],
      },
    );
  }
  const statics = [...symbol.methods.values()].filter((one) => one.isStatic).map((one) => one.name);
  return at.error("field/unknown", name, `the type \`${symbol.name}\` has no member \`${name.name}\``, {
    label: "not found",
    help: meant(didYouMean(name.name, statics)),
    fixes: changeTo(at.context.span(name), didYouMean(name.name, statics)),
  });
}

/** A value of an enum whose type arguments are not fixed by anything yet. */
function enumValueType(symbol: EnumSymbol): EnumType {
  return { kind: "enum", symbol, args: symbol.typeParams.map(() => OPEN) };
}

export function reportNoVariant(at: Inference, expr: Member, symbol: EnumSymbol): Type {
  const names = symbol.variants.map((variant: VariantSymbol) => variant.name);
  const nearest = didYouMean(expr.name.name, names);
  return at.error(
    "field/unknown",
    expr.name,
    `the enum \`${symbol.name}\` has no variant \`${expr.name.name}\``,
    {
      label: "no such variant",
      help: nearest ? meant(nearest) : [`its variants are ${names.map((name) => `\`${name}\``).join(", ")}`],
      fixes: changeTo(at.context.span(expr.name), nearest),
    },
  );
}

export function inferTupleIndex(at: Inference, expr: TupleIndex): Type {
  let type = objectOf(at, expr);
  if (type.kind === "nullable") {
    if (!expr.isOptional) {
      warnUnchecked(at, expr.object, { start: expr.object.end, end: expr.end }, type, `.${expr.index}`);
    }
    type = type.inner;
  }
  if (type.kind === "any" || type.kind === "never") return type;
  if (type.kind !== "tuple") {
    if (type === NULL) {
      reportNull(at.context, expr.object, type, `\`null\` has no \`.${expr.index}\``);
      return ERROR;
    }
    const where = { start: expr.object.end, end: expr.end };
    return at.error(
      type.kind === "param" ? "type/opaque" : "field/no-fields",
      where,
      `${subject(type)} has no \`.${expr.index}\``,
      {
        label: "not a tuple",
        help: type.kind === "list" ? [`write \`[${expr.index}]\``] : [],
        fixes: type.kind === "list" ? changeTo(at.context.span(where), `[${expr.index}]`) : [],
      },
    );
  }
  const element = type.elements[expr.index];
  if (element) return element;
  const count = type.elements.length;
  return at.error(
    "type/index",
    { start: expr.object.end, end: expr.end },
    `\`${printType(type)}\` has no element \`.${expr.index}\``,
    {
      label: "out of range",
      help: [count === 0 ? "the tuple is empty" : `its elements are \`.0\` to \`.${count - 1}\``],
    },
  );
}

export function inferIndex(at: Inference, expr: Index): Type {
  let type = at.inferLink(expr.object);
  const range = expr.index.kind === "RangeExpr" ? expr.index : null;
  if (type.kind === "nullable") {
    warnUnchecked(at, expr.object, { start: expr.object.end, end: expr.end }, type, "[…]");
    type = type.inner;
  }
  if (range) return inferSlice(at, expr, type, range);
  const index = at.infer(expr.index, type.kind === "map" ? type.key : null);
  switch (type.kind) {
    case "any":
    case "never":
      return type;
    case "list":
      return checkPosition(at, expr.index, index) ? type : type.element;
    case "map":
      at.storeInferred(expr.index, index, type.key, "type/index");
      return type.value;
  }
  if (type === STR) {
    checkPosition(at, expr.index, index);
    return STR;
  }
  if (type === BYTES && index === RANGE) return type;
  if (type.kind === "instance" && type.symbol.marks?.has("indexed")) {
    at.storeInferred(expr.index, index, STR, "type/index");
    return ANY;
  }
  return reportNotIndexable(at, expr, type);
}

/** An index of a list or text; true when it is a Range, which makes a slice. */
function checkPosition(at: Inference, expr: Expr, type: Type): boolean {
  if (type === RANGE) return true;
  if (type === INT || type.kind === "any" || type.kind === "never") return false;
  reportMismatch(at.context, expr, type, INT, "type/index");
  return false;
}

function inferSlice(at: Inference, expr: Index, type: Type, range: RangeExpr): Type {
  at.types[range.id] = inferRange(at, range);
  if (
    type.kind === "any" || type.kind === "never" || type.kind === "list" || type === STR || type === BYTES
  ) {
    return type;
  }
  if (type.kind === "map") {
    reportMismatch(at.context, range, RANGE, type.key, "type/index");
    return type.value;
  }
  return reportNotIndexable(at, expr, type);
}

function reportNotIndexable(at: Inference, expr: Index, type: Type): Type {
  if (type === NULL) {
    reportNull(at.context, expr.object, type, "`null` cannot be indexed");
    return ERROR;
  }
  if (type.kind === "param") {
    return at.error(
      "type/opaque",
      expr.object,
      `a value of the type parameter \`${type.name}\` cannot be indexed`,
      {
        label: `nothing is known of \`${type.name}\``,
        help: [`declare it as \`List<${type.name}>\``],
      },
    );
  }
  const position = type.kind === "tuple" && expr.index.kind === "IntLit" ? String(expr.index.value) : null;
  return at.error("type/not-indexable", expr.object, `\`${printType(type)}\` cannot be indexed`, {
    label: `this is ${withArticle(type)}`,
    help: type.kind === "tuple"
      ? ["tuple elements are read with `.0`, `.1`, …"]
      : type === BYTES
      ? ["bytes are sliced: `b[a..b]`; single ones come from `.to_list()`"]
      : type === RANGE
      ? ["make a list of it first: `(a..b).to_list()`"]
      : type.kind === "instance"
      ? ["fields are read with `.name`"]
      : type.kind === "result"
      ? ["take the value out first: `?`, `match` or `.unwrap_or(…)`"]
      : type.kind === "future"
      ? ["wait for it first: `.await`"]
      : ["only List, Map and Str are indexed"],
    fixes: position === null ? [] : [
      fix(
        `write \`.${position}\``,
        at.context.span({ start: expr.object.end, end: expr.end }),
        `.${position}`,
      ),
    ],
  });
}
