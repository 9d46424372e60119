/** `.name`, `.0`, and the null-safe chains of `?.`. */
import type { Expr, Member, TupleIndex } from "../../../syntax/ast.ts";
import type { Symbol } from "../../../types/symbol.ts";
import type { Type } from "../../../types/type.ts";
import { bare, isAtom, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { element, isRaw, unbox } from "../forms.ts";
import { moduleValue, symbolValue } from "./names.ts";
import { propertyName } from "../../../syntax/property_name.ts";
import { propagate } from "./propagate.ts";

/** The next node down a postfix chain; null where the chain begins. */
function below(node: Expr): Expr | null {
  switch (node.kind) {
    case "Member":
    case "TupleIndex":
    case "Index":
      return node.object;
    case "Call":
      return node.callee;
    case "Await":
    case "Try":
      return node.operand;
    default:
      return null;
  }
}

/** Whether a `?.` that tests for null stands in the chain that ends with `node`. */
export function hasNullSafeLink(e: Emitter, node: Expr): boolean {
  for (let at: Expr | null = node; at; at = below(at)) {
    if (
      (at.kind === "Member" || at.kind === "TupleIndex") && at.isOptional && !isResult(e.placeOf(at.object))
    ) return true;
  }
  return false;
}

function isResult(type: Type): boolean {
  return type.kind === "result";
}

/** Emits the whole chain that ends with `node`: null as soon as the left side of a `?.` is. */
export function nullSafeChain(e: Emitter, node: Expr, emit: () => string): string {
  const outer = e.chain;
  const raw = isRaw(e.typeOf(node));
  if (!e.facts.needsStatements(node)) {
    const guards: string[] = [];
    e.chain = { guards, result: null };
    const code = emit();
    e.chain = outer;
    return `(${guards.map((guard) => `${guard} ? null : `).join("")}${bare(code)})`;
  }
  const result = e.temporaryName();
  e.line(`let ${result} = null;`);
  const depth = e.depth;
  e.chain = { guards: [], result };
  const code = emit();
  e.chain = outer;
  e.line(`${result} = ${bare(code)};`);
  while (e.depth > depth) e.close();
  return raw ? result : result;
}

/** The object of a member access, call or index; for `?.` it is tested for null first. */
export function objectOf(e: Emitter, object: Expr, isOptional: boolean): string {
  const code = e.chained(object);
  if (!isOptional || !e.chain) return code;
  if (e.chain.result === null) {
    const name = e.hoistedTemporary();
    e.chain.guards.push(`(${name} = ${bare(code)}) === null`);
    return name;
  }
  const name = e.hold(code);
  e.open(`if (${name} !== null) {`);
  return name;
}

/** The type of an object once it is known not to be null. */
export function withoutNull(type: Type): Type {
  return type.kind === "nullable" ? type.inner : type;
}

/** `code` made to fail with `run/null-access` when it is null and the static type allows that. */
export function notNull(
  e: Emitter,
  code: string,
  type: Type,
  isTested: boolean,
  what: string,
  node: Expr,
): string {
  if (type.kind !== "nullable" || isTested) return code;
  return `(${code} ?? ${e.at(node)}${e.runtime("nullAccess")}(${quote(what)}))`;
}

export function member(e: Emitter, node: Member): string {
  const name = node.name.name;
  const type = e.placeOf(node.object);
  if (node.isOptional && isResult(type)) return ofResult(e, node, name);
  if (type.kind === "typename" || type.kind === "module" || type.kind === "namespace") {
    const found = memberSymbol(e, type, name);
    if (found) return memberValue(e, found, node);
  }
  const inner = withoutNull(type);
  const object = objectOf(e, node.object, node.isOptional);
  return field(e, node, object, inner, type.kind === "nullable" && !node.isOptional, name);
}

function field(e: Emitter, node: Expr, object: string, type: Type, mayBeNull: boolean, name: string): string {
  if (type.kind === "instance" && type.symbol.fields.has(name)) {
    const safe = mayBeNull
      ? `(${object} ?? ${e.at(node)}${e.runtime("nullAccess")}(${quote(name)}))`
      : object;
    const code = `${safe}.${propertyName(name)}`;
    const declared = type.symbol.fields.get(name)!.type;
    return isRaw(e.typeOf(node)) && !isRaw(declared) ? unbox(e, code, e.typeOf(node)) : code;
  }
  return `${e.at(node)}${e.runtime("getField")}(${bare(object)}, ${quote(name)})`;
}

/** `a?.name` of a Result: `(a?).name`. */
function ofResult(e: Emitter, node: Member, name: string): string {
  const type = e.placeOf(node.object);
  const value = propagate(e, node.object, node);
  const inner = type.kind === "result" ? type.ok : type;
  return field(e, node, value, withoutNull(inner), inner.kind === "nullable", name);
}

/** The member of a type, module or namespace. */
export function memberSymbol(e: Emitter, type: Type, name: string): Symbol | undefined {
  switch (type.kind) {
    case "typename":
      return type.symbol.kind === "enum"
        ? type.symbol.variants.find((variant) => variant.name === name)
        : type.symbol.methods.get(name);
    case "module":
      return e.program.program.modules[type.symbol.index].exports.get(name);
    case "namespace":
      return type.symbol.members.get(name);
    default:
      return undefined;
  }
}

function memberValue(e: Emitter, symbol: Symbol, node: Member): string {
  if (symbol.kind === "variant") return unitVariant(e, symbol, node);
  if (symbol.kind === "module") return moduleValue(e, symbol.index);
  return symbolValue(e, symbol, node);
}

/** The shared value of a variant without payload. */
function unitVariant(e: Emitter, symbol: Symbol & { kind: "variant" }, node: Member): string {
  const identifier = e.program.identifier(symbol);
  if (identifier !== undefined) return identifier;
  return `${e.at(node)}${e.runtime("cannotRun")}("run/arity", ${
    quote(`\`${symbol.name}\` takes ${symbol.payload.length} value(s)`)
  })`;
}

export function tupleIndex(e: Emitter, node: TupleIndex): string {
  const type = e.placeOf(node.object);
  if (node.isOptional && isResult(type)) {
    const value = propagate(e, node.object, node);
    return `${e.at(node)}${e.runtime("tupleItem")}(${bare(value)}, ${node.index})`;
  }
  const object = objectOf(e, node.object, node.isOptional);
  const inner = withoutNull(type);
  if (
    inner.kind !== "tuple" || node.index >= inner.elements.length ||
    (type.kind === "nullable" && !node.isOptional)
  ) {
    return inForm(e, node, `${e.at(node)}${e.runtime("tupleItem")}(${bare(object)}, ${node.index})`);
  }
  return inForm(e, node, `${isAtom(object) ? object : object}.items[${node.index}]`);
}

/** A uniform value out of a container in the form of the static type of `node`. */
export function inForm(e: Emitter, node: Expr, code: string): string {
  return element(e, code, e.typeOf(node), node);
}
