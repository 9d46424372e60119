/** Runs the tests of one file in this isolate. */
import type { TestHook } from "../../app/manifest.ts";
import { asFailure } from "../../runtime/failures/as_failure.ts";
import { displayNested } from "../../runtime/operations/display.ts";
import { failureReport, type ProgramSources } from "../../runtime/failures/failure_report.ts";
import { type Host, setHost } from "../../runtime/host/host.ts";
import type { HttpProgram } from "../../runtime/http/http_program.ts";
import {
  type LoadedProgram,
  loadProgram,
  programSources,
  startProgram,
} from "../../runtime/program/program.ts";
import { setTaskReporter } from "../../runtime/program/task.ts";
import { Err } from "../../runtime/values/result.ts";
import type { WorkOrder, WorkReport } from "./protocol.ts";

/** Loads the program, runs its top level and then the tests in order; tells of each. Never rejects. */
export async function runUnit(order: WorkOrder, tell: (report: WorkReport) => void): Promise<void> {
  const output: string[] = [];
  const takeOutput = () => output.splice(0).join("");
  setHost(testHost(output));
  Error.stackTraceLimit = 200;
  let sources: ProgramSources | undefined;
  const explain = (error: unknown) =>
    explainError(error, sources ??= programSources(order.code, order.sources));
  try {
    const program = await loadProgram(order.code, order.app);
    setTaskReporter((error) => output.push(explain(error)));
    await startProgram(program);
    if (program.http) await openApplication(program.http as HttpProgram, order);
    await runTests(program, order, { tell, takeOutput, explain });
    tell({ kind: "done" });
  } catch (error) {
    tell({ kind: "broken", failure: explain(error), output: takeOutput() });
  }
}

interface Reporting {
  tell(report: WorkReport): void;
  takeOutput(): string;
  explain(error: unknown): string;
}

async function runTests(
  program: LoadedProgram,
  { app, tests }: WorkOrder,
  { tell, takeOutput, explain }: Reporting,
): Promise<void> {
  const emitted = program.tests!;
  const module = app.tests[tests[0]!]!.handler.module;
  const hooks = (kind: TestHook["kind"]) =>
    app.testHooks.flatMap((hook, i) =>
      hook.kind === kind && hook.handler.module === module ? [emitted.hooks[i]!] : []
    );
  const runAll = async (calls: readonly (() => unknown)[]) => {
    for (const call of calls) await passing(call);
  };
  await runAll(hooks("before_all"));
  for (const test of tests) {
    tell({ kind: "begin", test });
    const started = performance.now();
    const failures: string[] = [];
    const attempt = async (action: () => Promise<void>) => {
      try {
        await action();
      } catch (error) {
        failures.push(explain(error));
      }
    };
    await attempt(async () => {
      await runAll(hooks("before_each"));
      await passing(emitted.tests[test]!);
    });
    await attempt(() => runAll(hooks("after_each")));
    if (test === tests.at(-1)) await attempt(() => runAll(hooks("after_all")));
    const milliseconds = performance.now() - started;
    tell({
      kind: "end",
      test,
      failure: failures.length > 0 ? failures.join("") : null,
      output: takeOutput(),
      milliseconds,
    });
  }
}

/** A call that fails also by giving `Err`. */
async function passing(call: () => unknown): Promise<void> {
  const value = await call();
  if (value instanceof Err) throw new ReturnedErr(`the function returned ${displayNested(value)}`);
}

/** A function of a test file that gave `Err`. */
class ReturnedErr extends Error {}

/** What a user reads about an error; assertions without the code in front. */
function explainError(error: unknown, sources: ProgramSources): string {
  if (error instanceof ReturnedErr) return `${error.message}\n`;
  const failure = asFailure(error);
  if (!failure) return `internal error: ${error instanceof Error ? error.message : error}\n`;
  const lines = failureReport(failure, sources).replace(/^error\[run\/assert\]: /, "").split("\n");
  // The two sides stand under the arrow; the call of the test itself goes without saying.
  const shown = lines.map((line) => /^ +(left|right): /.test(line) ? line.slice(1) : line);
  let calls = shown.filter((line) => /^ +in \S+ \(/.test(line));
  if (/^ +in (fn|tests\.\w+) /.test(calls.at(-1) ?? "")) calls = calls.slice(0, -1);
  if (calls.length === 1) calls = [];
  return shown.filter((line) => !/^ +in \S+ \(/.test(line) || calls.includes(line)).join("\n");
}

/** The application under test, made when the first request asks for it. */
async function openApplication(program: HttpProgram, { app }: WorkOrder): Promise<void> {
  const [{ HttpServer }, { setApplication }] = await Promise.all([
    import("../../runtime/http/http_server.ts"),
    import("../../runtime/testing/test_client.ts"),
  ]);
  let server: InstanceType<typeof HttpServer> | undefined;
  setApplication(() =>
    server ??= new HttpServer(program, program.settings(), {
      openapi: async () => (await import("../../emit/openapi/openapi.ts")).openapiText(app),
    })
  );
}

/** Everything that a test writes is kept for its report; settings of the environment stay in this isolate. */
function testHost(output: string[]): Host {
  const variables = new Map(Object.entries(Deno.env.toObject()));
  const write = (text: string) => void output.push(text);
  return {
    stdout: write,
    stderr: write,
    readLine: () => null,
    env: {
      get: (key) => variables.get(key),
      set: (key, value) => void variables.set(key, value),
      all: () => Object.fromEntries(variables),
    },
    args: [],
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    isStderrTerminal: false,
  };
}
