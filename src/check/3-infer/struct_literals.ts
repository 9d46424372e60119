/** `Name { field: e, other, ..base }` (language.md 12.2). */
import { changeTo, fix } from "../../diagnostics/fix.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { StructLit } from "../../syntax/ast.ts";
import { fitsUnconverted } from "../../types/assignability.ts";
import { substitute } from "../../types/substitute.ts";
import type { TypeSymbol } from "../../types/symbol.ts";
import { ANY, ERROR, INFER, type InstanceType, OPEN, type Type } from "../../types/type.ts";
import { unify } from "../../types/unify.ts";
import { meant } from "../context.ts";
import { type Inference, known } from "./inference.ts";
import { hasOpenPlace } from "./literals.ts";
import { checkPrivate } from "./member_lookup.ts";
import { reportMismatch } from "./mismatch.ts";

export function inferStruct(at: Inference, expr: StructLit, expected: Type | null): Type {
  const found = typeNamed(at, expr);
  if (found === null) {
    for (const init of expr.inits) at.infer(init.value, null);
    if (expr.base) at.infer(expr.base, null);
    return ERROR;
  }
  const { symbol } = found;
  at.context.module.symbols[expr.id] = symbol;
  const open = new Set(symbol.typeParams.map((param) => param.id));
  const fixed = new Map<number, Type>();
  const wanted = known(expected);
  const given = found.args ?? (wanted?.kind === "instance" && wanted.symbol === symbol ? wanted.args : null);
  given?.forEach((arg, i) => {
    if (arg !== INFER && arg !== OPEN && !(arg.kind === "any" && found.args === null)) {
      fixed.set(symbol.typeParams[i]!.id, arg);
    }
  });
  checkBase(at, expr, symbol, open, fixed);
  const seen = new Set<string>();
  for (const init of expr.inits) {
    const name = init.name.name;
    const field = symbol.fields.get(name);
    if (!field) {
      at.infer(init.value, null);
      if (name !== "") reportUnknownField(at, expr, init.name, symbol);
      continue;
    }
    if (seen.has(name)) {
      at.error("field/duplicate", init.name, `the field \`${name}\` is given twice`, {
        label: "again here",
        help: ["leave one of them out"],
      });
    }
    seen.add(name);
    checkPrivate(at, symbol, init.name);
    const place = instantiate(field.type, open, fixed, INFER);
    const type = at.infer(init.value, place);
    unify(field.type, type, open, fixed);
    const target = hasOpenPlace(place) ? instantiate(field.type, open, fixed, ANY) : place;
    at.storeInferred(init.value, type, target);
  }
  if (!expr.base) reportMissingFields(at, expr, symbol, seen);
  return {
    kind: "instance",
    symbol,
    args: symbol.typeParams.map((param) => fixed.get(param.id) ?? ANY),
  } satisfies InstanceType;
}

function instantiate(
  type: Type,
  open: ReadonlySet<number>,
  fixed: ReadonlyMap<number, Type>,
  unfixed: Type,
): Type {
  if (open.size === 0) return type;
  const all = new Map(fixed);
  for (const id of open) if (!all.has(id)) all.set(id, unfixed);
  return substitute(type, all);
}

