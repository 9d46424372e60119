/** load -> check -> assemble -> emit, for whoever needs a whole program. */
import { assemble } from "../app/assemble.ts";
import type { App } from "../app/manifest.ts";
import { check } from "../check/check.ts";
import { loosen } from "../check/lenient/loosen.ts";
import type { CheckedModule, CheckedProgram } from "../check/result.ts";
import type { CoveragePoint } from "../emit/js/coverage.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../diagnostics/sort.ts";
import type { FileSystem } from "./file_system.ts";
import { loadProgram, type ParsedFile } from "./load.ts";
import type { Target } from "./target.ts";

export interface CheckTargetOptions {
  /** Static errors become warnings, except those of the areas lex, parse, module, manifest and deps. */
  readonly isLenient?: boolean;
  /** Parsed files by canonical path, shared by several programs of one project. */
  readonly cache?: Map<string, ParsedFile>;
}

export interface CheckedTarget {
  /** null when the manifest is unusable. */
  readonly checked: CheckedProgram | null;
  readonly app: App | null;
  /** Of all phases, sorted. */
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

/** A mistake of ours, with the phase it happened in. */
export class PhaseError extends Error {
  override readonly name = "PhaseError";
  constructor(readonly phase: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    if (cause instanceof Error && cause.stack) this.stack = cause.stack;
  }
}

/** Everything that happens to a program before code is made. Throws FileError when the entry cannot be read. */
export function checkTarget(
  target: Target,
  files: FileSystem,
  options: CheckTargetOptions = {},
): CheckedTarget {
  if (target.diagnostics.some((one) => one.severity === "error")) {
    return { checked: null, app: null, diagnostics: sortDiagnostics(target.diagnostics), hasErrors: true };
  }
  const parsed = phase("parse", () => loadProgram(target.entry, files, { ...target, cache: options.cache }));
  const checked = phase("check", () => check(parsed));
  const manifest = target.package?.manifest;
  const assembled = phase(
    "assemble",
    () => assemble(checked, { flags: manifest?.flags ?? null, packageName: manifest?.name ?? null }),
  );
  let diagnostics = sortDiagnostics([
    ...target.diagnostics,
    ...checked.diagnostics,
    ...assembled.diagnostics,
  ]);
  if (options.isLenient) diagnostics = diagnostics.map(soften);
  const isLoose = options.isLenient && checked.diagnostics.some((one) => one.severity === "error");
  return {
    checked: isLoose ? phase("check", () => loosen(parsed, checked)) : checked,
    app: { ...assembled.app, name: target.name },
    diagnostics,
    hasErrors: diagnostics.some((one) => one.severity === "error"),
  };
}

export interface CompiledTarget extends CheckedTarget {
  /** The program as one ES module with its source map inline; null when there are errors. */
  readonly code: string | null;
  /** The places that it counts. */
  readonly coverage: readonly CoveragePoint[];
}

/** The whole way to an ES module. */
export async function compileTarget(
  target: Target,
  files: FileSystem,
  options: CheckTargetOptions & {
    /** Default true. */
    readonly sourceMap?: boolean;
    /** Keep the tests, which only `fitz test` runs. */
    readonly withTests?: boolean;
    /** Count iterations and calls, for those who limit them. */
    readonly budget?: boolean;
    /** Count the places of these modules. */
    readonly coverage?: (module: CheckedModule) => boolean;
  } = {},
): Promise<CompiledTarget> {
  const result = checkTarget(target, files, options);
  const { checked } = result;
  const app = result.app && !options.withTests ? { ...result.app, tests: [], testHooks: [] } : result.app;
  if (result.hasErrors || !checked || !app) return { ...result, app, code: null, coverage: [] };
  const { emitJs } = await import("../emit/js/emit.ts");
  const { sourceMap = true, ...instruments } = options;
  const { code, coverage } = phase("emit", () => emitJs(checked, app, { ...instruments, sourceMap }));
  return { ...result, app, code, coverage };
}

const STAYS_ERROR = /^(lex|parse|module|manifest|deps)\//;

function soften(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === "warning" || STAYS_ERROR.test(diagnostic.code)
    ? diagnostic
    : { ...diagnostic, severity: "warning" };
}

function phase<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && (error.name === "FileError" || error.name === "PhaseError")) throw error;
    throw new PhaseError(name, error);
  }
}
