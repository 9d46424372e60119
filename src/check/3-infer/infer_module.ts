/** Infers a module: its top level first, then its functions, methods and defaults. */
import type { Expr, Program } from "../../syntax/ast.ts";
import { awaitedStandIn } from "../../types/assignability.ts";
import { printType } from "../../types/print_type.ts";
import type { TypeSymbol, VariableSymbol } from "../../types/symbol.ts";
import { NO_TYPE_PARAMS } from "../1-declare/resolve_type.ts";
import type { ModuleContext } from "../context.ts";
import { NarrowEnvironment } from "../narrow/narrow_environment.ts";
import { inferFunction } from "./functions.ts";
import { makeInference } from "./infer_expr.ts";
import type { Inference } from "./inference.ts";

const MOST_PASSES = 5;

/** Fills the side tables of the module. */
export function inferModule(context: ModuleContext): Inference {
  const at = makeInference(context);
  const marks = context.diagnostics.length;
  for (let pass = 1;; pass++) {
    at.isModuleStale = false;
    at.annotations.clear();
    context.module.misfits.clear();
    const isOpenInside = topLevel(at, context.module.program, pass >= MOST_PASSES);
    functions(at, context.module.program);
    const isOpen = at.settle(at.moduleTypes, pass >= MOST_PASSES);
    if ((!at.isModuleStale && !isOpen && !isOpenInside) || pass > MOST_PASSES) break;
    context.diagnostics.length = marks;
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
      // It stands for its value as it is, and the runtime reads it where nobody else does.
      if (awaitedStandIn(symbol.type) !== null) continue;
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
  if (context.module.session) return true;
  return context.index !== context.program.entry && context.module.exports.get(symbol.name) === symbol;
}

/** The statements of the top level. True when the variables of inline functions in it need another pass. */
function topLevel(at: Inference, program: Program, isLast: boolean): boolean {
  at.isStale = false;
  at.env = NarrowEnvironment.EMPTY;
  const { id, start, end } = program;
  const body = program.body.filter((stmt) =>
    stmt.kind !== "FnDecl" && stmt.kind !== "TypeDecl" && stmt.kind !== "EnumDecl"
  );
  at.inferBlock({ kind: "Block", id, start, end, body });
  return at.settle(at.localTypes, isLast) || at.isStale;
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
