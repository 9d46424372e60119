/** A module: its declarations, its variables, and the function that runs its top level once. */
import type { CheckedModule } from "../../../check/result.ts";
import type { FnDecl, FromStmt, ImportStmt } from "../../../syntax/ast.ts";
import type { VariableSymbol } from "../../../types/symbol.ts";
import type { Emitter } from "../emitter.ts";
import type { ProgramState } from "../program_state.ts";
import { declared } from "../symbols.ts";
import { functionDeclaration } from "./functions.ts";
import { enumDeclaration, typeDeclaration } from "./types.ts";

/** Everything of the module but what runs. */
export function moduleDeclarations(e: Emitter): void {
  // Functions in blocks of the top level belong to the module as well.
  const owned = new Set([...e.facts.nested.values()].flat());
  const functions = e.facts.functions.filter(({ node, isMethod }) => !isMethod && !owned.has(node)).map((
    { node },
  ) => node);
  const last = new Map<string, FnDecl>();
  for (const node of functions) last.set(node.name.name, node);
  const variables = sharedVariables(e);
  if (variables.length > 0) {
    e.line(`let ${variables.map((symbol) => e.program.identifier(symbol)).join(", ")};`);
  }
  for (const statement of e.module.program.body) {
    if (statement.kind === "EnumDecl") enumDeclaration(e, statement);
  }
  for (const statement of e.module.program.body) {
    if (statement.kind === "TypeDecl") typeDeclaration(e, statement);
  }
  for (const node of functions) {
    if (last.get(node.name.name) !== node) continue;
    const symbol = declared(e.module, node);
    const name = symbol ? e.program.identifier(symbol) : undefined;
    if (name !== undefined) functionDeclaration(e, node, { name, self: null });
  }
}

/** Module variables that functions or other modules see; the others are local to the top level. */
function sharedVariables(e: Emitter): VariableSymbol[] {
  return (e.module.variables.get(-1) ?? []).filter((symbol) => e.program.isShared(symbol));
}

/** The function that runs the top level. */
export function moduleStart(e: Emitter, name: string): void {
  const { program } = e.module;
  const isAsync = e.program.isAsyncModule(e.module.index);
  const saved = { frame: e.frame, block: e.block };
  e.frame = e.newFrame(e.frame, { isAsync, returnsRaw: false, self: null });
  for (const symbol of e.module.variables.get(-1) ?? []) {
    if (e.program.isShared(symbol)) continue;
    e.frame.locals.set(symbol, e.program.identifier(symbol)!);
    e.frame.pending.add(symbol);
  }
  e.depth++;
  const text = e.capture(() => {
    e.enterBlock(program);
    const { body } = program;
    const last = body.at(-1);
    const value = e.program.isSession && e.module.session && last?.kind === "ExprStmt" ? last.expr : null;
    for (const statement of value ? body.slice(0, -1) : body) e.statement(statement);
    if (value) e.deliver(value, { kind: "return" });
  });
  const hoisted = [...[...e.frame.pending].map((symbol) => e.local(symbol)), ...e.frame.hoisted];
  e.depth--;
  e.frame = saved.frame;
  e.leaveBlock(saved.block);
  if (e.module.index !== e.program.program.entry) e.line(`let ${name}_ran = false;`);
  e.open(`${isAsync ? "async " : ""}function ${name}() {`);
  if (e.module.index !== e.program.program.entry) {
    e.line(`if (${name}_ran) return;`);
    e.line(`${name}_ran = true;`);
  }
  if (hoisted.length > 0) e.line(`let ${hoisted.join(", ")};`);
  if (text !== "") e.out.push(text, "\n");
  e.close();
}

/** Gives what a module declares to the inputs of the session that come later. */
export function shareModule(e: Emitter): void {
  const { program, module } = e;
  e.open(`${program.runtime("modules")}[${module.index}] = {`);
  for (const { key, identifier, isVariable } of program.keys(module)) {
    e.line(`get ${key}() { return ${identifier}; },`);
    if (isVariable) e.line(`set ${key}(value) { ${identifier} = value; },`);
  }
  e.close("};");
}

/** An import runs its module when it is reached for the first time. */
export function importStatement(e: Emitter, node: ImportStmt | FromStmt): void {
  const index = e.module.imports.get(node.path.map((part) => part.name).join("."));
  if (index === undefined || index < (e.program.instruments.loaded ?? 0)) return;
  const call = `${startName(e.program, e.program.program.modules[index])}()`;
  e.line(`${e.program.isAsyncModule(index) ? "await " : ""}${call};`);
}

/** Identifier of the function that runs a module. */
export function startName(_program: ProgramState, module: CheckedModule): string {
  return `$module${module.index}`;
}
