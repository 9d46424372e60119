/** Default values of fields and parameters. */
import type { Expr, FnDecl, Node } from "../../../syntax/ast.ts";
import type { TypeSymbol } from "../../../types/symbol.ts";
import { children } from "../children.ts";
import type { Emitter } from "../emitter.ts";
import { isRaw } from "../forms.ts";
import { variableAt } from "../symbols.ts";
import { propertyName } from "../../../syntax/property_name.ts";

/** Identifier of the function that evaluates the default of a field from the fields before it. */
export function fieldDefaultName(e: Emitter, symbol: TypeSymbol, field: string): string {
  return e.program.fieldDefault(symbol, field)!;
}

/** Whether `node` reads fields by their bare names. */
function readsFields(e: Emitter, node: Node): boolean {
  let found = e.module.bareFields.has(node.id);
  children(node, (child) => {
    found ||= readsFields(e, child);
  });
  return found;
}

/** `function identifier(params) { … return value; }` in the scope of the module. */
function defaultFunction(
  e: Emitter,
  identifier: string,
  value: Expr,
  raw: boolean,
  params: readonly string[],
  before: () => void,
): string {
  const saved = { frame: e.frame, depth: e.depth, block: e.block, chain: e.chain };
  e.depth = 1;
  e.chain = null;
  e.block = null;
  e.frame = e.newFrame(null, { isAsync: false, returnsRaw: raw, self: "self" });
  const text = e.capture(() => {
    before();
    e.deliver(value, { kind: "return" });
  });
  const hoisted = e.frame.hoisted.length === 0 ? "" : `  let ${e.frame.hoisted.join(", ")};\n`;
  Object.assign(e, saved);
  return `function ${identifier}(${params.join(", ")}) {\n${hoisted}${text}\n}`;
}

/** The function behind `EmitContext.fieldDefault`. */
export function fieldDefaultFunction(
  e: Emitter,
  symbol: TypeSymbol,
  field: string,
  identifier: string,
): string {
  const fields = [...symbol.fields.values()];
  const index = fields.findIndex((one) => one.name === field);
  const value = fields[index].defaultValue!;
  const earlier = fields.slice(0, index);
  const params = earlier.map((_, at) => `$field${at}`);
  return defaultFunction(e, identifier, value, isRaw(fields[index].type), params, () => {
    if (!readsFields(e, value)) return;
    const parts = earlier.map((one, at) => `${propertyName(one.name)}: $field${at}`);
    e.line(`const self = { ${parts.join(", ")} };`);
  });
}

/** The function behind `EmitContext.paramDefault`. */
export function paramDefaultFunction(
  e: Emitter,
  declaration: FnDecl,
  param: string,
  identifier: string,
): string {
  const index = declaration.params.findIndex((one) => one.name.name === param);
  const value = declaration.params[index].defaultValue!;
  const symbols = declaration.params.map((one) => variableAt(e.module, one));
  const params = declaration.params.slice(0, index).map((_, at) => `$param${at}`);
  const type = symbols[index]?.type;
  return defaultFunction(e, identifier, value, type !== undefined && isRaw(type), params, () => {
    symbols.slice(0, index).forEach((symbol, at) => {
      if (symbol) e.frame.locals.set(symbol, params[at]);
    });
  });
}

/** The function behind `EmitContext.evaluate`. */
export function expressionFunction(e: Emitter, expr: Expr, identifier: string): string {
  return defaultFunction(e, identifier, expr, false, [], () => {});
}
