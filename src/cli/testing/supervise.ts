/** Runs the tests of a file in a worker and ends what does not end by itself. */
import type { TestCase } from "../../app/manifest.ts";
import type { WorkOrder, WorkReport } from "./protocol.ts";
import type { TestOutcome } from "./test_outcome.ts";
import type { TestUnit } from "./test_plan.ts";

/** The main module of the executable knows when it runs as a worker. */
const workerUrl = Deno.build.standalone ? Deno.mainModule : new URL("./worker.ts", import.meta.url).href;

export interface SuperviseOptions {
  /** Milliseconds per test where the test says nothing; 0 for no limit. */
  readonly timeout: number;
  /** Called after each test; false ends the run. */
  readonly onOutcome: (outcome: TestOutcome) => boolean;
}

/** Runs the chosen tests of a unit in order. A test that takes too long is given up with its worker; the rest go on in a new one. */
export async function superviseUnit(
  unit: TestUnit,
  chosen: readonly TestCase[],
  options: SuperviseOptions,
): Promise<void> {
  let waiting = [...chosen];
  const outcome = (test: TestCase, part: Partial<TestOutcome>): TestOutcome => ({
    file: test.file,
    name: test.name,
    status: "failed",
    message: "",
    output: "",
    milliseconds: 0,
    ...part,
  });
  while (waiting.length > 0) {
    const next = waiting[0]!;
    if (next.skip !== null) {
      waiting.shift();
      if (!options.onOutcome(outcome(next, { status: "skipped", message: next.skip }))) return;
      continue;
    }
    const batch = waiting.filter((test) => test.skip === null);
    let isOver = false;
    await runWorker(unit, batch, options.timeout, (test, part) => {
      // Skipped tests keep their place among the others.
      while (waiting[0] !== test) {
        const skipped = waiting.shift()!;
        isOver ||= !options.onOutcome(outcome(skipped, { status: "skipped", message: skipped.skip! }));
      }
      waiting.shift();
      isOver ||= !options.onOutcome(outcome(test, part));
      return !isOver;
    });
    if (isOver) return;
    if (waiting.length > 0 && waiting[0] === next) throw new Error("the worker did nothing");
    waiting = [...waiting];
  }
}

/** Runs tests until all have ended, one takes too long, or `onEnd` gives false. */
function runWorker(
  unit: TestUnit,
  tests: readonly TestCase[],
  timeout: number,
  onEnd: (test: TestCase, part: Partial<TestOutcome>) => boolean,
): Promise<void> {
  const worker = new Worker(workerUrl, { type: "module" });
  let timer: number | undefined;
  let current = tests[0]!;
  let left = [...tests];
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => {
    clearTimeout(timer);
    worker.terminate();
    resolve();
  };
  const end = (test: TestCase, part: Partial<TestOutcome>) => {
    left = left.filter((one) => one !== test);
    return onEnd(test, part);
  };
  const watch = (test: TestCase) => {
    clearTimeout(timer);
    current = test;
    const limit = test.timeoutMs ?? timeout;
    if (limit === 0) return;
    timer = setTimeout(() => {
      end(test, { message: `timed out after ${limit} ms\n`, milliseconds: limit });
      stop();
    }, limit);
  };
  const breakRest = (failure: string, output: string) => {
    for (const test of left) if (!end(test, { message: failure, output })) break;
    stop();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    breakRest(`internal error: ${event.message}\n`, "");
  };
  worker.onmessage = ({ data }: MessageEvent<WorkReport>) => {
    if (data.kind === "begin") watch(unit.app.tests[data.test]!);
    else if (data.kind === "done") stop();
    else if (data.kind === "broken") breakRest(data.failure, data.output);
    else {
      clearTimeout(timer);
      const { failure, output, milliseconds } = data;
      const status = failure === null ? "ok" : "failed";
      if (!end(unit.app.tests[data.test]!, { status, message: failure ?? "", output, milliseconds })) stop();
    }
  };
  watch(current);
  const order: WorkOrder = {
    code: unit.code,
    app: unit.app,
    sources: unit.sources,
    tests: tests.map((test) => unit.app.tests.indexOf(test)),
  };
  worker.postMessage(order);
  return promise;
}
