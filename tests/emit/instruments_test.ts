/** Programs that count do what they do without: every program of the fixtures, both ways. */
import assert from "node:assert/strict";
import { parse } from "npm:acorn@8.15.0";
import { compileTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget } from "../../src/project/target.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { Budget } from "../../src/runtime/program/budget.ts";
import { loadProgram } from "../../src/runtime/program/program.ts";
import { resetTasks, setTaskReporter, waitForTasks } from "../../src/runtime/program/task.ts";
import { discoverCases, entryOf } from "../harness/discover.ts";
import { capturingHost } from "../harness/run_source.ts";

interface Outcome {
  readonly out: string;
  readonly error: string | null;
  /** Places that ran at least once. */
  readonly reached: number;
}

async function outcome(folder: string, entry: string, isCounted: boolean): Promise<Outcome | null> {
  const files = { ...denoFileSystem, cwd: () => folder };
  const instruments = isCounted ? { budget: true, coverage: () => true } : {};
  const { code, app, coverage } = await compileTarget(findTarget({ file: entry }, files), files, instruments);
  if (code === null || !app) return null;
  if (isCounted) parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const { host, texts } = capturingHost([], { cwd: folder });
  setHost(host);
  resetTasks();
  setTaskReporter({ dropped: () => {} });
  const counts = new Float64Array(coverage.length);
  const budget = new Budget({ steps: 0, depth: 0 });
  let error: string | null = null;
  // What a program writes is gone when the next one runs.
  const before = Deno.cwd();
  const place = Deno.makeTempDirSync({ prefix: "fitz-counted-" });
  Deno.chdir(place);
  try {
    const program = await loadProgram(code, app, isCounted ? { budget, coverage: counts } : {});
    await program.start();
    await waitForTasks();
  } catch (thrown) {
    error = (thrown as Error).message;
  } finally {
    Deno.chdir(before);
    Deno.removeSync(place, { recursive: true });
  }
  return { out: texts().out, error, reached: counts.filter((count) => count > 0).length };
}

/** Their output is another one each time, or they use up the stack on purpose. */
const VARYING =
  /rand|uuid|time|clock|random|stack|deep|nest|recurs|log|task|spawn|race|sleep|timeout|hash|jwt/;

Deno.test({
  name: "programs that count do what they do without",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    let count = 0;
    for (const one of discoverCases()) {
      if (one.suite !== "run" || one.settings.skip || one.settings.stdin || VARYING.test(one.name)) continue;
      const entry = entryOf(one);
      const plain = await outcome(one.folder, entry, false);
      if (plain === null) continue;
      const counted = await outcome(one.folder, entry, true);
      assert.ok(counted, one.name);
      assert.deepEqual({ ...counted, reached: 0 }, plain, one.name);
      if (plain.out !== "") assert.ok(counted.reached > 0, `${one.name}: nothing is counted`);
      count++;
    }
    assert.ok(count > 150, String(count));
  },
});
