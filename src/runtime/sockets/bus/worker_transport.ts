/** The workers of one process, linked in its memory. */
import type { WorkerGroup } from "../../workers/worker_group.ts";
import type { BusEvents, BusTransport } from "./bus_transport.ts";

const TOPIC = "sockets";

export class WorkerTransport implements BusTransport {
  readonly address = "workers";
  readonly maxBytes = Infinity;
  #unsubscribe: (() => void) | null = null;

  constructor(private readonly group: WorkerGroup) {}

  async connect({ onText }: BusEvents): Promise<void> {
    this.#unsubscribe = this.group.subscribe(TOPIC, (text) => onText(text as string));
  }

  send(texts: readonly string[]): void {
    for (const text of texts) this.group.broadcast(TOPIC, text);
  }

  async close(): Promise<void> {
    this.#unsubscribe?.();
  }
}
