import type { CheckedModule, CheckedProgram } from "../../check/result.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { FromStmt, Ident, ImportName, ImportStmt, Program } from "../../syntax/ast.ts";
import { type LintContext, type LintRule, lintSpec } from "../rule.ts";
import { hasEffects } from "../effects.ts";

export const UNUSED_IMPORT: LintRule = {
  spec: lintSpec(
    "unused_import",
    "an imported name that is not used",
    "Neither this module nor, by way of it, another one uses the name. Remove it. `import routes` of a module that does something when it is " +
      "loaded (routes, jobs, top-level statements) is a use by itself. The entry of a library is left alone: what it imports, others may use.",
    "from python import numpy\nprint(2)",
    "print(2)",
  ),
  level: "warn",
  start: (at) => ({
    end() {
      if (at.role.isLibrary) return;
      for (const stmt of at.module.program.body) {
        if (stmt.kind === "FromStmt") inspectFrom(at, stmt);
        else if (stmt.kind === "ImportStmt") inspectImport(at, stmt);
      }
    },
  }),
};

function isUsed(at: LintContext, name: string): boolean {
  return at.usage.mentioned.has(name) || at.role.isUsedElsewhere(name);
}

/** The module that a statement loads; undefined for Python and npm, and for what was not found. */
function sourceOf(
  program: CheckedProgram,
  module: CheckedModule,
  path: readonly Ident[],
): CheckedModule | undefined {
  const index = module.imports.get(path.map((segment) => segment.name).join("."));
  return index === undefined ? undefined : program.modules[index];
}

const isInterop = (path: readonly Ident[]): boolean => path[0]?.name === "python" || path[0]?.name === "npm";

function inspectImport(at: LintContext, stmt: ImportStmt): void {
  const name = stmt.alias ?? stmt.path.at(-1);
  // A decorator on an import does something with the module.
  if (!name || name.name === "" || stmt.decorators.length > 0 || isUsed(at, name.name)) return;
  const source = sourceOf(at.program, at.module, stmt.path);
  if (!source && !isInterop(stmt.path)) return;
  if (source && hasEffects(at.program, source)) return;
  report(at, name, removeStatement(at, stmt, source !== undefined));
}

function inspectFrom(at: LintContext, stmt: FromStmt): void {
  if (stmt.decorators.length > 0) return;
  const source = sourceOf(at.program, at.module, stmt.path);
  if (!source && !isInterop(stmt.path)) return;
  const unused = stmt.names.filter((one) => {
    const name = boundBy(one);
    return name !== null && name.name !== "" && !isUsed(at, name.name);
  });
  const isAll = unused.length === stmt.names.length;
  for (const [i, one] of unused.entries()) {
    const fixes = isAll ? (i === 0 ? removeAll(at, stmt, source) : []) : removeName(at, stmt, one, unused);
    report(at, boundBy(one)!, fixes);
  }
}

function boundBy({ path, alias }: ImportName): Ident | null {
  return alias ?? ("kind" in path ? null : path.at(-1) ?? null);
}

function report(at: LintContext, name: Ident, fixes: readonly Fix[]): void {
  at.report(name, `\`${name.name}\` is imported and not used`, {
    label: "nothing uses it",
    help: ["remove it"],
    fixes,
  });
}

/** Without any of its names the statement goes; `import m` stays where loading the module does something. */
function removeAll(at: LintContext, stmt: FromStmt, source: CheckedModule | undefined): Fix[] {
  const isLoadedAnyway = source !== undefined &&
    at.module.program.body.some((other) =>
      other !== stmt && (other.kind === "ImportStmt" || other.kind === "FromStmt") &&
      sourceOf(at.program, at.module, other.path) === source
    );
  if (!source || isLoadedAnyway || !hasEffects(at.program, source)) {
    return removeStatement(at, stmt, source !== undefined);
  }
  const path = stmt.path.map((segment) => segment.name).join(".");
  const last = stmt.path.at(-1)!.name;
  if (isTaken(at.module.program, at, last)) return [];
  return at.replace(`import the module alone`, stmt, `import ${path}`);
}

function isTaken(program: Program, at: LintContext, name: string): boolean {
  return at.usage.mentioned.has(name) || at.module.exports.has(name) ||
    program.body.some((stmt) => stmt.kind === "FnDecl" && stmt.name.name === name);
}

function removeStatement(at: LintContext, stmt: ImportStmt | FromStmt, safe: boolean): Fix[] {
  const { text } = at.module.file;
  const lineStart = text.lastIndexOf("\n", stmt.start - 1) + 1;
  const isAlone = text.slice(lineStart, stmt.start).trim() === "";
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(stmt.end));
  const range = isAlone && rest
    ? { start: lineStart, end: stmt.end + rest[0].length }
    : { start: stmt.start, end: stmt.end + (/^[ \t]*;[ \t]*/.exec(text.slice(stmt.end))?.[0].length ?? 0) };
  return at.replace("remove the import", range, "").map((fix) => ({ ...fix, safe }));
}

/** The name with the comma after it, or before it when nothing that stays follows. */
function removeName(at: LintContext, stmt: FromStmt, one: ImportName, unused: readonly ImportName[]): Fix[] {
  const i = stmt.names.indexOf(one);
  const stays = (other: ImportName) => !unused.includes(other);
  const next = stmt.names[i + 1];
  const range = next && stmt.names.slice(i + 1).some(stays)
    ? { start: one.start, end: next.start }
    : { start: stmt.names[i - 1]!.end, end: one.end };
  return at.replace("remove the name", range, "");
}
