/** Runs the tests of a file in a worker and ends what does not end by itself. */
import type { TestCase } from "../../app/manifest.ts";
import type { BudgetLimits } from "../../runtime/program/budget.ts";
import { WHOLE_FILE, type WorkOrder, type WorkReport } from "./protocol.ts";
import type { TestOutcome } from "./test_outcome.ts";
import type { TestUnit } from "./test_unit.ts";

/** The main module of the executable knows when it runs as a worker. */
const workerUrl = Deno.build.standalone ? Deno.mainModule : new URL("./worker.ts", import.meta.url).href;

/** What a worker may take longer than a test, which it ends itself unless that never gives way. */
const GRACE_MS = 300;

export interface SuperviseOptions {
  /** Milliseconds per test where the test says nothing; 0 for no limit. */
  readonly timeout: number;
  readonly limits: BudgetLimits;
  readonly isFailFast: boolean;
  /** Called after each test; false ends the run. */
  readonly onOutcome: (outcome: TestOutcome) => boolean;
}

/** Runs the chosen tests of a unit in order. A test that never gives way is given up with its worker; the rest go on in a new one. */
export async function superviseUnit(
  unit: TestUnit,
  chosen: readonly TestCase[],
  options: SuperviseOptions,
): Promise<void> {
  const waiting = [...chosen];
  let isOver = false;
  const tell = (test: TestCase, part: Partial<TestOutcome>) => {
    if (isOver) return;
    const { file, name } = test;
    const known: TestOutcome = { file, name, status: "failed", message: "", output: "", milliseconds: 0 };
    isOver = !options.onOutcome({ ...known, ...part });
  };
  const tellSkipped = () => {
    for (let next = waiting[0]; next !== undefined && next.skip !== null; next = waiting[0]) {
      waiting.shift();
      tell(next, { status: "skipped", message: next.skip });
    }
  };
  tellSkipped();
  if (unit.settled) {
    for (const test of waiting.splice(0)) tell(test, unit.settled);
  }
  while (waiting.length > 0 && !isOver) {
    const left = waiting.length;
    await runWorker(unit, waiting.filter((test) => test.skip === null), options, (test, part) => {
      // Skipped tests keep their place among the others.
      tellSkipped();
      waiting.splice(waiting.indexOf(test), 1);
      tell(test, part);
      tellSkipped();
      return !isOver;
    });
    if (waiting.length === left) throw new Error("the worker did nothing");
  }
}

/** Runs tests until all have ended, one does not give way, or `onEnd` gives false. */
function runWorker(
  unit: TestUnit,
  tests: readonly TestCase[],
  { timeout, limits, isFailFast }: SuperviseOptions,
  onEnd: (test: TestCase, part: Partial<TestOutcome>) => boolean,
): Promise<void> {
  const order: WorkOrder = {
    code: unit.code,
    app: unit.app,
    sources: unit.sources,
    file: unit.module,
    application: unit.application,
    tests: tests.map((test) => test === unit.example ? WHOLE_FILE : unit.app.tests.indexOf(test)),
    timeout,
    limits,
    isFailFast,
    coverage: unit.coverage?.counts ?? null,
  };
  const { promise, resolve } = Promise.withResolvers<void>();
  const worker = new Worker(workerUrl, { type: "module" });
  let timer: number | undefined;
  let left = [...tests];
  const stop = () => {
    clearTimeout(timer);
    worker.terminate();
    resolve();
  };
  const end = (test: TestCase, part: Partial<TestOutcome>) => {
    left = left.filter((one) => one !== test);
    if (!onEnd(test, part)) stop();
  };
  const breakRest = (failure: string, output: string) => {
    for (const test of [...left]) end(test, { message: failure, output });
    stop();
  };
  const watch = (limit: number, onLate: (message: string) => void) => {
    clearTimeout(timer);
    if (limit > 0) timer = setTimeout(() => onLate(`timed out after ${limit} ms\n`), limit + GRACE_MS);
  };
  const watchTest = (test: TestCase) => {
    const limit = test.timeoutMs ?? timeout;
    watch(limit, (message) => {
      end(test, { message, milliseconds: limit });
      stop();
    });
  };
  worker.onerror = (event) => {
    event.preventDefault();
    breakRest(`internal error: ${event.message}\n`, "");
  };
  worker.onmessage = ({ data }: MessageEvent<WorkReport>) => {
    if (data.kind === "begin" || data.kind === "after") watchTest(tests[data.at]!);
    else if (data.kind === "done") stop();
    else if (data.kind === "broken") breakRest(data.failure, data.output);
    else {
      clearTimeout(timer);
      const { failure, output, milliseconds } = data;
      const status = failure === null ? "ok" : "failed";
      end(tests[data.at]!, { status, message: failure ?? "", output, milliseconds });
    }
  };
  // Until the first test begins the file is loaded.
  watch(timeout, (message) => breakRest(message, ""));
  worker.postMessage(order);
  return promise;
}
