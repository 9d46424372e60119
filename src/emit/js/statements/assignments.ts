/** `let`, `=` and the compound assignments. */
import type { AssignStmt, Expr, Index, LetStmt, Member } from "../../../syntax/ast.ts";
import type { VariableSymbol } from "../../../types/symbol.ts";
import type { Type } from "../../../types/type.ts";
import { bare, isAtom, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { type ArithmeticOp, combine, operandOf } from "../expressions/arithmetic.ts";
import { type BitOp, combineBits } from "../expressions/logic.ts";
import { isMapKeyDirect } from "../expressions/map_keys.ts";
import { withoutNull } from "../expressions/members.ts";
import { propertyName } from "../../../syntax/property_name.ts";
import { box, check, isInt, isRaw, unbox } from "../forms.ts";
import { destructure } from "../patterns/destructure.ts";

export function letStmt(e: Emitter, node: LetStmt): void {
  const { pattern } = node;
  if (pattern.kind === "WildcardPattern") return e.deliver(node.value, { kind: "discard" });
  if (pattern.kind !== "NamePattern") return destructure(e, pattern, node.value, node);
  const symbol = e.module.symbols[pattern.id];
  if (symbol?.kind === "variable") assignVariable(e, symbol, node.value, node);
}

function assignVariable(e: Emitter, symbol: VariableSymbol, value: Expr, node: LetStmt | AssignStmt): void {
  const raw = isRaw(symbol.type);
  const target = e.target(symbol, node);
  if (!target.startsWith("let ")) return e.deliver(value, { kind: "assign", name: target, isRaw: raw });
  if (e.isStructured(value)) {
    e.line(`${target};`);
    return e.deliver(value, { kind: "assign", name: target.slice(4), isRaw: raw });
  }
  const code = e.inForm(value, raw);
  e.line(`${e.at(value)}${target} = ${bare(code)};`);
}

export function assignStmt(e: Emitter, node: AssignStmt): void {
  const { target } = node;
  switch (target.kind) {
    case "Name": {
      const symbol = e.module.symbols[target.id];
      if (symbol?.kind !== "variable") return e.deliver(node.value, { kind: "discard" });
      if (node.op === "=") return assignVariable(e, symbol, node.value, node);
      const name = e.local(symbol);
      const current = e.module.maybeUnset.has(target.id) ? e.value(target) : name;
      const code = compound(e, node, current, e.typeOf(target), target);
      return e.line(`${e.at(node)}${name} = ${bare(inForm(e, code, symbol.type))};`);
    }
    case "Member":
      return assignField(e, node, target);
    case "Index":
      return assignElement(e, node, target);
    default:
      return e.deliver(node.value, { kind: "discard" });
  }
}

interface Result {
  readonly code: string;
  readonly isRaw: boolean;
  readonly type: Type;
}

/** `current op value`, checked against nothing yet. */
function compound(e: Emitter, node: AssignStmt, current: string, type: Type, target: Expr): Result {
  const op = node.op.slice(0, -1) as BitOp | ArithmeticOp;
  const valueType = e.placeOf(node.value);
  let held = current;
  if (e.facts.needsStatements(node.value) && !(isAtom(current) && e.isStable(target, [node.value]))) {
    held = e.hold(current);
  }
  const value = e.value(node.value);
  const left = { ...operandOf(e, target, held), type };
  const right = operandOf(e, node.value, value);
  if (op === "&" || op === "|" || op === "^" || op === "<<" || op === ">>") {
    return { code: combineBits(e, node, op, left, right), isRaw: false, type };
  }
  const code = combine(e, node, op, left, right);
  const numbers = [type, valueType];
  const isFloatResult = numbers.some(isFloatType) && numbers.every((one) => isFloatType(one) || isInt(one));
  return { code, isRaw: isFloatResult, type };
}

function isFloatType(type: Type): boolean {
  return type.kind === "primitive" && type.name === "Float";
}

/** The result of a compound assignment in the form of a place of type `place`; unchecked values are checked there. */
function inForm(e: Emitter, result: Result, place: Type): string {
  if (isRaw(place)) return result.isRaw ? result.code : unbox(e, result.code, place);
  if (result.isRaw) return box(e, result.code, result.type);
  return result.type.kind === "any" && place.kind !== "any" ? check(e, result.code, place) : result.code;
}

/** A name for the value of a part of a target, which is evaluated before the right side. */
function part(e: Emitter, code: string, node: Expr, value: Expr): string {
  return isAtom(code) && (/^\d/.test(code) || e.isStable(node, [value])) ? code : e.hold(code);
}

/** Whether the right side has no effect on what its target evaluates to, nor the other way round. */
function isIndependent(e: Emitter, node: AssignStmt): boolean {
  return node.op === "=" && !e.facts.needsStatements(node.value) && !e.facts.mayChangeThings(node.value);
}

function assignField(e: Emitter, node: AssignStmt, target: Member): void {
  const type = e.placeOf(target.object);
  const inner = withoutNull(type);
  const name = target.name.name;
  const object = e.value(target.object);
  const marker = e.at(node);
  const field = inner.kind === "instance" ? inner.symbol.fields.get(name) : undefined;
  if (!field) {
    const held = part(e, object, target.object, node.value);
    let value: string;
    if (node.op === "=") value = e.uniform(node.value);
    else {
      const result = compound(
        e,
        node,
        `${e.at(target)}${e.runtime("getField")}(${held}, ${quote(name)})`,
        e.typeOf(target),
        target,
      );
      value = result.isRaw ? box(e, result.code, result.type) : result.code;
    }
    return e.line(`${marker}${e.runtime("setField")}(${held}, ${quote(name)}, ${bare(value)});`);
  }
  const raw = isRaw(field.type);
  const safe = type.kind === "nullable"
    ? `(${object} ?? ${marker}${e.runtime("nullAccess")}(${quote(name)}))`
    : object;
  const property = propertyName(name);
  if (node.op === "=") {
    if (e.isStructured(node.value)) {
      const held = part(e, safe, target.object, node.value);
      return e.deliver(node.value, { kind: "assign", name: `${held}.${property}`, isRaw: raw });
    }
    const held = isIndependent(e, node) ? safe : part(e, safe, target.object, node.value);
    return e.line(`${marker}${held}.${property} = ${bare(e.inForm(node.value, raw))};`);
  }
  const held = part(e, safe, target.object, node.value);
  const result = compound(e, node, `${held}.${property}`, field.type, target);
  e.line(`${marker}${held}.${property} = ${bare(inForm(e, result, field.type))};`);
}

function assignElement(e: Emitter, node: AssignStmt, target: Index): void {
  const type = e.placeOf(target.object);
  const keyType = e.placeOf(target.index);
  const [objectCode, keyCode] = e.sequence([target.object, target.index]);
  const object = part(e, objectCode, target.object, node.value);
  const key = /^\x03?"/.test(keyCode) ? bare(keyCode) : part(e, keyCode, target.index, node.value);
  const isList = type.kind === "list" && isInt(keyType);
  const isDirectMap = type.kind === "map" && isMapKeyDirect(type.key) && isMapKeyDirect(keyType);
  const marker = e.at(node);
  let value: string;
  if (node.op === "=") value = bare(e.uniform(node.value));
  else {
    let current: string;
    if (isList) current = `(${object}[${key}] ?? ${e.at(target)}${e.runtime("listGet")}(${object}, ${key}))`;
    else if (isDirectMap) {
      current = `(${object}.get(${key}) ?? ${e.at(target)}${e.runtime("mapIndexDirect")}(${object}, ${key}))`;
    } else current = `${e.at(target)}${e.runtime("index")}(${object}, ${key})`;
    const element = e.typeOf(target);
    const result = compound(e, node, isRaw(element) ? unbox(e, current, element) : current, element, target);
    value = bare(result.isRaw ? box(e, result.code, result.type) : result.code);
  }
  if (isDirectMap) return e.line(`${object}.set(${key}, ${value});`);
  if (type.kind === "map") return e.line(`${marker}${e.runtime("mapSet")}(${object}, ${key}, ${value});`);
  if (!isList) return e.line(`${marker}${e.runtime("setIndex")}(${object}, ${key}, ${value});`);
  const range = e.rangeOf(target.index);
  const held = isAtom(value) || e.isStable(node.value, []) ? value : e.hold(value);
  const test = range.low >= 0 ? `${key} < ${object}.length` : `${key} >= 0 && ${key} < ${object}.length`;
  e.line(`if (${test}) ${object}[${key}] = ${held};`);
  e.line(`else ${marker}${e.runtime("listSet")}(${object}, ${key}, ${held});`);
}
