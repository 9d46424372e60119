/** Spawned tasks: started beside the caller, reported when they fail unobserved, awaited when the program ends. */
import { asFailure } from "../failures/as_failure.ts";
import { displayNested } from "../operations/display.ts";
import { host } from "../host/host.ts";
import { newSpan, runInContext } from "../trace/trace_context.ts";
import type { Future } from "../values/future.ts";
import { Err } from "../values/result.ts";

const running = new Set<Promise<unknown>>();

/** Tells of the failure of a task that nobody awaits. */
export interface TaskReporter {
  /** An error was thrown by it. */
  failed(error: unknown): void;
  /** It ended with an `Err` that holds this value. */
  gaveErr?(value: unknown): void;
}

const OWN = {
  failed(error: unknown): void {
    const failure = asFailure(error);
    const text = failure ? `error[${failure.code}]: ${failure.message}` : String(error);
    host().stderr(`a spawned task failed: ${text}\n`);
  },
  gaveErr(value: unknown): void {
    host().stderr(`a spawned task ended with ${displayNested(new Err(value))}\n`);
  },
};
let report: TaskReporter = OWN;

/** Replaces how failures of unobserved tasks are reported. */
export function setTaskReporter(reporter: TaskReporter): void {
  report = reporter;
}

/**
 * Starts a future beside the caller, whose own code goes on until it suspends. The task is a span of its own in the caller's trace. A run-time error or an `Err` that nobody awaits is logged on stderr.
 */
export function spawnTask(future: Future): Future {
  const span = newSpan();
  // Whoever awaits the future may be the one who starts it.
  if (span) future.surround((action) => runInContext(span, action));
  const task = span ? runInContext(span, () => run(future)) : run(future);
  running.add(task);
  task.finally(() => running.delete(task));
  return future;
}

async function run(future: Future): Promise<void> {
  // Between two suspension points of the caller no other code runs.
  await null;
  let tell: () => void;
  try {
    const value = await future.launch();
    if (!(value instanceof Err)) return;
    tell = () => (report.gaveErr ?? OWN.gaveErr)(value.value);
  } catch (error) {
    tell = () => report.failed(error);
  }
  // Whoever awaits the future right after it ended still counts as its observer.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (!future.isObserved) tell();
}

/** Ends when all spawned tasks have ended, those that they spawn included. */
export async function waitForTasks(): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}
