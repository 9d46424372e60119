/**
 * Requests whose answer has to wait for something: web.md 3.9. Waiting costs one promise and a place in a list; one coarse timer watches all of them, because a clock reading and a
 * timer for each request cost more than many handlers do.
 */

import { host } from "../host/host.ts";

/** A request that waits. */
export interface Pending {
  readonly route: number;
  /** Set while somebody waits for the answer. */
  resolve: ((answer: Response) => void) | null;
  /** Tick at which the request was put in the list. */
  tick: number;
  previous: Pending | null;
  next: Pending | null;
  /** Called for a request that waits for longer than a millisecond or two. */
  watch(): void;
  /** Gives the answer for a request whose time is over. */
  expire(): Response;
}

const TICKS_PER_LIMIT = 8;
const LONGEST_TICK_MS = 1000;

export class PendingRequests {
  #first: Pending | null = null;
  #last: Pending | null = null;
  #tick = 0;
  #isWatching = false;
  readonly #period: number;
  /** Ticks that a request may wait. */
  readonly #limit: number;
  /** The first that nobody watches yet. */
  #unwatched: Pending | null = null;
  #isToWatch = false;
  count = 0;

  /**
   * @param seconds the longest time until an answer starts; 0 = no limit
   * @param areWatched whether to call `watch`
   */
  constructor(private readonly seconds: number, private readonly areWatched = false) {
    this.#period = Math.min(LONGEST_TICK_MS, seconds * 1000 / TICKS_PER_LIMIT);
    this.#limit = seconds === 0 ? Infinity : Math.ceil(seconds * 1000 / this.#period) + 1;
  }

  /** The promise of the answer that `settle` will give, or the timer. */
  wait(request: Pending): Promise<Response> {
    this.count++;
    request.tick = this.#tick;
    request.previous = this.#last;
    if (this.#last) this.#last.next = request;
    else this.#first = request;
    this.#last = request;
    if (this.areWatched) {
      this.#unwatched ??= request;
      if (!this.#isToWatch) {
        this.#isToWatch = true;
        setTimeout(() => this.#watchNew(), 0);
      }
    }
    if (!this.#isWatching && this.seconds > 0) this.#watch();
    return new Promise((resolve) => {
      request.resolve = resolve;
    });
  }

  /** Gives the answer, unless the request has been answered already. */
  settle(request: Pending, answer: Response): void {
    const { resolve, previous, next } = request;
    if (resolve === null) return;
    request.resolve = null;
    if (this.#unwatched === request) this.#unwatched = next;
    this.count--;
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    request.previous = request.next = null;
    resolve(answer);
  }

  /** The routes of those that wait. */
  routes(): Set<number> {
    const routes = new Set<number>();
    for (let request = this.#first; request !== null; request = request.next) routes.add(request.route);
    return routes;
  }

  /** Those that are answered at once never pay for it. */
  #watchNew(): void {
    this.#isToWatch = false;
    let request = this.#unwatched;
    this.#unwatched = null;
    for (; request !== null; request = request.next) request.watch();
  }

  /** All have the same limit, so the first of the list is always the next to expire. */
  #watch(): void {
    this.#isWatching = true;
    host().sleep(this.#period).then(() => {
      this.#isWatching = false;
      this.#tick++;
      while (this.#first && this.#tick - this.#first.tick >= this.#limit) {
        this.settle(this.#first, this.#first.expire());
      }
      if (this.#first) this.#watch();
    });
  }
}
