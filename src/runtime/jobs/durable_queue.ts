/** Durable tasks: rows of a store that every process of the program works off (realtime.md 17.2). */
import type { BackgroundFunction } from "../../app/manifest.ts";
import { Failure } from "../failures/failure.ts";
import { host } from "../host/host.ts";
import type { DrainPart } from "../http/drain.ts";
import { logRecord } from "../log/log_record.ts";
import { taskReporter } from "../program/task.ts";
import { currentContext, runInContext } from "../trace/trace_context.ts";
import { newSpanId, newTraceId } from "../trace/trace_id.ts";
import { uuidV7 } from "../values/uuid.ts";
import { Err } from "../values/result.ts";
import { attempt, failureText, type JobFailure } from "./job_failure.ts";
import { pauseAfter } from "./retry.ts";
import type { JobStore, StoredJob } from "./store/job_store.ts";
import type { TaskStatus } from "./task.ts";

/** A `@background` function with a store. */
export interface DurableFunction {
  readonly spec: BackgroundFunction;
  /** Calls it with arguments that were kept, as the JSON text of a list. @throws WrongArguments when they do not fit its parameters any more */
  call(args: string): unknown;
}

/** Why kept arguments do not fit; the text of the validation. */
export class WrongArguments extends Error {}

const POLL_MS = 5000;
const CLAIM_LIMIT = 100;
const MOST_ORPHANS = 5;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export class DurableQueue {
  readonly #functions: ReadonlyMap<string, DurableFunction>;
  readonly #locks: ReadonlyMap<string, number>;
  /** The rows that this process runs. */
  readonly #running = new Map<string, Promise<void>>();
  /** Who waits here for the end of a row. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #unknown = new Set<string>();
  readonly #stopping = new AbortController();

  constructor(
    private readonly store: JobStore,
    functions: readonly DurableFunction[],
    /** This process, as other processes know it. */
    private readonly node: string = uuidV7().text,
  ) {
    this.#functions = new Map(functions.map((one) => [one.spec.name, one]));
    this.#locks = new Map(functions.map(({ spec }) => [spec.name, spec.visibilitySeconds * 1000]));
  }

  /** Looks for work now and every five seconds; what this gives ends that. */
  start(): DrainPart {
    this.#keepLooking();
    return {
      name: "jobs",
      count: () => this.#running.size,
      draining: () => this.#stopping.abort(),
      closing: () => this.settle(),
      cut: () => this.store.release([...this.#running.keys()], this.node),
    };
  }

  /** Ends when this process runs nothing. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /**
   * Writes a task down, then begins it. Gives what the last attempt gives or throws; a process that does not run that one learns of its end only.
   *
   * @throws what the store throws: the task does not exist then
   */
  async spawn(id: string, name: string, args: string): Promise<Promise<unknown>[]> {
    const createdAt = host().now();
    const trace = currentContext()?.traceId ?? newTraceId();
    // A process that stops leaves its tasks to the others.
    const isOwn = !this.#stopping.signal.aborted;
    await this.store.add({
      id,
      name,
      args: `{"trace_id":"${trace}","args":${args}}`,
      createdAt,
      lockedBy: isOwn ? this.node : null,
      lockedUntil: isOwn ? createdAt + this.#locks.get(name)! : null,
    });
    const result = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    result.catch(() => {});
    if (isOwn) this.#guard(this.#claim([id]));
    return [result];
  }

  async #keepLooking(): Promise<void> {
    const stop = this.#stopping.signal;
    while (!stop.aborted) {
      await this.#guard(this.#look());
      await host().sleep(POLL_MS, stop);
    }
  }

  async #look(): Promise<void> {
    while (await this.#claim() === CLAIM_LIMIT);
    for (const name of await this.store.unknownNames([...this.#functions.keys()])) {
      if (this.#unknown.has(name)) continue;
      this.#unknown.add(name);
      const why = "no background function has this name, so its tasks stay queued";
      logRecord("jobs", "warn", "job.unknown", [["job", name], ["reason", why]], null);
    }
    for (const id of this.#waiting.keys()) if (!this.#running.has(id)) await this.#endElsewhere(id);
  }

  /** Takes rows and begins them; gives how many. */
  async #claim(ids?: readonly string[]): Promise<number> {
    const claim = { node: this.node, now: host().now(), locks: this.#locks, limit: CLAIM_LIMIT };
    const rows = await this.store.claim(ids ? { ...claim, ids } : claim);
    for (const row of rows) {
      const run = this.#guard(this.#run(row)).finally(() => this.#running.delete(row.id));
      this.#running.set(row.id, run);
    }
    return rows.length;
  }

  /** A store that fails is told of; the next look tries again. */
  async #guard(work: Promise<unknown>): Promise<void> {
    const failure = await attempt(() => work);
    if (failure === null) return;
    logRecord("jobs", "error", "job.store_failed", [["error", failureText(failure)]], null);
  }

  async #run(row: StoredJob): Promise<void> {
    const { spec, call } = this.#functions.get(row.name)!;
    const refusal = row.orphans >= MOST_ORPHANS
      ? `orphaned ${MOST_ORPHANS} times`
      : row.orphans > 0 && !spec.catchUp
      ? "orphaned by restart"
      : null;
    const { trace_id: traceId, args } = JSON.parse(row.args) as { trace_id: string; args: unknown };
    const context = { traceId, spanId: newSpanId(), isSampled: true, traceState: null };
    await runInContext(context, async () => {
      const failed = { thrown: new Failure("run/job", refusal ?? "") };
      if (refusal !== null) return await this.#end(row, failed, null);
      const started = host().monotonic();
      taskReporter().started?.(runOf(row, "running"));
      let value: unknown;
      const kept = this.#keepLock(row);
      const failure = await attempt(async () => value = await call(JSON.stringify(args)));
      kept.abort();
      const isWrong = failure !== null && "thrown" in failure && failure.thrown instanceof WrongArguments;
      const pause = failure && !isWrong ? pauseAfter(spec.retry, row.attempt - row.orphans) : null;
      const status = failure === null ? "ok" : pause === null ? "failed" : "retrying";
      taskReporter().ended?.(runOf(row, status), host().monotonic() - started);
      if (failure !== null && pause !== null) await this.#postpone(row, failure, pause);
      else await this.#end(row, failure, value);
    });
  }

  /** Renews the lock of a row while it runs. */
  #keepLock({ id, name }: StoredJob): AbortController {
    const stop = new AbortController();
    const lock = this.#locks.get(name)!;
    const keep = async () => {
      while (true) {
        await host().sleep(lock / 3, stop.signal);
        if (stop.signal.aborted) return;
        await this.store.renew([id], this.node, host().now() + lock);
      }
    };
    this.#guard(keep());
    return stop;
  }

  async #postpone(row: StoredJob, failure: JobFailure, pause: number): Promise<void> {
    taskReporter().attemptFailed?.(failure, runOf(row, "retrying"), true);
    const next = { error: failureText(failure), runAt: host().now() + pause };
    if (!await this.store.postpone(row.id, this.node, next)) return;
    // Whoever comes first claims it: this process knows the moment.
    this.#claimLater(row.id, pause);
  }

  async #claimLater(id: string, pause: number): Promise<void> {
    await host().sleep(pause, this.#stopping.signal);
    if (!this.#stopping.signal.aborted) await this.#guard(this.#claim([id]));
  }

  async #end(row: StoredJob, failure: JobFailure | null, value: unknown): Promise<void> {
    const { id } = row;
    const end = { error: failure && failureText(failure), now: host().now() };
    if (failure !== null) taskReporter().attemptFailed?.(failure, runOf(row, "failed"), false);
    // Another process has it when the lock was lost meanwhile; its end counts.
    if (!await this.store.finish(id, this.node, end)) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure === null) waiting?.resolve(value);
    else if ("err" in failure) waiting?.resolve(new Err(failure.err));
    else waiting?.reject(failure.thrown);
  }

  /** A row that another process went on with has ended: nobody here knows its value. */
  async #endElsewhere(id: string): Promise<void> {
    const row = await this.store.get(id);
    if (row && row.status !== "ok" && row.status !== "failed") return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (row?.status === "ok") waiting?.resolve(null);
    else waiting?.reject(new Failure("run/job", row?.error ?? "the task is no longer in its store"));
  }
}

function runOf({ name, id, attempt }: StoredJob, status: TaskStatus) {
  return { name, id, attempt, status };
}
