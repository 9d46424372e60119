/** Runs the tests of one file in this isolate. */
import { documentOf } from "../document_of.ts";
import type { TestHook } from "../../app/manifest.ts";
import { setHost } from "../../runtime/host/host.ts";
import type { HttpProgram } from "../../runtime/http/http_program.ts";
import { Budget } from "../../runtime/program/budget.ts";
import {
  type LoadedProgram,
  loadProgram,
  prepareSchedules,
  programSources,
  startProgram,
} from "../../runtime/program/program.ts";
import { forgetFinishedTasks } from "../../runtime/jobs/task.ts";
import { setTaskReporter, tellThrown } from "../../runtime/program/task.ts";
import type { ProgramSources } from "../../runtime/failures/failure_report.ts";
import { setApplication } from "../../runtime/testing/test_client.ts";
import { TestHost } from "../../runtime/testing/test_host.ts";
import {
  endTest,
  onTestEnd,
  onTestStart,
  setTestHost,
  startTest,
} from "../../runtime/testing/test_session.ts";
import { captureLogs, setSchedules } from "../../runtime/testing/test_settings.ts";
import { Err } from "../../runtime/values/result.ts";
import { explainFailure, ReturnedErr, TimedOut } from "./explain_failure.ts";
import { WHOLE_FILE, type WorkOrder, type WorkReport } from "./protocol.ts";

const STACK_FRAMES = 200;

/** Loads the program, runs the top level of the file and then its tests in order; tells of each. Never rejects. */
export async function runUnit(order: WorkOrder, tell: (report: WorkReport) => void): Promise<void> {
  const host = new TestHost(Deno.env.toObject());
  const budget = new Budget(order.limits);
  setHost(host);
  setTestHost(host);
  captureLogs();
  Error.stackTraceLimit = STACK_FRAMES;
  let known: ProgramSources | undefined;
  const sources = () => known ??= programSources(order.code, order.sources);
  const explain = (error: unknown) => explainFailure(error, sources());
  try {
    const coverage = order.coverage && new Float64Array(order.coverage);
    const program = await loadProgram(order.code, order.app, { budget, coverage });
    setTaskReporter(tellThrown((error) => host.stderr(explain(error))));
    const start = applicationStart(program, order);
    setApplication(program.http && serverOf(program.http, order, start, sources));
    const scheduler = await prepareSchedules(order.app, program, sources);
    setSchedules(scheduler && (() => start().then(() => scheduler)));
    onTestStart(forgetFinishedTasks);
    const isWhole = order.tests[0] === WHOLE_FILE;
    if (!isWhole) await startModule(program, order.file);
    await new UnitRun(order, program, { tell, explain, host, budget }).run();
    tell({ kind: "done" });
  } catch (error) {
    tell({ kind: "broken", failure: explain(error), output: host.takeOutput() });
  }
}

/** Runs the top level of a module that has not run yet. */
async function startModule(program: LoadedProgram, index: number): Promise<void> {
  await startProgram({ ...program, start: program.tests!.starts[index]! });
}

/** Runs the top level of the application under test, once, when the first request or tick asks for it. */
function applicationStart(program: LoadedProgram, { application, file }: WorkOrder): () => Promise<void> {
  let started: Promise<void> | undefined;
  return () => started ??= application === file ? Promise.resolve() : startModule(program, application);
}

/** The server that answers the requests of tests. */
function serverOf(
  http: HttpProgram,
  { app }: WorkOrder,
  start: () => Promise<void>,
  sources: () => ProgramSources,
) {
  const make = async () => {
    await start();
    const { HttpServer } = await import("../../runtime/http/http_server.ts");
    return new HttpServer(http, http.settings(), { sources, document: (name) => documentOf(app, name) });
  };
  let server: ReturnType<typeof make> | undefined;
  return () => server ??= make();
}

interface Surroundings {
  tell(report: WorkReport): void;
  explain(error: unknown): string;
  readonly host: TestHost;
  readonly budget: Budget;
}

class UnitRun {
  constructor(
    private readonly order: WorkOrder,
    private readonly program: LoadedProgram,
    private readonly around: Surroundings,
  ) {}

  async run(): Promise<void> {
    const { tests } = this.order;
    await this.#runAll(this.#hooks("before_all"));
    let hasFailed = false;
    for (let at = 0; at < tests.length && !hasFailed; at++) {
      const failed = await this.#runTest(at);
      hasFailed = failed && this.order.isFailFast;
    }
  }

  /** Runs one test with what surrounds it; whether it failed. */
  async #runTest(at: number): Promise<boolean> {
    const { tell, host, budget, explain } = this.around;
    tell({ kind: "begin", at });
    const started = performance.now();
    const failures: string[] = [];
    const attempt = async (action: () => Promise<void>) => {
      budget.renew();
      let failure: unknown = null;
      try {
        await this.#inTime(at, action());
      } catch (error) {
        failure = error;
      }
      // A limit that was passed counts also where a handler or `assert_throws` took the failure.
      failure = budget.exceeded ?? failure;
      if (failure !== null) failures.push(explain(failure));
    };
    onTestEnd(host.keepEnvironment());
    startTest();
    await attempt(async () => {
      await this.#runAll(this.#hooks("before_each"));
      await this.#call(at);
    });
    tell({ kind: "after", at });
    await attempt(() => this.#runAll(this.#hooks("after_each")));
    await endTest();
    const isLast = at === this.order.tests.length - 1 || (failures.length > 0 && this.order.isFailFast);
    if (isLast) await attempt(() => this.#runAll(this.#hooks("after_all")));
    const milliseconds = performance.now() - started;
    const failure = failures.length > 0 ? failures.join("") : null;
    tell({ kind: "end", at, failure, output: host.takeOutput(), milliseconds });
    return failure !== null;
  }

  async #call(at: number): Promise<void> {
    const index = this.order.tests[at]!;
    if (index !== WHOLE_FILE) return await passing(this.program.tests!.tests[index]!);
    await startProgram(this.program);
    const own = this.order.app.tests.flatMap((test, i) =>
      test.handler.module === this.order.file ? [this.program.tests!.tests[i]!] : []
    );
    await this.#runAll(own);
  }

  /** Rejects with TimedOut when the action does not end in time. Endless loops are ended from outside. */
  async #inTime(at: number, action: Promise<void>): Promise<void> {
    const limit = limitOf(this.order, at);
    if (limit === 0) return await action;
    let timer = 0;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TimedOut(limit)), limit);
    });
    try {
      await Promise.race([action, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #hooks(kind: TestHook["kind"]): (() => unknown)[] {
    const { app, file } = this.order;
    return app.testHooks.flatMap((hook, i) =>
      hook.kind === kind && hook.handler.module === file ? [this.program.tests!.hooks[i]!] : []
    );
  }

  async #runAll(calls: readonly (() => unknown)[]): Promise<void> {
    for (const call of calls) await passing(call);
  }
}

/** Milliseconds that the test at that place of the order may take; 0 for any number. */
function limitOf({ app, tests, timeout }: Pick<WorkOrder, "app" | "tests" | "timeout">, at: number) {
  return app.tests[tests[at]!]?.timeoutMs ?? timeout;
}

/** A call that fails also by giving `Err`. */
async function passing(call: () => unknown): Promise<void> {
  const value = await call();
  if (value instanceof Err) throw new ReturnedErr(value);
}
