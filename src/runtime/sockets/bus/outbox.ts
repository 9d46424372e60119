/** Texts on their way out. While the bus is away the messages among them are kept, for some time and up to some number. */

interface Waiting {
  readonly text: string;
  /** By the monotonic clock. */
  readonly since: number;
  /** Signs of life and changes of state are not worth sending later. */
  readonly isMessage: boolean;
}

export interface OutboxLimits {
  /** Milliseconds that messages are kept. */
  readonly keepMs: number;
  readonly keepMost: number;
}

export class Outbox {
  /** Messages that were given up. */
  dropped = 0;
  #waiting: Waiting[] = [];
  /** Those before it have been taken. */
  #next = 0;

  constructor(private readonly limits: OutboxLimits) {}

  get length(): number {
    return this.#waiting.length - this.#next;
  }

  add(text: string, isMessage: boolean, now: number): void {
    this.#waiting.push({ text, since: now, isMessage });
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

  /** Leaves only messages: the bus is away. */
  keepMessages(): void {
    this.#waiting = this.#waiting.slice(this.#next).filter(({ isMessage }) => isMessage);
    this.#next = 0;
  }

  #drop(): void {
    if (this.#waiting[this.#next++]!.isMessage) this.dropped++;
    this.#tidy();
  }

  #tidy(): void {
    if (this.#next < 1024 && this.#next < this.#waiting.length) return;
    this.#waiting.splice(0, this.#next);
    this.#next = 0;
  }
}
