/** Infers a module: its top level first, then its functions, methods and defaults. */
import type { Expr, Program } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import type { TypeSymbol, VariableSymbol } from "../../types/symbol.ts";
import { ANY } from "../../types/type.ts";
import { typesEqual } from "../../types/equality.ts";
import { join } from "../../types/join.ts";
import { NO_TYPE_PARAMS } from "../1-declare/resolve_type.ts";
import type { ModuleContext } from "../context.ts";
import { NarrowEnvironment } from "../narrow/narrow_environment.ts";
import { inferFunction, isLocal } from "./functions.ts";
import { makeInference } from "./infer_expr.ts";
import type { Inference } from "./inference.ts";

const MOST_PASSES = 5;

/** Fills the side tables of the module. */
export function inferModule(context: ModuleContext): Inference {
  const at = makeInference(context);
  const marks = context.diagnostics.length;
  for (let pass = 1;; pass++) {
    at.isModuleStale = false;
    at.isStale = false;
    at.readSymbols.clear();
    at.annotations.clear();
    topLevel(at, context.module.program, marks);
    functions(at, context.module.program);
    const isStale = at.isModuleStale;
    settleModule(at, isStale && pass === MOST_PASSES);
    if (!isStale || pass >= MOST_PASSES) break;
    context.diagnostics.length = marks;
    at.pending = new Map();
  }
  context.diagnostics.push(...at.kept);
  at.kept.length = 0;
  warnNeverAwaited(at);
  return at;
}

/** Futures that are stored and then forgotten. */
function warnNeverAwaited(at: Inference): void {
  const { context } = at;
  for (const symbols of context.module.variables.values()) {
    for (const symbol of symbols) {
      if (symbol.type.kind !== "future" || symbol.isParam || at.started.has(symbol)) continue;
      if (context.reads.has(symbol) || isVisibleOutside(context, symbol)) continue;
      at.warn(
        "async/never-awaited",
        symbol.declaration,
        `the Future in \`${symbol.name}\` is never awaited, so nothing runs`,
        {
          label: `a \`${printType(symbol.type)}\` that nothing reads`,
          help: ["wait for it with `.await`, or start it beside the caller with `spawn(…)`"],
        },
      );
    }
  }
}

function isVisibleOutside(context: ModuleContext, symbol: VariableSymbol): boolean {
  return context.index !== context.program.entry && context.module.exports.get(symbol.name) === symbol;
}

/** The statements of the top level, until the types of its variables are settled. */
function topLevel(at: Inference, program: Program, marks: number): void {
  for (let pass = 1;; pass++) {
    at.isModuleStale = false;
    at.isStale = false;
    at.env = NarrowEnvironment.EMPTY;
    at.inferBlock({
      kind: "Block",
      id: program.id,
      start: program.start,
      end: program.end,
      body: program.body.filter((stmt) =>
        stmt.kind !== "FnDecl" && stmt.kind !== "TypeDecl" && stmt.kind !== "EnumDecl"
      ),
    });
    if ((!at.isModuleStale && !at.isStale) || pass === MOST_PASSES) break;
    at.context.diagnostics.length = marks;
    for (const [symbol, type] of at.pending) symbol.type = type;
    at.pending = new Map();
    at.readSymbols.clear();
  }
  at.isModuleStale = false;
  // Functions run after the top level has given its variables their values.
  for (const [symbol, type] of at.pending) {
    symbol.type = type;
    if (isLocal(symbol)) at.pending.delete(symbol);
  }
}

function settleModule(at: Inference, isHopeless: boolean): void {
  for (const [symbol, type] of at.pending) {
    const joined = join(symbol.type, type);
    symbol.type = isHopeless && !typesEqual(joined, symbol.type) ? ANY : type;
  }
}

function functions(at: Inference, program: Program): void {
  for (const stmt of program.body) {
    at.env = NarrowEnvironment.EMPTY;
    switch (stmt.kind) {
      case "FnDecl":
        inferFunction(at, stmt, null);
        break;
      case "TypeDecl": {
        const symbol = at.context.module.symbols[stmt.id];
        if (symbol?.kind !== "type") break;
        for (const member of stmt.members ?? []) {
          if (member.kind === "FnDecl") inferFunction(at, member, symbol);
          else if (member.defaultValue) inferFieldDefault(at, symbol, member.name.name, member.defaultValue);
        }
        break;
      }
    }
  }
}

/** A default sees the fields by their bare names, but there is no `self` yet. */
function inferFieldDefault(at: Inference, owner: TypeSymbol, name: string, value: Expr): void {
  const field = owner.fields.get(name);
  if (!field || field.defaultValue !== value) {
    at.infer(value, null);
    return;
  }
  const outer = at.body;
  at.body = {
    ...outer,
    self: owner,
    visibleFields: fieldsBefore(owner, name),
    isAsync: false,
    typeScope: new Map([...NO_TYPE_PARAMS, ...owner.typeParams.map((p) => [p.name, p] as const)]),
  };
  at.store(value, field.type);
  at.body = outer;
}

function fieldsBefore(owner: TypeSymbol, name: string): Set<string> {
  const before = new Set<string>();
  for (const field of owner.fields.keys()) {
    if (field === name) break;
    before.add(field);
  }
  return before;
}
