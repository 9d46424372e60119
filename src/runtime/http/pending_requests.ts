/** Requests whose answer has to wait for something: web.md 3.9. One timer watches all of them. */

interface Entry {
  readonly deadline: number;
  expire(): void;
  previous: Entry | null;
  next: Entry | null;
}

export class PendingRequests {
  #first: Entry | null = null;
  #last: Entry | null = null;
  #timer: number | undefined;
  count = 0;

  /** @param seconds the longest time until an answer starts; 0 = no limit */
  constructor(private readonly seconds: number) {}

  /**
   * The answer of `promise`; `expired` gives it when the time is over (the late one is then dropped), `failed` when the promise is rejected.
   */
  wait(
    promise: Promise<Response>,
    expired: () => Response,
    failed: (error: unknown) => Response,
  ): Promise<Response> {
    this.count++;
    if (this.seconds === 0) {
      return promise.catch(failed).finally(() => {
        this.count--;
      });
    }
    return new Promise((resolve) => {
      let isOver = false;
      const finish = (answer: () => Response) => {
        if (isOver) return;
        isOver = true;
        this.count--;
        this.#remove(entry);
        resolve(answer());
      };
      const entry = this.#add(() => finish(expired));
      promise.then((answer) => finish(() => answer), (error) => finish(() => failed(error)));
    });
  }

  #add(expire: () => void): Entry {
    const entry: Entry = {
      deadline: performance.now() + this.seconds * 1000,
      expire,
      previous: this.#last,
      next: null,
    };
    if (this.#last) this.#last.next = entry;
    else this.#first = entry;
    this.#last = entry;
    if (this.#timer === undefined) this.#watch();
    return entry;
  }

  #remove(entry: Entry): void {
    if (entry.previous) entry.previous.next = entry.next;
    else if (this.#first === entry) this.#first = entry.next;
    if (entry.next) entry.next.previous = entry.previous;
    else if (this.#last === entry) this.#last = entry.previous;
    entry.previous = entry.next = null;
  }

  /** All have the same limit, so the first of the list is always the next to expire. */
  #watch(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const now = performance.now();
      while (this.#first && this.#first.deadline <= now) this.#first.expire();
      if (this.#first) this.#watch();
    }, Math.max(1, this.#first!.deadline - performance.now()));
    Deno.unrefTimer(this.#timer);
  }
}
