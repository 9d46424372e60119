/** What runs in one worker after the other: the tests of a file, or one example of it. */
import type { App, TestCase } from "../../app/manifest.ts";
import type { CheckedModule } from "../../check/result.ts";
import type { CompiledTarget } from "../../project/compile.ts";
import { GATHERED } from "../../project/load.ts";
import { type UnitCoverage, unitCoverage } from "./coverage.ts";
import type { TestOutcome } from "./test_outcome.ts";

/** The tests of one file, or one example of it, with the program to load for them. */
export interface TestUnit {
  readonly file: string;
  readonly code: string;
  readonly app: App;
  readonly tests: readonly TestCase[];
  /** Source texts by shown path, for frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** Index of the module with the tests, and of the application under test. */
  readonly module: number;
  readonly application: number;
  /** The one test of an example: its file is what runs. */
  readonly example: TestCase | null;
  /** What is known of the one test without running it. */
  readonly settled: Pick<TestOutcome, "status" | "message"> | null;
  readonly coverage: UnitCoverage | null;
}

/** A unit with all tests of its file. */
export function unitOf(
  { checked, app, code, coverage }: CompiledTarget,
  { file, module, application }: { file: string; module: string; application: string },
): TestUnit {
  const { modules } = checked!;
  const indexOf = (id: string) => modules.findIndex((one) => one.id === id);
  const index = indexOf(module);
  return {
    file,
    code: code!,
    app: app!,
    tests: app!.tests.filter((test) => test.handler.module === index),
    sources: new Map(modules.map((one) => [one.file.path, one.file.text])),
    module: index,
    application: indexOf(application),
    example: null,
    settled: null,
    coverage: coverage.length > 0 ? unitCoverage(coverage) : null,
  };
}

/** Whether a module is a file of the package. */
export function isOwn(module: CheckedModule): boolean {
  return !module.isDependency && module.file.path !== GATHERED;
}

/** Whether a module belongs to what is tested, and not to the tests. */
export function isOfProgram(module: CheckedModule): boolean {
  return isOwn(module) && !module.file.path.startsWith("tests/");
}
