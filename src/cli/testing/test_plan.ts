/** Which files hold tests, and the program that each of them runs in. */
import { join } from "node:path";
import type { CheckedModule } from "../../check/result.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { compileTarget } from "../../project/compile.ts";
import type { FileSystem } from "../../project/file_system.ts";
import { type ParsedFile, shownPath } from "../../project/load.ts";
import type { Target } from "../../project/target.ts";
import { planExamples } from "./doc_examples.ts";
import { isOfProgram, isOwn, type TestUnit, unitOf } from "./test_unit.ts";

export interface TestPlan {
  readonly units: readonly TestUnit[];
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

export interface PlanOptions {
  /** The program that `--bin` names is the only one. */
  readonly isOneProgram: boolean;
  /** Also the examples in doc comments. */
  readonly withExamples: boolean;
  readonly countsLines: boolean;
}

/** A file to look at, and the program whose requests its tests make. */
interface Waiting {
  readonly entry: string;
  readonly application: string;
}

/**
 * In single-file mode the tests of that file; in a project those of `tests/*.fitz` and of every module of the package that an entry or a test file
 * imports. Each file is loaded as the entry of a program of its own, beside the program of the project.
 */
export async function planTests(target: Target, files: FileSystem, options: PlanOptions): Promise<TestPlan> {
  const cache = new Map<string, ParsedFile>();
  const units: TestUnit[] = [];
  const diagnostics: Diagnostic[] = [];
  const modules = new Map<string, CheckedModule>();
  const waiting: Waiting[] = target.isSingleFile
    ? [{ entry: target.entry, application: target.entry }]
    : entriesOf(target, files, options);
  const compile = (one: Target) =>
    compileTarget(one, files, {
      cache,
      withTests: true,
      budget: true,
      ...(options.countsLines ? { coverage: isOfProgram } : {}),
    });
  const seen = new Set<string>();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { entry, application } = next;
    const id = files.canonical(entry);
    if (seen.has(id)) continue;
    seen.add(id);
    const extraEntries = entry === application ? [] : [application];
    const compiled = await compile({ ...target, entry, extraEntries });
    diagnostics.push(...compiled.diagnostics);
    const { checked } = compiled;
    if (!checked || compiled.hasErrors) return { units: [], diagnostics, hasErrors: true };
    for (const module of checked.modules) {
      if (target.isSingleFile ? module.id !== id : !isOwn(module)) continue;
      if (!modules.has(module.id)) modules.set(module.id, module);
      if (!target.isSingleFile) waiting.push({ entry: module.id, application });
    }
    const unit = unitOf(compiled, {
      file: shownPath(entry, target.base),
      module: id,
      application: files.canonical(application),
    });
    if (unit.tests.length > 0) units.push(unit);
  }
  if (options.withExamples) {
    const own = [...modules.values()].filter(isOfProgram);
    units.push(...await planExamples(own, { target, files, cache, options }));
  }
  units.sort((a, b) => a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
  return { units, diagnostics, hasErrors: false };
}

/** The programs, the library, and the files at the top of `tests/`. */
function entriesOf(target: Target, files: FileSystem, { isOneProgram }: PlanOptions): Waiting[] {
  const manifest = target.package?.manifest;
  const own = (entry: string): Waiting => ({ entry, application: entry });
  const out = [own(target.entry)];
  if (!isOneProgram) out.push(...(manifest?.bins ?? []).map((bin) => own(bin.main)));
  if (manifest?.lib) out.push({ entry: manifest.lib, application: target.entry });
  const folder = join(target.base, "tests");
  if (files.kind(folder) === "directory") {
    for (const { name, kind } of files.list(folder)) {
      if (kind === "file" && name.endsWith(".fitz")) {
        out.push({ entry: join(folder, name), application: target.entry });
      }
    }
  }
  return out;
}
