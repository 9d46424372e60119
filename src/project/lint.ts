/** Linting files: finds the programs that contain them, and what other modules use of each. */
import { basename, dirname } from "node:path";
import { check } from "../check/check.ts";
import type { ParsedProgram } from "../check/result.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Levels } from "../lint/levels.ts";
import { lintModule } from "../lint/lint.ts";
import type { ModuleRole } from "../lint/role.ts";
import { findProject, listSources } from "./discover.ts";
import { FileError, type FileSystem } from "./file_system.ts";
import { loadProgram, type ParsedFile, shownPath } from "./load.ts";
import { findTarget, type Target } from "./target.ts";
import { usedExports } from "./used_exports.ts";

export interface LintedFiles {
  /** Of the rules, of files that do not parse and of manifests; every file's in its place. */
  readonly diagnostics: readonly Diagnostic[];
}

interface LoadedProgram {
  readonly target: Target;
  /** Canonical path of the entry. */
  readonly id: string;
  readonly parsed: ParsedProgram;
}

/**
 * Lints files, given by their absolute paths. Every file is looked at inside a program that contains it, so that a module is the same whether the program or the module is
 * named; the sources of its project tell what other modules use. Throws FileError for a file that cannot be read.
 */
export function lintFiles(
  paths: readonly string[],
  base: string,
  levels: Levels,
  files: FileSystem,
): LintedFiles {
  const wanted = new Set(paths.map((path) => files.canonical(path)));
  const { programs, diagnostics } = loadPrograms(paths, base, files);
  const used = usedExports(programs.map((one) => one.parsed));
  const imported = importedIds(programs);
  const done = new Set<string>();
  for (const { target, id, parsed } of programs) {
    // A module that another one imports is looked at there, even where it could be a program by itself.
    if (imported.has(id)) continue;
    if (!parsed.modules.some((module) => wanted.has(module.id) && !done.has(module.id))) continue;
    const checked = check(parsed);
    for (const module of checked.modules) {
      if (!wanted.has(module.id) || done.has(module.id) || module.isDependency) continue;
      done.add(module.id);
      const broken = parsed.diagnostics.filter((one) => one.span.file === module.file && isSyntaxError(one));
      diagnostics.push(...broken);
      if (broken.length > 0) continue;
      const role: ModuleRole = {
        isEntry: module.id === id && isOwnEntry(target),
        isLibrary: target.package?.manifest.lib === target.entry && module.id === id,
        isUsedElsewhere: (name) => used.has(module.id, name),
      };
      diagnostics.push(...lintModule(checked, module, role, { levels }));
    }
  }
  return { diagnostics };
}

/** The same for a text that comes from stdin. */
export function lintSource(source: Uint8Array, levels: Levels, files: FileSystem): LintedFiles {
  const target = findTarget({ file: "-", stdin: () => source }, files);
  const parsed = loadProgram(target.entry, files, target);
  const module = parsed.modules[parsed.entry]!;
  const broken = parsed.diagnostics.filter((one) => one.span.file === module.file && isSyntaxError(one));
  if (broken.length > 0) return { diagnostics: broken };
  const checked = check(parsed);
  const role: ModuleRole = { isEntry: true, isLibrary: false, isUsedElsewhere: () => false };
  return { diagnostics: lintModule(checked, checked.modules[checked.entry]!, role, { levels }) };
}

function isSyntaxError({ code, severity }: Diagnostic): boolean {
  return severity === "error" && /^(lex|parse)\//.test(code);
}

/** Programs that start with the files, or with other sources of their projects; one for each file that no other imports, then those that are left. */
function loadPrograms(
  paths: readonly string[],
  base: string,
  files: FileSystem,
): { programs: LoadedProgram[]; diagnostics: Diagnostic[] } {
  const projects = new Projects(base, files);
  const required = new Set(paths);
  const cache = new Map<string, ParsedFile>();
  const programs: LoadedProgram[] = [];
  const seen = new Set<string>();
  for (const path of [...projects.mainsOf(paths), ...paths, ...projects.sourcesOf(paths)]) {
    const id = files.canonical(path);
    if (seen.has(id)) continue;
    const target = projects.targetOf(path);
    if (!target) continue;
    try {
      const parsed = loadProgram(path, files, { ...target, cache });
      programs.push({ target, id, parsed });
      for (const module of parsed.modules) if (!module.isDependency) seen.add(module.id);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (required.has(path)) throw new FileError(error.problem, shownPath(path, base), error.message);
    }
  }
  return { programs, diagnostics: projects.diagnostics };
}

function importedIds(programs: readonly LoadedProgram[]): Set<string> {
  const out = new Set<string>();
  for (const { id, parsed } of programs) {
    for (const module of parsed.modules) if (module.id !== id) out.add(module.id);
  }
  return out;
}

/** Whether nobody but the program itself sees the names of its entry: not so for the files of a library. */
function isOwnEntry({ entry, package: pack }: Target): boolean {
  const { lib, bins = [] } = pack?.manifest ?? {};
  if (!lib || bins.some((bin) => bin.main === entry)) return lib !== entry;
  return !entry.startsWith(`${dirname(lib)}/`);
}

/** The projects that files belong to, each opened once. */
class Projects {
  readonly diagnostics: Diagnostic[] = [];
  readonly #targets = new Map<string | null, Target>();

  constructor(readonly base: string, readonly files: FileSystem) {}

  /** null when the manifest is unusable, which is reported. */
  targetOf(path: string): Target | null {
    const root = findProject(dirname(path), this.files);
    let known = this.#targets.get(root);
    if (!known) {
      this.#targets.set(root, known = findTarget({ file: path }, this.files));
      this.diagnostics.push(...known.diagnostics);
    }
    if (root !== null && !known.package) return null;
    return { ...known, entry: path, name: basename(path, ".fitz"), base: this.base };
  }

  #roots(paths: readonly string[]): string[] {
    const roots = new Set(paths.map((path) => findProject(dirname(path), this.files)));
    return [...roots].filter((root) => root !== null);
  }

  /** The programs and libraries of the projects. */
  mainsOf(paths: readonly string[]): string[] {
    return this.#roots(paths).flatMap((root) => {
      const manifest = this.targetOf(`${root}/fitz.toml`)?.package?.manifest;
      return manifest
        ? [...manifest.bins.map((bin) => bin.main), ...(manifest.lib ? [manifest.lib] : [])]
        : [];
    });
  }

  sourcesOf(paths: readonly string[]): string[] {
    return this.#roots(paths).flatMap((root) => listSources(root, this.files));
  }
}
