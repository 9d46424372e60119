/** When scheduled functions run, and what becomes of their runs: realtime.md 18. Knows no timer: whoever drives it asks when the next tick is due, and tells it when the time has come. */
import type { Schedule } from "../../app/manifest.ts";
import { type CronExpression, parseCron } from "../../syntax/cron_expression.ts";
import { writeErrorRecord } from "../failures/error_record.ts";
import type { ProgramSources } from "../failures/failure_report.ts";
import { isEnabled } from "../flags/flags.ts";
import { host } from "../host/host.ts";
import type { HttpSettings, ProbeFunction } from "../http/http_program.ts";
import { logRecord, timestampText } from "../log/log_record.ts";
import { newTrace, runInContext } from "../trace/trace_context.ts";
import { uuidV7 } from "../values/uuid.ts";
import { attempt, failureRecord, failureText } from "./job_failure.ts";
import { nextTime } from "./next_time.ts";
import { pauseAfter } from "./retry.ts";
import type { CronStore, TickClaim } from "./store/cron_store.ts";

/** What emitted code hands over: see emit/js/schedules.ts. */
export interface ScheduleProgram {
  /** The functions in the order of the manifest. */
  readonly functions: readonly (() => unknown)[];
  /** What gives the value of `store`; null without one. */
  readonly stores: readonly ((() => unknown) | null)[];
  /** `@server(…)` after evaluation; null without it. */
  readonly settings: (() => HttpSettings) | null;
  readonly healthz: ProbeFunction | null;
  readonly readyz: ProbeFunction | null;
}

export type RunStatus = "running" | "retrying" | "ok" | "failed";

/** How a scheduled function is doing, as workers tell each other. */
export interface RunState {
  /** Milliseconds since 1970; null when it never runs, and for `@every` while no scheduler runs. */
  readonly nextRun: number | null;
  /** When the last run began. */
  readonly lastRun: number | null;
  readonly lastStatus: RunStatus | null;
  readonly lastError: string | null;
}

/** One scheduled function of the running program. */
export interface ScheduledJob extends RunState {
  readonly schedule: Schedule;
}

class Job implements ScheduledJob {
  /** Where its ticks are claimed; null when this process runs them all. */
  store: CronStore | null = null;
  readonly cron: CronExpression | null;
  /** The next tick by the clock that it goes by: `now` for `@cron`, `monotonic` for `@every`. Infinity: none. */
  due = Infinity;
  runs = 0;
  /** The next run of a job that another worker runs. */
  elsewhere: number | null = null;
  lastRun: number | null = null;
  lastStatus: RunStatus | null = null;
  lastError: string | null = null;

  constructor(readonly schedule: Schedule, readonly call: () => unknown) {
    // The checker has read it before.
    this.cron = schedule.interval === null ? parseCron(schedule.expression) as CronExpression : null;
  }

  /** Milliseconds until the next tick, negative when it is late. */
  get remaining(): number {
    return this.due - (this.cron === null ? host().monotonic() : host().now());
  }

  get nextRun(): number | null {
    if (this.elsewhere !== null) return this.elsewhere;
    if (this.cron !== null) return nextTime(this.cron, this.schedule.timeZone, host().now());
    return this.due === Infinity ? null : host().now() + this.remaining;
  }

  /** Finds the first tick from now on; one interval from now for `@every`. */
  begin(): void {
    this.due = this.cron !== null ? this.#after(host().now()) : host().monotonic() + this.schedule.interval!;
  }

  /** Finds the first tick after the one that is due. Of several that have passed none is made up. */
  proceed(): void {
    if (this.cron !== null) this.due = this.#after(Math.max(this.due, host().now()));
    else {
      const interval = this.schedule.interval!;
      this.due += Math.max(1, Math.floor(-this.remaining / interval) + 1) * interval;
    }
  }

  #after(time: number): number {
    return nextTime(this.cron!, this.schedule.timeZone, time) ?? Infinity;
  }
}

