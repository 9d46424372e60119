/** Counting requests in fixed windows. */
import { createHash } from "node:crypto";
import { onTestStart } from "../../testing/test_session.ts";
import { workerGroup } from "../../workers/worker_group.ts";

/** Where the windows of one limit live. */
export interface WindowStore {
  /**
   * Counts one request of a key.
   *
   * @param now milliseconds of a clock that never goes back
   * @returns 0 when it is among the first `count` of its window, else the milliseconds until the window ends
   */
  take(key: string, count: number, now: number): number;
}

let stores = 0;

/** Windows of one limit wherever its service counts: in this isolate, or, with several workers, in the memory that they share. */
export class ServiceWindows implements WindowStore {
  /** All workers make their limits in the same order. */
  readonly #id = stores++;
  readonly #own: MemoryWindows;

  constructor(private readonly windowMs: number) {
    this.#own = new MemoryWindows(windowMs);
  }

  take(key: string, count: number, now: number): number {
    const { counters } = workerGroup();
    // Each isolate's clock begins with the isolate.
    return counters === null
      ? this.#own.take(key, count, now)
      : counters.take(`${this.#id} ${key}`, count, this.windowMs, performance.timeOrigin + now);
  }
}

interface Window {
  end: number;
  used: number;
}

const MAX_KEYS = 100_000;
/** Longer keys are kept as their hash. */
const MAX_KEY_LENGTH = 64;
/** Windows that are over and are let go at each new one: more than come. */
const SWEPT = 2;

let epoch = 0;

/** Empties all stores: each test starts with none used. */
export function resetRateLimits(): void {
  epoch++;
}

onTestStart(resetRateLimits);

/**
 * Windows in the memory of the isolate, at most 100,000 of them with keys of at most 64 characters: under a flood of keys about 15 MB. All windows are equally long, so the
 * order in which they began is the order in which they end: those that are over go first, and when none is, the one that would end next makes room, whose client can then begin
 * anew. No client is refused because others are many.
 */
export class MemoryWindows implements WindowStore {
  readonly #windows = new Map<string, Window>();
  #epoch = epoch;

  constructor(private readonly windowMs: number) {}

  get size(): number {
    return this.#windows.size;
  }

  take(key: string, count: number, now: number): number {
    if (this.#epoch !== epoch) {
      this.#windows.clear();
      this.#epoch = epoch;
    }
    const short = key.length <= MAX_KEY_LENGTH ? key : createHash("sha256").update(key).digest("base64");
    const known = this.#windows.get(short);
    if (known !== undefined && now < known.end) {
      if (known.used >= count) return known.end - now;
      known.used++;
      return 0;
    }
    if (known !== undefined) this.#windows.delete(short);
    this.#makeRoom(now);
    this.#windows.set(short, { end: now + this.windowMs, used: 1 });
    return 0;
  }

  #makeRoom(now: number): void {
    let left = SWEPT;
    for (const [key, window] of this.#windows) {
      const isFull = this.#windows.size >= MAX_KEYS;
      if (!isFull && (now < window.end || left === 0)) return;
      this.#windows.delete(key);
      left = Math.max(0, left - 1);
    }
  }
}
