/** Where schedules are kept that run once however many processes there are: realtime.md 18.5. Every implementation passes tests/conformance/job_store. */

export type CronRunStatus = "running" | "retrying" | "ok" | "failed";

/** Times are milliseconds since 1970. */
export interface StoredCron {
  readonly name: string;
  readonly schedule: string;
  readonly timeZone: string;
  readonly lastRunAt: number | null;
  readonly lastStatus: CronRunStatus | null;
  readonly lastError: string | null;
  /** The first tick that nobody has claimed. */
  readonly nextRunAt: number | null;
}

/** One run. */
export interface StoredRun {
  readonly id: string;
  readonly name: string;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly status: CronRunStatus;
  readonly attempt: number;
  readonly error: string | null;
}

/** What becomes of a tick that a process wants to run. */
export type TickClaim =
  | { readonly kind: "run"; readonly run: string }
  /** Another process has it, or had it. */
  | { readonly kind: "taken" }
  /** The previous run has not ended, and may not be overlapped; the tick is used up. */
  | { readonly kind: "overlap" };

export interface CronStore {
  /** Creates what is missing; called once before anything else. */
  prepare(): Promise<void>;
  /**
   * Takes in a schedule with its next tick. Gives what was known before: null on its first start. One whose expression or zone has changed keeps its last run, and gets the new next tick.
   */
  register(
    cron: Pick<StoredCron, "name" | "schedule" | "timeZone" | "nextRunAt">,
  ): Promise<StoredCron | null>;
  /**
   * Claims a tick: at most one process gets `run`, only while no later tick has been claimed. With `overlap: "skip"` the previous run must have ended, or its process (`node`) must be gone.
   */
  claim(
    tick: {
      readonly name: string;
      readonly at: number;
      readonly nextRunAt: number | null;
      readonly now: number;
      readonly node: string;
      readonly overlap: "skip" | "allow";
    },
  ): Promise<TickClaim>;
  /** Notes an attempt or the end of a run. */
  note(
    run: string,
    state: Pick<StoredRun, "status" | "attempt" | "error"> & { readonly now: number },
  ): Promise<void>;
  /** The process has gone: its runs block nobody. A database does this itself when the session ends. */
  abandon(node: string): Promise<void>;
  get(name: string): Promise<StoredCron | null>;
  /** The runs of a schedule, the newest first. */
  runs(name: string, limit: number): Promise<StoredRun[]>;
}