/** Clocks with fractions of a millisecond may bring a tick early by less than that. */
const EARLY_MS = 0.5;
/** A tick that comes later than that was missed, not held up. */
const MOST_LATE_MS = 60_000;

export class Scheduler {
  readonly #jobs: readonly Job[];
  readonly #running = new Set<Promise<void>>();
  readonly #missed: [Job, number][] = [];
  readonly #stopping = new AbortController();
  /** This process, as other processes know it. */
  readonly #node = uuidV7().text;

  constructor(
    schedules: readonly Schedule[],
    functions: readonly (() => unknown)[],
    private readonly sources: () => ProgramSources,
  ) {
    this.#jobs = schedules.map((schedule, index) => new Job(schedule, functions[index]!));
  }

  /** Told when a run begins or ends. */
  onChange: (() => void) | null = null;

  get jobs(): readonly ScheduledJob[] {
    return this.#jobs;
  }

  /** How the jobs are doing, in their order. */
  runStates(): RunState[] {
    return this.#jobs.map(({ nextRun, lastRun, lastStatus, lastError }) => ({
      ...{ nextRun, lastRun, lastStatus, lastError },
    }));
  }

  /** Takes in how they are doing in the worker that runs them. */
  mirror(states: readonly RunState[]): void {
    states.forEach(({ nextRun, ...state }, index) => {
      Object.assign(this.#jobs[index]!, state, { elsewhere: nextRun });
    });
  }

  /** How many runs have not ended. */
  get runningCount(): number {
    return this.#running.size;
  }

  /** Opens the stores, and finds the ticks that came while no process ran, where they are to be made up for. @throws StartupError */
  async openStores(stores: ScheduleProgram["stores"]): Promise<void> {
    for (const [index, value] of stores.entries()) {
      if (value === null) continue;
      const job = this.#jobs[index]!;
      const { openStore } = await import("./store/open_store.ts");
      const { name, expression: schedule, timeZone, catchUp } = job.schedule;
      const store = (await openStore(value(), `@cron '${name}'`)).crons;
      await store.prepare();
      const before = await store.register({ name, schedule, timeZone, nextRunAt: job.nextRun });
      job.store = store;
      const missed = before?.nextRunAt ?? null;
      if (catchUp && missed !== null && missed <= host().now()) this.#missed.push([job, missed]);
    }
  }

  /** Makes up for ticks that were missed before the start: one for each job. */
  catchUp(): void {
    for (const [job, at] of this.#missed.splice(0)) this.#start(job, at);
  }

  /** Finds the next tick of each job: at the start, and after the clock was set or the process was suspended, for `@cron` alone (`isGridKept`). */
  begin(isGridKept = false): void {
    for (const job of this.#jobs) if (job.cron !== null || !isGridKept) job.begin();
  }

  /** Milliseconds until the next tick; 0 when one is due, Infinity when there is none. */
  remaining(): number {
    return this.#jobs.reduce((least, job) => Math.min(least, job.remaining), Infinity);
  }

  /** Starts the runs that are due, the earliest first. */
  tick(): void {
    const due = this.#jobs.filter((job) => job.remaining <= EARLY_MS).sort((a, b) =>
      a.remaining - b.remaining
    );
    for (const job of due) {
      const late = -job.remaining;
      const scheduledFor = host().now() - late;
      job.proceed();
      if (late <= MOST_LATE_MS) this.#start(job, scheduledFor);
    }
  }

  /** Runs a job now, whatever its flag and its other runs; null when there is no such job. Ends with the last attempt. */
  runNow(name: string): Promise<void> | null {
    const job = this.#jobs.find((one) => one.schedule.name === name);
    return job ? this.#track(this.#run(job, host().now())) : null;
  }

  /** Gives up attempts that wait for their time. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Ends when no run is left. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #start(job: Job, scheduledFor: number): void {
    const { schedule } = job;
    if (schedule.flag !== null && !isEnabled(schedule.flag)) return;
    // With a store the other processes' runs count too.
    if (job.runs > 0 && schedule.overlap === "skip" && job.store === null) {
      return this.#skip(job, scheduledFor);
    }
    this.#track(job.store ? this.#claim(job, job.store, scheduledFor) : this.#run(job, scheduledFor));
  }

  /** Runs a tick that no other process has. A store that fails is told of: without it nobody knows whose the tick is. */
  async #claim(job: Job, store: CronStore, at: number): Promise<void> {
    const { name, overlap } = job.schedule;
    const tick = { name, at, nextRunAt: job.nextRun, now: host().now(), node: this.#node, overlap };
    let claimed: TickClaim;
    try {
      claimed = await store.claim(tick);
    } catch (thrown) {
      const error = ["error", failureText({ thrown })] as const;
      return logRecord("jobs", "error", "cron.store_failed", [...tickFields(job, at), error], null);
    }
    if (claimed.kind === "run") return await this.#run(job, at, { store, run: claimed.run });
    if (claimed.kind === "overlap") this.#skip(job, at);
  }

  #skip(job: Job, scheduledFor: number): void {
    // One that is in step with a slow function is nothing to warn about.
    const level = job.cron === null ? "debug" : "warn";
    const reason = ["reason", "the previous run has not ended"] as const;
    logRecord("jobs", level, "cron.skipped", [...tickFields(job, scheduledFor), reason], null);
  }

  #track(run: Promise<void>): Promise<void> {
    this.#running.add(run);
    run.finally(() => this.#running.delete(run));
    return run;
  }

  /** Writes down how a run is doing. */
  async #note({ lastStatus, lastError, schedule }: Job, kept: KeptRun | null, number: number): Promise<void> {
    if (kept === null) return;
    const state = { status: lastStatus!, attempt: number, error: lastError, now: host().now() };
    try {
      await kept.store.note(kept.run, state);
    } catch (thrown) {
      const fields = [["job", schedule.name], ["error", failureText({ thrown })]] as const;
      logRecord("jobs", "error", "cron.store_failed", fields, null);
    }
  }

  /** All attempts of one tick; never rejects. */
  async #run(job: Job, scheduledFor: number, kept: KeptRun | null = null): Promise<void> {
    const trace = newTrace();
    const started = host().monotonic();
    const fields = tickFields(job, scheduledFor);
    job.runs++;
    job.lastRun = host().now();
    job.lastStatus = "running";
    this.onChange?.();
    logRecord("jobs", "debug", "cron.start", fields, trace);
    let status: RunStatus = "ok";
    let number = 1;
    for (;; number++) {
      const failure = await runInContext(trace, () => attempt(job.call));
      if (failure === null) break;
      const pause = pauseAfter(job.schedule.retry, number);
      const willRetry = pause !== null && !this.#stopping.signal.aborted;
      job.lastError = failureText(failure);
      const more = [...fields, ["attempt", number], ["will_retry", willRetry]] as const;
      const record = failureRecord(failure, this.sources);
      writeErrorRecord("jobs", willRetry ? "warn" : "error", "cron.failed", record, more, {
        source: job.schedule.name,
        trace,
      });
      status = "failed";
      if (!willRetry) break;
      job.lastStatus = "retrying";
      await this.#note(job, kept, number);
      await host().sleep(pause, this.#stopping.signal);
      if (this.#stopping.signal.aborted) break;
      job.lastStatus = "running";
      status = "ok";
    }
    job.runs--;
    job.lastStatus = status;
    if (status === "ok") job.lastError = null;
    this.onChange?.();
    await this.#note(job, kept, number);
    const duration = Math.round((host().monotonic() - started) * 1000) / 1000;
    logRecord("jobs", "info", "cron.end", [...fields, ["status", status], ["duration_ms", duration]], trace);
  }
}

/** A run that a store knows. */
interface KeptRun {
  readonly store: CronStore;
  readonly run: string;
}

function tickFields(job: Job, scheduledFor: number): [string, unknown][] {
  return [["job", job.schedule.name], ["scheduled_for", timestampText(scheduledFor)]];
}
