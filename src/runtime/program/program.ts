/** Runs an emitted program: loads its code, runs the top level, waits for spawned tasks or serves, and reports the run-time error that ended it. */
import type { App } from "../../app/manifest.ts";
import { asFailure, asWrongValue } from "../failures/as_failure.ts";
import { setLibrary } from "../operations/dynamic_methods.ts";
import type { Failure } from "../failures/failure.ts";
import { failureReport, type ProgramSources } from "../failures/failure_report.ts";
import { programMap, programUrl } from "../failures/program_map.ts";
import { host } from "../host/host.ts";
import type { DocumentName } from "../http/automatic_paths.ts";
import type { DrainPart } from "../http/drain.ts";
import type { HttpProgram } from "../http/http_program.ts";
import type { ServeOptions } from "../http/serve.ts";
import type { EmittedDurable } from "../jobs/durable_tasks.ts";
import type { ScheduleProgram, Scheduler } from "../jobs/scheduler.ts";
import { setStores } from "../jobs/other_tasks.ts";
import { unfinishedTasks } from "../jobs/task.ts";
import { setModuleRoot } from "../log/caller_module.ts";
import { newTrace, runInContext, startTraceContext } from "../trace/trace_context.ts";
import { runAtEnd } from "./at_end.ts";
import { setAppPool } from "../db/app_pool.ts";
import { prepareLibrary } from "./prepare.ts";
import { endTasks, resetTasks, setTaskReporter, tellThrown, waitForTasks } from "./task.ts";
import { taskRecords } from "./task_record.ts";

export interface ProgramOptions {
  /** Text of the source files by the path users see, for the frames of errors. */
  readonly sources?: ReadonlyMap<string, string>;
  /** The documents of a service. */
  readonly document?: (name: DocumentName) => string | Promise<string>;
  /** Stops a service as a signal does. */
  readonly stop?: AbortSignal;
  /** Told when the code is loaded; its top level runs when what this gives has ended. */
  readonly onLoaded?: () => void | Promise<void>;
  /** Of a service; see ServeOptions. */
  readonly service?: Pick<
    ServeOptions,
    | "onListening"
    | "drainDelaySeconds"
    | "startsAgain"
    | "conclusions"
    | "embeddedFiles"
    | "startWorker"
    | "firstWorker"
  >;
  /** Static errors were let through (`--no-typecheck`): what JavaScript cannot do then is the program's fault. */
  readonly isLenient?: boolean;
}

/** Functions marked `@test` and the hooks around them, in the order of the manifest. */
export interface ProgramTests {
  readonly tests: readonly (() => unknown)[];
  readonly hooks: readonly (() => unknown)[];
  /** Runs the top level of each module, unless it has run. */
  readonly starts: readonly (() => unknown)[];
}

/** What the code of a program exports. */
export interface LoadedProgram {
  /** Runs the top level of the entry and of what it imports. */
  start(): unknown;
  /** null for programs without routes. */
  readonly http: HttpProgram | null;
  /** The functions marked `@cron` and `@every`; null for programs without. */
  readonly schedules: ScheduleProgram | null;
  /** The `@background` functions with a store; null for programs without. */
  readonly durable: readonly EmittedDurable[] | null;
  /** The functions marked `@command`, in the order of the manifest; null for programs without. */
  readonly commands: readonly ((...args: any[]) => unknown)[] | null;
  /** null for programs without tests. */
  readonly tests: ProgramTests | null;
  /** Reads the top-level variable that holds the app pool; null when none does. */
  readonly pool: (() => unknown) | null;
}

const STACK_FRAMES = 200;
const SERVER_STACK_FRAMES = 50;

/** Loads code made by the emitter; `instruments` are further members that code emitted to count or to be observed asks for. */
export async function loadProgram(
  code: string,
  app: App,
  instruments: Readonly<Record<string, unknown>> = {},
): Promise<LoadedProgram> {
  const [{ standardLibrary }, members, module] = await Promise.all([
    import("./standard_library.ts"),
    runtimeMembers(code, app),
    evaluateCode(code),
    prepareLibrary(code),
  ]);
  setLibrary(standardLibrary);
  if (app.flags.isUsed) await (await import("../flags/flag_file.ts")).prepareFlagFile();
  const program = module.default({ ...members, ...instruments, library: standardLibrary.implementations });
  setStores(null);
  if (program.durable) {
    const { declareDurable } = await import("../jobs/durable_tasks.ts");
    declareDurable(program.durable, app.backgroundFunctions);
  }
  return program;
}

/** The members that the code of this program may use. */
async function runtimeMembers(code: string, app: App): Promise<Record<string, unknown>> {
  const members = await import("./emitted.ts");
  // Programs without routes may build answers too.
  const hasHttp = app.routes.length > 0 || app.sockets.length > 0 || app.server !== null ||
    code.includes("$class_");
  const jobs = hasDurable(app) ? await import("../jobs/emitted.ts") : {};
  if (!hasHttp) return { ...members, ...jobs };
  const sockets = app.sockets.length > 0 ? await import("../sockets/emitted.ts") : {};
  return { ...members, ...jobs, ...await import("../http/emitted.ts"), ...sockets };
}

function hasDurable({ backgroundFunctions }: App): boolean {
  return backgroundFunctions.some(({ store }) => store !== null);
}

