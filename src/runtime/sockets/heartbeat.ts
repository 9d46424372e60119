/** Pings after silence, and the end of peers that do not answer: realtime.md 10. One timer for all connections. */
import { host } from "../host/host.ts";
import type { Connection } from "./connection.ts";
import type { SocketLimits } from "./hub.ts";

/** Dead peers are found within a second. */
const LONGEST_CHECK_MS = 500;
const CHECKS_PER_PERIOD = 8;

export class Heartbeat {
  #stopSignal: AbortController | null = null;
  readonly #period: number;
  readonly #heartbeat: number;
  readonly #timeout: number;

  constructor(limits: SocketLimits, private readonly connections: ReadonlyMap<string, Connection>) {
    this.#heartbeat = limits.heartbeat === 0 ? Infinity : limits.heartbeat * 1000;
    this.#timeout = limits.timeout * 1000;
    this.#period = Math.min(LONGEST_CHECK_MS, Math.min(this.#heartbeat, this.#timeout) / CHECKS_PER_PERIOD);
  }

  get isRunning(): boolean {
    return this.#stopSignal !== null;
  }

  start(): void {
    if (this.#stopSignal || !Number.isFinite(Math.min(this.#heartbeat, this.#timeout))) return;
    this.#stopSignal = new AbortController();
    this.#run(this.#stopSignal.signal);
  }

  stop(): void {
    this.#stopSignal?.abort();
    this.#stopSignal = null;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await host().sleep(this.#period, signal);
      if (signal.aborted) return;
      const now = host().monotonic();
      for (const connection of [...this.connections.values()]) this.#look(connection, now);
    }
  }

  #look(connection: Connection, now: number): void {
    if (connection.hasSign) {
      connection.hasSign = false;
      connection.lastSign = now;
      return;
    }
    const silence = now - connection.lastSign;
    if (silence >= this.#timeout) connection.lose();
    else if (
      silence >= this.#heartbeat &&
      now - Math.max(connection.lastPing, connection.lastSign) >= this.#heartbeat
    ) {
      connection.lastPing = now;
      connection.transport.ping();
    }
  }
}
