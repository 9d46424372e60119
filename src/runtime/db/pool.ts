/** Sessions that are opened on demand, up to a number, and wait for the next statement: data.md 2.3. */
import { host } from "../host/host.ts";
import { DatabaseFault, DbError } from "./db_error.ts";
import type { Driver, Session } from "./driver.ts";

interface Waiter {
  take(session: Promise<Session>): void;
}

export class Pool {
  readonly size: number;
  #driver: Promise<Driver> | null = null;
  /** Most recently used last. */
  readonly #idle: Session[] = [];
  readonly #busy = new Set<Session>();
  #opening = 0;
  readonly #waiters: Waiter[] = [];
  /** Sessions that are being put away. */
  readonly #closing = new Set<Promise<void>>();
  #isClosed = false;

  /** @param load gives the driver when the first session is wanted */
  constructor(readonly load: () => Promise<Driver>, size: number, readonly acquireTimeoutMs: number) {
    this.size = size;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  driver(): Promise<Driver> {
    return this.#driver ??= this.load();
  }

  /** A session for this caller alone until it is released. @throws DatabaseFault */
  async acquire(): Promise<Session> {
    this.#checkOpen();
    const idle = this.#takeIdle();
    if (idle) return idle;
    const driver = await this.driver();
    this.#checkOpen();
    const most = Math.min(this.size, driver.mostSessions ?? this.size);
    if (this.#idle.length > 0) return this.#takeIdle() ?? this.#open(driver);
    if (this.#busy.size + this.#opening < most) return await this.#open(driver);
    return await this.#wait();
  }

  /** Gives a session back; a broken one is replaced when somebody waits. */
  release(session: Session): void {
    this.#busy.delete(session);
    const waiter = this.#waiters.shift();
    if (session.isBroken || this.#isClosed) {
      this.#discard(session);
      if (waiter) waiter.take(this.driver().then((driver) => this.#open(driver)));
    } else if (waiter) {
      this.#busy.add(session);
      waiter.take(Promise.resolve(session));
    } else this.#idle.push(session);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const sessions = [...this.#idle.splice(0), ...this.#busy];
    for (const waiter of this.#waiters.splice(0)) waiter.take(Promise.reject(closedFault()));
    sessions.forEach((session) => this.#discard(session));
    await Promise.all(this.#closing);
    await (await this.#driver?.catch(() => null))?.close();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw closedFault();
  }

  #discard(session: Session): void {
    const closing = session.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #takeIdle(): Session | null {
    for (let session = this.#idle.pop(); session; session = this.#idle.pop()) {
      // The connection was lost while nobody used it.
      if (session.isBroken) {
        this.#discard(session);
        continue;
      }
      this.#busy.add(session);
      return session;
    }
    return null;
  }

  async #open(driver: Driver): Promise<Session> {
    this.#opening++;
    try {
      const session = await driver.open();
      this.#busy.add(session);
      return session;
    } catch (error) {
      // The next one tries for itself.
      this.#waiters.shift()?.take(Promise.resolve().then(() => this.#open(driver)));
      throw error;
    } finally {
      this.#opening--;
    }
  }

  async #wait(): Promise<Session> {
    const clock = new AbortController();
    const waiter = Promise.withResolvers<Session>();
    const entry: Waiter = { take: (session) => waiter.resolve(session) };
    this.#waiters.push(entry);
    let isOver = false;
    void host().sleep(this.acquireTimeoutMs, clock.signal).then(() => {
      const at = this.#waiters.indexOf(entry);
      if (isOver || at < 0) return;
      this.#waiters.splice(at, 1);
      const message = `pool: no connection free after ${this.acquireTimeoutMs} ms`;
      waiter.reject(new DatabaseFault(new DbError("unavailable", message)));
    });
    try {
      return await waiter.promise;
    } finally {
      isOver = true;
      clock.abort();
    }
  }
}

function closedFault(): DatabaseFault {
  return new DatabaseFault(new DbError("closed", "the connection is closed"));
}
