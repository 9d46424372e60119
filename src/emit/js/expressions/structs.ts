/** Struct literals: a constructor call with the fields in declaration order. */
import type { Expr, FieldInit, StructLit } from "../../../syntax/ast.ts";
import type { FieldSymbol, TypeSymbol } from "../../../types/symbol.ts";
import { bare, isAtom, list } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isRaw } from "../forms.ts";
import { fieldDefaultName } from "../declarations/defaults.ts";
import { literalDefault } from "../literal_default.ts";
import { propertyName } from "../../../syntax/property_name.ts";

export function structLit(e: Emitter, node: StructLit): string {
  const type = e.typeOf(node);
  const found = e.module.symbols[node.id];
  const symbol = found?.kind === "type" ? found : type.kind === "instance" ? type.symbol : null;
  if (symbol === null) return `${e.at(node)}${e.runtime("unknownName")}(${JSON.stringify(node.name.name)})`;
  const codes = initCodes(e, node, symbol);
  const values: string[] = [];
  const base = node.base ? baseName(e, node.base) : null;
  const fields = [...symbol.fields.values()];
  fields.forEach((field, index) => {
    const given = codes.get(field.name);
    if (given !== undefined) values.push(given);
    else if (base !== null) values.push(`${base}.${propertyName(field.name)}`);
    else values.push(omitted(e, symbol, field, fields, values, index));
  });
  const made = `new ${e.program.className(symbol)}(${list(values)})`;
  // An answer whose body is written piece by piece holds more than its fields.
  const isAnswer = symbol.module < 0 && symbol.name === "Response";
  return isAnswer && base !== null ? `${e.runtime("withStreamOf")}(${made}, ${base})` : made;
}

/** The given fields, evaluated as written. */
function initCodes(e: Emitter, node: StructLit, symbol: TypeSymbol): Map<string, string> {
  const position = new Map([...symbol.fields.keys()].map((name, index) => [name, index]));
  const inits = node.inits.filter((init) => position.has(init.name.name));
  const nodes: Expr[] = inits.map((init) => init.value);
  const raw = (init: FieldInit) => isRaw(symbol.fields.get(init.name.name)!.type);
  const isOrdered = inits.every((init, index) =>
    index === 0 || position.get(inits[index - 1].name.name)! < position.get(init.name.name)!
  );
  // Defaults that are evaluated between given fields must come after them.
  const hasComputedDefault = !node.base &&
    [...symbol.fields.values()].some((field) =>
      isComputed(field) && !inits.some((init) => init.name.name === field.name)
    );
  const codes = e.sequence(nodes, (index) => raw(inits[index]));
  if (
    (!isOrdered || hasComputedDefault || (node.base && !isAtomNode(e, node.base))) &&
    !nodes.every((value) => e.isStable(value, nodes))
  ) {
    return new Map(inits.map((init, index) => {
      const code = codes[index];
      return [
        init.name.name,
        e.isStable(init.value, nodes) || isAtom(code) && code.startsWith("$") ? code : e.hold(code),
      ];
    }));
  }
  return new Map(inits.map((init, index) => [init.name.name, codes[index]]));
}

function isAtomNode(e: Emitter, node: Expr): boolean {
  return e.isStable(node, []);
}

function isComputed(field: FieldSymbol): boolean {
  return field.defaultValue !== null && literalDefault(field.defaultValue) === null;
}

function baseName(e: Emitter, base: Expr): string {
  const code = e.value(base);
  return isAtom(code) && e.isStable(base, []) ? code : e.hold(code);
}

/** The value of a field that the literal leaves out. */
function omitted(
  e: Emitter,
  symbol: TypeSymbol,
  field: FieldSymbol,
  fields: readonly FieldSymbol[],
  values: string[],
  index: number,
): string {
  if (symbol.module < 0) return field.hasDefault ? "undefined" : "null";
  if (field.defaultValue === null) return "null";
  const literal = literalDefault(field.defaultValue);
  const isExact = literal !== null &&
    e.program.modules(symbol.module).conversions[field.defaultValue.id] === undefined;
  if (isExact && !isRaw(field.type)) return literal!;
  if (literal !== null && isRaw(field.type) && /^-?\d+(\.\d+)?$/.test(literal)) return literal;
  // The default may read the fields before it.
  for (let i = 0; i < index; i++) {
    if (!isAtom(values[i])) values[i] = e.hold(values[i]);
  }
  const name = fieldDefaultName(e, symbol, fields[index].name);
  return `${name}(${values.slice(0, index).map(bare).join(", ")})`;
}
