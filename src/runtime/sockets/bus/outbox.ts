/** Texts on their way out, which may have to wait for the bus: for some time, and up to some number. */

interface Waiting {
  readonly text: string;
  /** By the monotonic clock. */
  readonly since: number;
}

export interface OutboxLimits {
  /** Milliseconds that texts are kept. */
  readonly keepMs: number;
  readonly keepMost: number;
}

export class Outbox {
  /** Texts that were given up. */
  dropped = 0;
  #waiting: Waiting[] = [];
  /** Those before it have been taken. */
  #next = 0;

  constructor(private readonly limits: OutboxLimits) {}

  get length(): number {
    return this.#waiting.length - this.#next;
  }

  add(text: string, now: number): void {
    this.#waiting.push({ text, since: now });
    if (this.length > this.limits.keepMost) this.#drop();
  }

  /** The next texts: at most `count` of them, without those that are too old. */
  take(count: number, now: number): string[] {
    this.expire(now);
    const texts: string[] = [];
    while (texts.length < count && this.length > 0) texts.push(this.#waiting[this.#next++]!.text);
    this.#tidy();
    return texts;
  }

  /** Drops what has waited too long. */
  expire(now: number): void {
    while (this.length > 0 && now - this.#waiting[this.#next]!.since > this.limits.keepMs) this.#drop();
  }

  /** Forgets all without counting them. */
  clear(): void {
    this.#waiting = [];
    this.#next = 0;
  }

  #drop(): void {
    this.#next++;
    this.dropped++;
    this.#tidy();
  }

  #tidy(): void {
    if (this.#next < 1024 && this.#next < this.#waiting.length) return;
    this.#waiting.splice(0, this.#next);
    this.#next = 0;
  }
}
