/** A job store that ends with its process: what other stores are compared with, and what tests run on. */
import type { Claim, JobFilter, JobStore, StoredJob } from "./job_store.ts";

type Row = { -readonly [K in keyof StoredJob]: StoredJob[K] };

export class MemoryJobStore implements JobStore {
  /** In the order in which they were added. */
  readonly #rows = new Map<string, Row>();

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  add(
    job: Pick<StoredJob, "id" | "name" | "args" | "createdAt" | "lockedBy" | "lockedUntil">,
  ): Promise<void> {
    const { createdAt } = job;
    const row = { status: "queued", attempt: 0, orphans: 0, error: null, finishedAt: null } as const;
    this.#rows.set(job.id, { ...job, ...row, runAt: createdAt });
    return Promise.resolve();
  }

  claim(claim: Claim): Promise<StoredJob[]> {
    const { node, now, locks, ids, limit } = claim;
    const wanted = [...this.#rows.values()].filter((row) =>
      locks.has(row.name) && (ids === undefined || ids.includes(row.id)) && isFree(row, node, now)
    );
    const claimed = wanted.sort((a, b) => a.runAt - b.runAt).slice(0, limit);
    for (const row of claimed) {
      if (row.status === "running") row.orphans++;
      row.status = "running";
      row.attempt++;
      row.lockedBy = node;
      row.lockedUntil = now + locks.get(row.name)!;
    }
    return Promise.resolve(claimed.map((row) => ({ ...row })));
  }

  renew(ids: readonly string[], node: string, until: number): Promise<string[]> {
    const own = ids.filter((id) => this.#own(id, node));
    for (const id of own) this.#rows.get(id)!.lockedUntil = until;
    return Promise.resolve(own);
  }

  finish(id: string, node: string, { error, now }: { error: string | null; now: number }): Promise<boolean> {
    const row = this.#own(id, node);
    if (row) {
      const status = error === null ? "ok" : "failed";
      Object.assign(row, { status, error, finishedAt: now, lockedBy: null, lockedUntil: null });
    }
    return Promise.resolve(row !== null);
  }

  postpone(id: string, node: string, { error, runAt }: { error: string; runAt: number }): Promise<boolean> {
    const row = this.#own(id, node);
    if (row) Object.assign(row, { status: "retrying", error, runAt, lockedBy: null, lockedUntil: null });
    return Promise.resolve(row !== null);
  }

  release(ids: readonly string[], node: string): Promise<void> {
    for (const id of ids) {
      const row = this.#own(id, node);
      if (!row) continue;
      if (row.status === "running") row.attempt--;
      Object.assign(row, { status: "queued", lockedBy: null, lockedUntil: null });
    }
    return Promise.resolve();
  }

  requeue(id: string, now: number): Promise<"queued" | "unknown" | "not-failed"> {
    const row = this.#rows.get(id);
    if (row?.status !== "failed") return Promise.resolve(row ? "not-failed" : "unknown");
    Object.assign(row, {
      status: "queued",
      attempt: 0,
      orphans: 0,
      error: null,
      finishedAt: null,
      runAt: now,
    });
    return Promise.resolve("queued");
  }

  get(id: string): Promise<StoredJob | null> {
    const row = this.#rows.get(id);
    return Promise.resolve(row ? { ...row } : null);
  }

  list({ status, name, limit }: JobFilter): Promise<StoredJob[]> {
    const found = [...this.#rows.values()].filter((row) =>
      (status === null || row.status === status) && (name === null || row.name === name)
    );
    return Promise.resolve(found.reverse().slice(0, limit).map((row) => ({ ...row })));
  }

  unknownNames(names: readonly string[]): Promise<string[]> {
    const waiting = [...this.#rows.values()].filter(({ status }) => status !== "ok" && status !== "failed");
    const unknown = waiting.map((row) => row.name).filter((name) => !names.includes(name));
    return Promise.resolve([...new Set(unknown)].sort());
  }

  /** The row, when it is locked by this process. */
  #own(id: string, node: string): Row | null {
    const row = this.#rows.get(id);
    return row?.lockedBy === node ? row : null;
  }
}

function isFree({ status, lockedBy, lockedUntil, runAt }: StoredJob, node: string, now: number): boolean {
  const isLocked = lockedUntil !== null && lockedUntil > now;
  if (status === "queued") return !isLocked || lockedBy === node;
  if (status === "retrying") return runAt <= now;
  return status === "running" && !isLocked;
}
