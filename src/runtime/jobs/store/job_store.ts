/** Where durable tasks are kept: realtime.md 17.2. Every implementation passes tests/conformance/job_store. */

export type StoredStatus = "queued" | "running" | "retrying" | "ok" | "failed";

/** One row. Times are milliseconds since 1970. */
export interface StoredJob {
  readonly id: string;
  readonly name: string;
  /** JSON; only the queue knows its form. */
  readonly args: string;
  readonly status: StoredStatus;
  /** Counts from 1; 0 before the first claim. */
  readonly attempt: number;
  /** How often its process was lost since its first attempt. */
  readonly orphans: number;
  readonly error: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** When it may run: a `retrying` one not before. */
  readonly runAt: number;
  /** The process that runs it or is about to, and until when that is believed without a sign of life. */
  readonly lockedBy: string | null;
  readonly lockedUntil: number | null;
}

/** What a process says when it asks for work. */
export interface Claim {
  readonly node: string;
  readonly now: number;
  /** The functions that it has: milliseconds of a lock by their name. Of others nothing is claimed. */
  readonly locks: ReadonlyMap<string, number>;
  /** Only these rows; without it any. */
  readonly ids?: readonly string[];
  readonly limit: number;
}

export interface JobFilter {
  readonly status: StoredStatus | null;
  readonly name: string | null;
  readonly limit: number;
}

export interface JobStore {
  /** Creates what is missing; called once before anything else. */
  prepare(): Promise<void>;
  /** Writes a queued row that is locked by its process. When this has ended the row survives the end of the process. */
  add(job: Pick<StoredJob, "id" | "name" | "args" | "createdAt" | "lockedBy" | "lockedUntil">): Promise<void>;
  /**
   * Gives rows to a process and makes them `running`, locked by it, with the next attempt: queued ones that nobody else has locked, `retrying` ones whose time has come, and `running` ones
   * whose lock is over, whose `orphans` it counts. The oldest come first; no two claims give the same attempt.
   */
  claim(claim: Claim): Promise<StoredJob[]>;
  /** Prolongs locks; gives the ids that are still this process's. */
  renew(ids: readonly string[], node: string, until: number): Promise<string[]>;
  /** Ends a row of this process; false when it is no longer its. */
  finish(id: string, node: string, end: { error: string | null; now: number }): Promise<boolean>;
  /** Makes a row of this process wait for its next attempt; false when it is no longer its. */
  postpone(id: string, node: string, next: { error: string; runAt: number }): Promise<boolean>;
  /** Gives rows of this process back, for others to continue at once; their attempt does not count. */
  release(ids: readonly string[], node: string): Promise<void>;
  /** Queues a failed row once more, with its first attempt. */
  requeue(id: string, now: number): Promise<"queued" | "unknown" | "not-failed">;
  get(id: string): Promise<StoredJob | null>;
  /** The newest first. */
  list(filter: JobFilter): Promise<StoredJob[]>;
  /** Names of waiting rows that are none of these. */
  unknownNames(names: readonly string[]): Promise<string[]>;
}
