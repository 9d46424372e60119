/** Counting requests in fixed windows. */
import { createHash } from "node:crypto";
import { onTestStart } from "../../testing/test_session.ts";

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

/**
 * Makes the store of a limiter.
 *
 * @param index of the limiter in the program: the same in all workers
 */
export type MakeWindowStore = (windowMs: number, index: number) => WindowStore;

let makeStore: MakeWindowStore = (windowMs) => new MemoryWindows(windowMs);

/** Has limiters count elsewhere than in the memory of their isolate: workers share their counts. Comes before the program's settings are evaluated. */
export function setWindowStores(make: MakeWindowStore): void {
  makeStore = make;
}

/** The store of a limiter. */
export function windowStore(windowMs: number, index: number): WindowStore {
  return makeStore(windowMs, index);
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

/** Changes when all stores are to be emptied: each test finds none used. */
let epoch = 0;
onTestStart(() => {
  epoch++;
});

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
