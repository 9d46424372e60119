/** Which files hold tests, and the program that each of them runs in. */
import { join } from "node:path";
import type { App, TestCase } from "../../app/manifest.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { compileTarget } from "../../project/compile.ts";
import type { FileSystem } from "../../project/file_system.ts";
import { GATHERED, type ParsedFile, shownPath } from "../../project/load.ts";
import type { Target } from "../../project/target.ts";

/** The tests of one file with the program to load for them. */
export interface TestUnit {
  readonly file: string;
  readonly code: string;
  readonly app: App;
  readonly tests: readonly TestCase[];
  /** Source texts by shown path, for frames. */
  readonly sources: ReadonlyMap<string, string>;
}

export interface TestPlan {
  readonly units: readonly TestUnit[];
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

/**
 * In single-file mode the tests of that file; in a project those of `tests/*.fitz` and of every module of the package that an entry or a test file
 * imports. Each file is loaded as the entry of a program of its own, beside the program of the project.
 */
export async function planTests(target: Target, files: FileSystem): Promise<TestPlan> {
  const cache = new Map<string, ParsedFile>();
  const units: TestUnit[] = [];
  const diagnostics: Diagnostic[] = [];
  let hasErrors = false;
  const waiting = target.isSingleFile ? [target.entry] : entriesOf(target, files);
  const seen = new Set<string>();
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    const id = files.canonical(entry);
    if (seen.has(id)) continue;
    seen.add(id);
    const extraEntries = target.isSingleFile || entry === target.entry ? [] : [target.entry];
    const compiled = await compileTarget({ ...target, entry, extraEntries }, files, {
      cache,
      withTests: true,
    });
    diagnostics.push(...compiled.diagnostics);
    hasErrors ||= compiled.hasErrors;
    const { checked, app, code } = compiled;
    if (!checked || !app) break;
    const root = target.package?.root;
    if (!target.isSingleFile && root !== undefined) {
      for (const module of checked.modules) {
        if (!module.isDependency && module.file.path !== GATHERED) waiting.push(module.id);
      }
    }
    const file = shownPath(entry, target.base);
    const tests = app.tests.filter((test) => test.file === file);
    if (code === null || tests.length === 0) continue;
    units.push({
      file,
      code,
      app,
      tests,
      sources: new Map(checked.modules.map((module) => [module.file.path, module.file.text])),
    });
  }
  units.sort((a, b) => a.file < b.file ? -1 : 1);
  return { units, diagnostics, hasErrors };
}

/** The program, the library, and the files at the top of `tests/`. */
function entriesOf(target: Target, files: FileSystem): string[] {
  const manifest = target.package?.manifest;
  const out = [target.entry];
  if (manifest?.lib) out.push(manifest.lib);
  const folder = join(target.base, "tests");
  if (files.kind(folder) === "directory") {
    for (const { name, kind } of files.list(folder)) {
      if (kind === "file" && name.endsWith(".fitz")) out.push(join(folder, name));
    }
  }
  return out;
}
