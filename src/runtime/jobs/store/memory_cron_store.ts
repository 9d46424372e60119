/** A store of schedules that ends with its process: what other stores are compared with, and what tests run on. */
import type { CronStore, StoredCron, StoredRun, TickClaim } from "./cron_store.ts";

type Cron = { -readonly [K in keyof StoredCron]: StoredCron[K] } & { lastClaimed: number };
type Run = { -readonly [K in keyof StoredRun]: StoredRun[K] } & { readonly node: string };

export class MemoryCronStore implements CronStore {
  readonly #crons = new Map<string, Cron>();
  readonly #runs = new Map<string, Run>();
  readonly #gone = new Set<string>();

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  register(
    cron: Pick<StoredCron, "name" | "schedule" | "timeZone" | "nextRunAt">,
  ): Promise<StoredCron | null> {
    const known = this.#crons.get(cron.name);
    const before = known ? { ...known } : null;
    if (known) Object.assign(known, cron);
    else {
      const nothing = { lastRunAt: null, lastStatus: null, lastError: null, lastClaimed: -Infinity };
      this.#crons.set(cron.name, { ...cron, ...nothing });
    }
    return Promise.resolve(before);
  }

  claim(tick: Parameters<CronStore["claim"]>[0]): Promise<TickClaim> {
    const cron = this.#crons.get(tick.name);
    if (!cron || cron.lastClaimed >= tick.at) return Promise.resolve({ kind: "taken" });
    cron.lastClaimed = tick.at;
    cron.nextRunAt = tick.nextRunAt;
    if (tick.overlap === "skip" && this.#isRunning(tick.name)) return Promise.resolve({ kind: "overlap" });
    const { name, now, node } = tick;
    const id = String(this.#runs.size + 1);
    this.#runs.set(id, {
      ...{ id, name, node, startedAt: now, finishedAt: null, status: "running", attempt: 1, error: null },
    });
    Object.assign(cron, { lastRunAt: now, lastStatus: "running" });
    return Promise.resolve({ kind: "run", run: id });
  }

  note(
    run: string,
    { status, attempt, error, now }: Pick<StoredRun, "status" | "attempt" | "error"> & { now: number },
  ): Promise<void> {
    const found = this.#runs.get(run);
    if (found) {
      const finishedAt = status === "ok" || status === "failed" ? now : null;
      Object.assign(found, { status, attempt, error, finishedAt });
      Object.assign(this.#crons.get(found.name)!, { lastStatus: status, lastError: error });
    }
    return Promise.resolve();
  }

  abandon(node: string): Promise<void> {
    this.#gone.add(node);
    return Promise.resolve();
  }

  get(name: string): Promise<StoredCron | null> {
    const found = this.#crons.get(name);
    return Promise.resolve(found ? { ...found } : null);
  }

  runs(name: string, limit: number): Promise<StoredRun[]> {
    const found = [...this.#runs.values()].filter((run) => run.name === name).reverse().slice(0, limit);
    return Promise.resolve(found.map((run) => ({ ...run })));
  }

  #isRunning(name: string): boolean {
    return [...this.#runs.values()].some((run) =>
      run.name === name && run.finishedAt === null && !this.#gone.has(run.node)
    );
  }
}