type Factory = { default(rt: Record<string, unknown>): LoadedProgram };

/** As a script: the host would look through a module before V8 sees it, which for large programs takes eight times as long. */
async function evaluateCode(code: string): Promise<Factory> {
  const { default: vm } = await import("node:vm");
  const text = code.replace(/^export default /, '"use strict";');
  return { default: new vm.Script(text, { filename: programUrl(code) }).runInThisContext() };
}

/**
 * Runs a program to its end. A run-time error is reported on stderr.
 *
 * @returns the exit code
 * @throws what is a mistake of ours
 */
export async function runProgram(code: string, app: App, options: ProgramOptions = {}): Promise<number> {
  const frames = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK_FRAMES;
  const report = (error: unknown): Failure | null => {
    const failure = asFailure(error) ?? (options.isLenient ? asWrongValue(error) : null);
    if (failure) host().stderr(failureReport(failure, programSources(code, options.sources ?? new Map())));
    return failure;
  };
  try {
    const program = await loadProgram(code, app);
    resetTasks();
    let known: ProgramSources | undefined;
    const sources = () => known ??= programSources(code, options.sources ?? new Map());
    const scheduler = await prepareSchedules(app, program, sources);
    setModuleRoot(() => entryFolder(code));
    setTaskReporter(tellThrown((error) => {
      if (!report(error)) throw error;
    }));
    await options.onLoaded?.();
    await startProgram(program);
    const asked = program.commands === null ? "serve" : await answerCommandLine(app, program);
    if (asked !== "serve") {
      await settleAll(program);
      return asked;
    }
    if (program.http || program.schedules) {
      // Traces with hundreds of frames would cost time with every failing request.
      Error.stackTraceLimit = SERVER_STACK_FRAMES;
      setTaskReporter(taskRecords(sources));
      return await runService(app, program, scheduler, sources, options);
    }
    await settleAll(program);
    return 0;
  } catch (error) {
    if (report(error)) return 1;
    if (error instanceof Error && error.name === "StartupError") {
      host().stderr(`error: ${error.message}\n`);
      return 1;
    }
    throw error;
  } finally {
    Error.stackTraceLimit = frames;
    await runAtEnd();
  }
}

/** Runs the top level. What a service does there has a trace of its own. */
export async function startProgram({ http, start, pool }: LoadedProgram): Promise<void> {
  if (http?.usesTraceContext) {
    await startTraceContext();
    await runInContext(newTrace(), start);
  } else await start();
  await setAppPool(pool);
}

/** Ends when the tasks of a program that does not serve have ended. */
async function settleAll({ durable }: LoadedProgram): Promise<void> {
  await waitForTasks();
  if (durable) await (await import("../jobs/durable_tasks.ts")).settleDurable();
}

/** Serves routes, schedules or both until a stop; gives the exit code. */
async function runService(
  { packageName }: App,
  { http, schedules, durable }: LoadedProgram,
  scheduler: Scheduler | null,
  sources: () => ProgramSources,
  { service, stop, document = () => "{}" }: ProgramOptions,
): Promise<number> {
  const parts: DrainPart[] = [{ name: "jobs", count: unfinishedTasks, closing: endTasks }];
  if (durable) parts.push(...await (await import("../jobs/durable_tasks.ts")).startQueues());
  // Further workers run no ticks.
  if (scheduler && !service?.firstWorker) await scheduler.openStores(schedules!.stores);
  const common = { parts, ...(stop ? { stop } : {}) };
  if (http) {
    const { serve } = await import("../http/serve.ts");
    return await serve(http, {
      ...service,
      ...common,
      document,
      sources,
      scheduler,
      packageName,
    });
  }
  const { serveSchedules } = await import("../jobs/serve_schedules.ts");
  return await serveSchedules(schedules!, scheduler!, common);
}

/** Makes the scheduler of a program, which stands still; null when it schedules nothing. */
export async function prepareSchedules(
  app: App,
  { schedules }: LoadedProgram,
  sources: () => ProgramSources,
): Promise<Scheduler | null> {
  const { setScheduler } = await import("../jobs/current_scheduler.ts");
  if (schedules === null) return setScheduler(null), null;
  const { Scheduler } = await import("../jobs/scheduler.ts");
  const scheduler = new Scheduler(app.schedules, schedules.functions, sources);
  setScheduler(scheduler);
  return scheduler;
}

/** Runs the command that the arguments name; gives its exit code, or `serve` when the program is to serve. */
async function answerCommandLine(app: App, program: LoadedProgram): Promise<number | "serve"> {
  const { runCommand } = await import("../command/run_command.ts");
  return await runCommand({
    name: app.name,
    commands: app.commands,
    functions: program.commands!,
    isService: program.http !== null || program.schedules !== null,
  });
}

/** The folder of the entry, which is the last of the program's modules. */
function entryFolder(code: string): string | null {
  return programSources(code, new Map()).files.at(-1)?.url.replace(/[^/]*$/, "") ?? null;
}

/** The files of a program, as the source map at the end of its code names them. */
export function programSources(code: string, texts: ReadonlyMap<string, string>): ProgramSources {
  const map = programMap(code);
  return {
    files: (map?.sources ?? []).map((url, index) => {
      const path = map!.x_paths[index]!;
      return { url, path, text: texts.get(path) ?? null };
    }),
  };
}
