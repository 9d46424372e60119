/** The clock of tests: the real one until a test freezes it; then time stands still but for what the test advances it by (web.md 24.3). */
import { setImmediate } from "node:timers";
import { wait } from "../time/wait.ts";

/** Somebody who waits for a moment of `monotonic`. */
interface Sleeper {
  readonly due: number;
  /** Sleepers of one moment wake in the order in which they fell asleep. */
  readonly order: number;
  wake(): void;
  /** Ends the real timer; null while the clock stands still. */
  disarm: (() => void) | null;
}

/** What the stopped clock runs besides sleepers: the ticks of schedules. */
export interface Ticks {
  /** The clock was stopped or set: the next tick of each is the first one from now on. */
  begin(): void;
  /** Milliseconds until the next one; Infinity when there is none. */
  remaining(): number;
  /** Starts those that are due. */
  tick(): void;
}

/** Turns of the event loop without news after which everything that could run has run. */
const QUIET_TURNS = 3;

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

export class TestClock {
  readonly #sleepers = new Set<Sleeper>();
  #ticks: Ticks | null = null;
  #order = 0;
  /** Sleepers of no time at all, who wake by themselves. */
  #yielding = 0;
  /** What `monotonic` is ahead of the real clock. */
  #ahead = 0;
  /** `start` is the moment of `monotonic` at which the clock was stopped, `now` the instant that it showed then. */
  #frozen: { readonly start: number; readonly now: number; monotonic: number } | null = null;

  /** Milliseconds since 1970. */
  readonly now = (): number =>
    this.#frozen ? this.#frozen.now + (this.#frozen.monotonic - this.#frozen.start) : Date.now();

  readonly monotonic = (): number => this.#frozen ? this.#frozen.monotonic : performance.now() + this.#ahead;

  /** Waits by this clock, which for no time at all does not have to move; ends early, without error, when the signal is aborted. */
  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.resolve();
    if (milliseconds <= 0) return this.#yield();
    return new Promise((resolve) => {
      const wake = () => {
        if (!this.#sleepers.delete(sleeper)) return;
        sleeper.disarm?.();
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper: Sleeper = {
        due: this.monotonic() + milliseconds,
        order: this.#order++,
        wake,
        disarm: null,
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", wake);
      if (!this.#frozen) this.#arm(sleeper);
    });
  };

  /** Stops the clock at that instant, or sets the stopped clock to it. Nobody wakes by this. */
  freeze(now: number): void {
    // Whole milliseconds, so that instants come out exact.
    const start = Math.ceil(this.monotonic());
    this.#frozen = { start, now, monotonic: start };
    for (const sleeper of this.#sleepers) {
      sleeper.disarm?.();
      sleeper.disarm = null;
    }
    this.#ticks?.begin();
  }

  /** Has ticks come as the stopped clock moves; while it runs there are none. */
  attach(ticks: Ticks): void {
    this.#ticks = ticks;
    ticks.begin();
  }

  /**
   * Moves the stopped clock on (a running one is stopped first) and wakes who is due, one after the other at their moments; each has done
   * all that it can do before the next one wakes, and before this ends.
   */
  async advance(milliseconds: number): Promise<void> {
    if (!this.#frozen) this.freeze(Date.now());
    const end = this.monotonic() + milliseconds;
    await this.#settle();
    while (this.#frozen) {
      const next = this.#next(end);
      const tick = this.monotonic() + (this.#ticks?.remaining() ?? Infinity);
      if (tick <= end && tick <= (next?.due ?? end)) {
        this.#moveTo(tick);
        this.#ticks!.tick();
      } else if (next) {
        this.#moveTo(next.due);
        next.wake();
      } else break;
      await this.#settle();
    }
    this.#moveTo(end);
  }

  /** Lets the clock run again. Who still sleeps wakes after the time that is left. */
  release(): void {
    if (!this.#frozen) return;
    this.#ahead = this.#frozen.monotonic - performance.now();
    this.#frozen = null;
    for (const sleeper of this.#sleepers) this.#arm(sleeper);
  }

  async #yield(): Promise<void> {
    this.#yielding++;
    await nextTurn();
    this.#yielding--;
    this.#order++;
  }

  #arm(sleeper: Sleeper): void {
    const controller = new AbortController();
    sleeper.disarm = () => controller.abort();
    wait(Math.max(0, sleeper.due - this.monotonic()), controller.signal).then(() => {
      if (!controller.signal.aborted) sleeper.wake();
    });
  }

  #moveTo(monotonic: number): void {
    const frozen = this.#frozen;
    if (frozen && monotonic > frozen.monotonic) frozen.monotonic = monotonic;
  }

  /** The sleeper who wakes first, when that is no later than `end`. */
  #next(end: number): Sleeper | null {
    let first: Sleeper | null = null;
    for (const one of this.#sleepers) {
      if (one.due > end) continue;
      if (!first || one.due < first.due || (one.due === first.due && one.order < first.order)) first = one;
    }
    return first;
  }

  /** Lets run what can run: until nobody has fallen asleep or merely given way for some turns of the event loop. */
  async #settle(): Promise<void> {
    let known = this.#order;
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await nextTurn();
      if (this.#order === known && this.#yielding === 0) continue;
      known = this.#order;
      quiet = 0;
    }
  }
}
