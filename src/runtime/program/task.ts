/** Spawned tasks: started beside the caller, repeated where their function says so, reported when they fail unobserved, awaited when the program ends. */
import { asFailure } from "../failures/as_failure.ts";
import { attempt, failureText, type JobFailure } from "../jobs/job_failure.ts";
import { setOtherTasks } from "../jobs/other_tasks.ts";
import { pauseAfter } from "../jobs/retry.ts";
import { forgetTasks, type JobRun, Task, type TaskSpec } from "../jobs/task.ts";
import { displayNested } from "../operations/display.ts";
import { host } from "../host/host.ts";
import { newSpan, runInContext } from "../trace/trace_context.ts";
import type { Future } from "../values/future.ts";
import { Err } from "../values/result.ts";

const running = new Set<Promise<unknown>>();
/** Ends the pauses before further attempts. */
let pauses = new AbortController();
let isStopping = false;

/** Tells of tasks. */
export interface TaskReporter {
  /** Nobody awaits what has failed. */
  dropped(failure: JobFailure, task: { readonly name: string; readonly attempt: number }): void;
  /** An attempt failed. */
  attemptFailed?(failure: JobFailure, run: JobRun, willRetry: boolean): void;
  /** A run of a `@background` function begins and ends. */
  started?(run: JobRun): void;
  ended?(run: JobRun, milliseconds: number): void;
}

const OWN: TaskReporter = {
  dropped(failure) {
    if ("err" in failure) {
      host().stderr(`a spawned task ended with ${displayNested(new Err(failure.err))}\n`);
      return;
    }
    const known = asFailure(failure.thrown);
    const text = known ? `error[${known.code}]: ${known.message}` : String(failure.thrown);
    host().stderr(`a spawned task failed: ${text}\n`);
  },
};
let report: TaskReporter = OWN;

/** Who is told of tasks. */
export function taskReporter(): TaskReporter {
  return report;
}

/** Has `tell` report what dropped tasks have thrown; an `Err` is told on stderr. */
export function tellThrown(tell: (thrown: unknown) => void): TaskReporter {
  return {
    dropped: (failure, task) => "err" in failure ? OWN.dropped(failure, task) : tell(failure.thrown),
  };
}

/** Replaces who is told of tasks; what is left out is as before a program has started. */
export function setTaskReporter(reporter: Partial<TaskReporter>): void {
  report = { ...OWN, ...reporter };
}

/**
 * Starts a future beside the caller, whose own code goes on until it suspends. The task is a span of its own in the caller's trace. A run-time error or an `Err` that nobody awaits is reported.
 */
export function spawnTask(future: Future, spec: TaskSpec): Future {
  const task = new Task(spec);
  const span = newSpan();
  future.task = task;
  // Whoever awaits the future may be the one who starts it.
  future.surround((run) => span ? runInContext(span, () => perform(task, run)) : perform(task, run));
  const promise = span ? runInContext(span, () => follow(future, task)) : follow(future, task);
  running.add(promise);
  promise.finally(() => running.delete(promise));
  return future;
}

/** A program begins: what an earlier one in this process has left is none of its business. */
export function resetTasks(): void {
  isStopping = false;
  pauses = new AbortController();
  running.clear();
  forgetTasks();
  setOtherTasks(null);
}

/** Starts the task, and tells of a failure that nobody has waited for. */
async function follow(future: Future, task: Task): Promise<void> {
  // Between two suspension points of the caller no other code runs.
  await null;
  const failure = await attempt(() => future.launch());
  // A future that had started before knows nothing of the task.
  if (task.finishedAt === null) task.finish(failure && failureText(failure));
  if (failure === null) return;
  // Whoever awaits the future right after it ended still counts as its observer.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (future.observers === 0) report.dropped(failure, task);
}

/** Tells of the failure of a future that somebody waited for, but no longer does. */
export function reportLate(thrown: unknown): void {
  report.dropped({ thrown }, { name: "future", attempt: 1 });
}

/** All attempts of a task: gives what the last one gives, or throws what it throws. */
async function perform(task: Task, run: () => unknown): Promise<unknown> {
  for (;; task.attempt++) {
    const started = host().monotonic();
    task.status = "running";
    if (task.spec.isJob) report.started?.(task);
    let value: unknown;
    const failure = await attempt(async () => value = await run());
    const pause = failure && pauseAfter(task.spec.retry, task.attempt);
    const willRetry = pause !== null && !isStopping;
    if (willRetry) task.status = "retrying";
    else task.finish(failure && failureText(failure));
    if (task.spec.isJob) report.ended?.(task, host().monotonic() - started);
    if (failure !== null && willRetry) {
      task.error = failureText(failure);
      report.attemptFailed?.(failure, task, true);
      await host().sleep(pause, pauses.signal);
      if (!isStopping) continue;
      task.finish(task.error);
    }
    if (failure !== null && "thrown" in failure) throw failure.thrown;
    return value;
  }
}

/** Ends when all spawned tasks have ended, those that they spawn included. */
export async function waitForTasks(): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}

/** The same for a program that stops: further attempts are given up. */
export async function endTasks(): Promise<void> {
  isStopping = true;
  pauses.abort();
  await waitForTasks();
}

/** The same without any pause before further attempts. */
export async function hurryTasks(): Promise<void> {
  pauses.abort();
  await waitForTasks();
  pauses = new AbortController();
}
