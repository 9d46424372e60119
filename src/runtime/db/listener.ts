/** `DbListener` and `Notification`: data.md 3.7. */
import { checkInt, checkStr } from "../operations/check_kind.ts";
import { defineKind } from "../operations/kind.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { DbError } from "./db_error.ts";
import type { Notice } from "./driver.ts";

export class Notification extends Instance {
  constructor(readonly channel: string, readonly payload: string, readonly pid: number) {
    super();
  }
}

const field = (name: string, accept: (value: unknown) => unknown): FieldInfo => ({
  name,
  property: name,
  isFloat: false,
  isPrivate: false,
  isHidden: false,
  accept,
});
const INFO: TypeInfo = {
  name: "Notification",
  fields: [field("channel", checkStr), field("payload", checkStr), field("pid", checkInt)],
  methods: {},
};
Object.defineProperty(Notification.prototype, "info", { value: INFO });

export class DbListener {
  readonly #queue: Notification[] = [];
  readonly #waiting: ((notification: Notification | null) => void)[] = [];
  #source: { close(): Promise<void> } | null = null;
  #isClosed = false;

  attach(source: { close(): Promise<void> }): void {
    this.#source = source;
  }

  push({ channel, payload, pid }: Notice): void {
    const notification = new Notification(channel, payload, pid);
    const waiting = this.#waiting.shift();
    if (waiting) waiting(notification);
    else this.#queue.push(notification);
  }

  /** The next notification; null once the listener is closed. */
  next(): Promise<Notification | null> {
    const queued = this.#queue.shift();
    if (queued) return Promise.resolve(queued);
    if (this.#isClosed) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async receive(): Promise<Result> {
    const notification = await this.next();
    return notification ? new Ok(notification) : new Err(new DbError("closed", "the listener is closed"));
  }

  async close(): Promise<null> {
    if (this.#isClosed) return null;
    this.#isClosed = true;
    this.#queue.length = 0;
    for (const waiting of this.#waiting.splice(0)) waiting(null);
    await this.#source?.close();
    return null;
  }
}

defineKind(DbListener, { name: "DbListener", display: () => "<database listener>" });
