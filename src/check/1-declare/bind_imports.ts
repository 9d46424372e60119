/** Binds what `import` and `from` name (language.md 15). Modules come in order, dependencies first. */
import { changeTo } from "../../diagnostics/fix.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { FromStmt, Ident, ImportName, ImportStmt } from "../../syntax/ast.ts";
import type { Symbol, VariableSymbol } from "../../types/symbol.ts";
import { ANY, ERROR, type Type } from "../../types/type.ts";
import { meant, type ModuleContext, type Range } from "../context.ts";
import { definitionRange } from "./declare_module.ts";

/** Enters imported names into `context.names`, then fills `exports`. */
export function bindImports(context: ModuleContext): void {
  for (const stmt of context.module.program.body) {
    if (stmt.kind === "ImportStmt") bindModule(context, stmt);
    else if (stmt.kind === "FromStmt") bindNames(context, stmt);
  }
  for (const [name, symbol] of context.names) {
    if (!name.startsWith("_")) context.module.exports.set(name, symbol);
  }
}

/** First segments that leave Fitz; what they bind is unchecked. */
function isInterop(path: readonly Ident[]): boolean {
  return path[0]?.name === "python" || path[0]?.name === "npm";
}

function bindModule(context: ModuleContext, stmt: ImportStmt): void {
  const last = stmt.alias ?? stmt.path.at(-1);
  if (!last) return;
  const target = sourceOf(context, stmt.path);
  if (target) {
    bind(context, last, target.symbol, stmt.id);
    return;
  }
  bind(context, last, placeholder(last, isInterop(stmt.path) ? ANY : ERROR), stmt.id);
}

function bindNames(context: ModuleContext, stmt: FromStmt): void {
  const target = sourceOf(context, stmt.path);
  const unchecked = isInterop(stmt.path) ? ANY : ERROR;
  for (const one of stmt.names) {
    const at = one.alias ?? (Array.isArray(one.path) ? (one.path as readonly Ident[]).at(-1) : undefined);
    if (!at || at.name === "") continue;
    const found = target ? memberOf(context, target, one) : undefined;
    bind(context, at, found ?? placeholder(at, unchecked), one.id);
  }
}

function sourceOf(context: ModuleContext, path: readonly Ident[]): ModuleContext | undefined {
  const index = context.module.imports.get(path.map((segment) => segment.name).join("."));
  return index === undefined ? undefined : context.program.modules[index];
}

function memberOf(context: ModuleContext, source: ModuleContext, one: ImportName): Symbol | undefined {
  if (!Array.isArray(one.path) || one.path.length !== 1) return undefined;
  return moduleMember(context, source, one.path[0] as Ident);
}

/** A name of another module; undefined after a report. */
export function moduleMember(
  context: ModuleContext,
  source: ModuleContext,
  name: Ident,
): Symbol | undefined {
  const symbol = source.names.get(name.name);
  if (symbol && name.name.startsWith("_")) {
    const at = symbol.kind === "module" ? null : definitionRange(symbol);
    context.error(
      "module/private",
      name,
      `\`${name.name}\` is private to the module \`${source.symbol.name}\``,
      {
        label: "starts with `_`",
        labels: at ? [source.label(at, "defined here")] : [],
        help: ["use a public name of the module, or drop the `_` there"],
      },
    );
    return symbol;
  }
  if (symbol) return symbol;
  // Modules that import each other are reported as a cycle; what one of them does not have yet is no second mistake.
  if (source.index >= context.index) return undefined;
  const nearest = didYouMean(name.name, source.module.exports.keys());
  const public_ = [...source.module.exports.keys()];
  context.error(
    "module/no-such-name",
    name,
    `the module \`${source.symbol.name}\` has no \`${name.name}\``,
    {
      label: "not defined there",
      help: nearest
        ? meant(nearest)
        : public_.length > 0 && public_.length <= 12
        ? [`it has ${public_.map((one) => `\`${one}\``).join(", ")}`]
        : [],
      fixes: changeTo(context.span(name), nearest),
    },
  );
  return undefined;
}

/** Stands for what another place defines: it always has a value, and belongs to no module of the program. */
function placeholder(at: Ident, type: Type): VariableSymbol {
  return {
    kind: "variable",
    name: at.name,
    scope: { kind: "module", node: null, module: -1, parent: null },
    declaration: at,
    isParam: false,
    type,
    isAnnotated: true,
    assignments: 1,
    isCaptured: false,
  };
}

function bind(context: ModuleContext, at: Ident, symbol: Symbol, nodeId: number): void {
  context.module.symbols[at.id] = symbol;
  context.module.symbols[nodeId] = symbol;
  const earlier = context.imported.get(at.name);
  const defined = context.names.get(at.name);
  if (earlier || defined) {
    const other: Range | null = earlier ?? (defined ? definitionRange(defined) : null);
    const later = other && other.start > at.start ? other : at;
    const first = later === at ? other : at;
    context.error(
      "name/duplicate",
      later,
      `\`${at.name}\` is ${earlier ? "imported twice" : "imported and also defined"}`,
      {
        label: "again here",
        labels: first
          ? [context.label(first, earlier || first === at ? "imported here" : "defined here")]
          : [],
        help: ["give one of them another name: `import … as …`"],
      },
    );
    if (defined) return;
  }
  context.imported.set(at.name, at);
  context.names.set(at.name, symbol);
}