function typeNamed(
  at: Inference,
  expr: StructLit,
): { symbol: TypeSymbol; args: readonly Type[] | null } | null {
  const name = expr.name.name;
  if (name === "") return null;
  const symbol = at.context.names.get(name) ?? at.context.catalogue.type(name);
  if (symbol?.kind === "type" && !(symbol.module === -1 && symbol.isOpaque)) return { symbol, args: null };
  if (symbol?.kind === "alias" && symbol.target.kind === "instance") {
    return { symbol: symbol.target.symbol, args: symbol.typeParams.length === 0 ? symbol.target.args : null };
  }
  if (symbol?.kind === "alias" && symbol.target === ERROR) return null;
  if (symbol?.kind === "variable" && symbol.type.kind === "any" && at.context.imported.has(name)) return null;
  if (symbol) {
    const statics = symbol.kind === "type" ? [...symbol.methods.values()].filter((one) => one.isStatic) : [];
    at.error("name/unknown-type", expr.name, `\`${name}\` cannot be built with \`{ … }\``, {
      label: `this is ${
        symbol.kind === "enum" ? "an enum" : `a ${symbol.kind === "alias" ? "type" : symbol.kind}`
      }`,
      help: symbol.kind === "enum"
        ? [`name a variant: \`${name}.${symbol.variants[0]?.name ?? "Variant"}\``]
        : statics.length > 0
        ? [
          `its values come from ${statics.slice(0, 4).map((one) => `\`${name}.${one.name}(…)\``).join(", ")}`,
        ]
        : [],
    });
    return null;
  }
  const candidates: string[] = [];
  for (const [candidate, one] of at.context.names) {
    if (one.kind === "type" || one.kind === "alias") candidates.push(candidate);
  }
  const nearest = didYouMean(name, candidates);
  at.error("name/unknown-type", expr.name, `unknown type \`${name}\``, {
    label: "not found",
    help: nearest
      ? meant(nearest)
      : [`declare it with \`type ${name} { … }\`, or import it: \`from module import ${name}\``],
    fixes: changeTo(at.context.span(expr.name), nearest),
  });
  return null;
}

function checkBase(
  at: Inference,
  expr: StructLit,
  symbol: TypeSymbol,
  open: ReadonlySet<number>,
  fixed: Map<number, Type>,
): void {
  if (!expr.base) return;
  const type = at.infer(expr.base, null);
  const self: Type = { kind: "instance", symbol, args: symbol.typeParams };
  unify(self, type, open, fixed);
  const target = instantiate(self, open, fixed, ANY);
  if (type.kind === "any" || !fitsUnconverted(type, target)) {
    if (type.kind === "any") at.storeInferred(expr.base, type, target);
    else reportMismatch(at.context, expr.base, type, target);
  }
}

function reportUnknownField(
  at: Inference,
  expr: StructLit,
  name: StructLit["name"],
  symbol: TypeSymbol,
): void {
  const nearest = didYouMean(name.name, symbol.fields.keys());
  const fields = [...symbol.fields.keys()].slice(0, 12).map((field) => `\`${field}\``);
  at.error("field/unknown", name, `the type \`${expr.name.name}\` has no field \`${name.name}\``, {
    label: "no such field",
    help: nearest ? meant(nearest) : [fields.length > 0 ? `it has ${fields.join(", ")}` : "it has no fields"],
    fixes: changeTo(at.context.span(name), nearest),
  });
}

function reportMissingFields(
  at: Inference,
  expr: StructLit,
  symbol: TypeSymbol,
  seen: ReadonlySet<string>,
): void {
  const missing: string[] = [];
  for (const field of symbol.fields.values()) {
    if (!seen.has(field.name) && !field.hasDefault && field.type.kind !== "nullable") {
      missing.push(field.name);
    }
  }
  if (missing.length === 0) return;
  const names = missing.map((name) => `\`${name}\``);
  const list = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  at.error(
    "field/missing",
    expr.name,
    `${list} of \`${expr.name.name}\` ${names.length === 1 ? "is" : "are"} missing`,
    {
      label: `needs ${list}`,
      help: [`add ${missing.map((name) => `\`${name}: …\``).join(", ")}, or give the field a default`],
      fixes: missingFieldsFix(at, expr, symbol, missing),
    },
  );
}

/** The missing fields with the empty value of their types, when all of them have one. */
function missingFieldsFix(at: Inference, expr: StructLit, symbol: TypeSymbol, missing: readonly string[]) {
  const inits: string[] = [];
  for (const name of missing) {
    const value = emptyValue(symbol.fields.get(name)!.type);
    if (value === null || name.startsWith("_")) return [];
    inits.push(`${name}: ${value}`);
  }
  const last = expr.inits.at(-1);
  if (last) {
    // As the fields before it: on lines of their own, or beside each other.
    const { text } = at.context.file;
    const indent = /\n([ \t]*)$/.exec(text.slice(0, last.start));
    const isOnLines = indent !== null;
    const between = isOnLines ? `,\n${indent[1]}` : ", ";
    const place = at.context.span({ start: last.end, end: last.end });
    return [fix("add what is missing", place, between + inits.join(between))];
  }
  const braces = at.context.span({ start: expr.name.end, end: expr.end });
  return [fix("add what is missing", braces, ` { ${inits.join(", ")} }`)];
}

function emptyValue(type: Type): string | null {
  switch (type.kind) {
    case "list":
      return "[]";
    case "map":
      return "{}";
    case "primitive":
      return EMPTY[type.name] ?? null;
    default:
      return null;
  }
}

const EMPTY: Readonly<Partial<Record<string, string>>> = {
  Int: "0",
  Float: "0.0",
  Str: '""',
  Bool: "false",
  Bytes: 'b""',
};
