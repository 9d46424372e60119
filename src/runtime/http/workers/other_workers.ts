/** The first worker's view of the others: starts them, answers their probes, passes the stop on. */
import { MessageBus } from "../../workers/message_bus.ts";
import { SharedCounters } from "../../workers/shared_counters.ts";
import { setWorkerGroup } from "../../workers/worker_group.ts";
import type { DrainPart } from "../drain.ts";
import type { HttpServer } from "../http_server.ts";
import type { RunningCounts, StartWorker, WorkerOrder, WorkerReport } from "./protocol.ts";

const IDLE: RunningCounts = { requests: 0, sockets: 0, jobs: 0 };

export class OtherWorkers {
  readonly #workers: OtherWorker[] = [];
  readonly #busName = `fitz-${crypto.randomUUID()}`;
  readonly #bus = new MessageBus(this.#busName);
  readonly #counters = new SharedCounters(SharedCounters.memory());

  /** Makes this isolate the first worker of `count`. */
  constructor(private readonly server: HttpServer, private readonly count: number) {
    setWorkerGroup({
      index: 0,
      count,
      broadcast: (topic, message) => this.#bus.broadcast(topic, message),
      subscribe: (topic, receive) => this.#bus.subscribe(topic, receive),
      counters: this.#counters,
    });
  }

  /** Ends when all listen (true), or with the first that could not start, which has said why (false). */
  async start(startWorker: StartWorker): Promise<boolean> {
    const { memory } = this.#counters;
    for (let index = 1; index < this.count; index++) {
      const place = { index, count: this.count, bus: this.#busName, counters: memory };
      this.#workers.push(new OtherWorker(startWorker(place), this.server));
    }
    return await new Promise((resolve) => {
      let missing = this.#workers.length;
      for (const { listening } of this.#workers) {
        listening.then((isListening) => {
          missing--;
          if (!isListening || missing === 0) resolve(isListening);
        });
      }
    });
  }

  /** For the stop of the service. */
  drainParts(): DrainPart[] {
    const all = (name: keyof RunningCounts) => () =>
      this.#workers.reduce((sum, worker) => sum + worker.counts[name], 0);
    return [
      {
        name: "requests",
        count: all("requests"),
        draining: () => Promise.all(this.#workers.map((worker) => worker.drain())),
        closing: () => Promise.all(this.#workers.map((worker) => worker.close())),
      },
      { name: "sockets", count: all("sockets") },
      { name: "jobs", count: all("jobs") },
    ];
  }

  /** Ends the isolates. */
  terminate(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#bus.close();
    setWorkerGroup(null);
  }
}

class OtherWorker {
  counts = IDLE;
  readonly #listening = Promise.withResolvers<boolean>();
  readonly #counted = Promise.withResolvers<void>();
  readonly #closed = Promise.withResolvers<void>();

  constructor(private readonly isolate: Worker, private readonly server: HttpServer) {
    isolate.addEventListener("message", ({ data }: MessageEvent<WorkerReport>) => this.#hear(data));
  }

  /** Whether it came to listen. */
  get listening(): Promise<boolean> {
    return this.#listening.promise;
  }

  /** Ends when it has told what still runs. */
  drain(): Promise<void> {
    this.#tell({ kind: "drain" });
    return this.#counted.promise;
  }

  /** Ends when nothing runs any more. */
  close(): Promise<void> {
    this.#tell({ kind: "close" });
    return this.#closed.promise;
  }

  terminate(): void {
    this.isolate.terminate();
  }

  #tell(order: WorkerOrder): void {
    this.isolate.postMessage(order);
  }

  async #hear(report: WorkerReport): Promise<void> {
    switch (report.kind) {
      case "listening":
        return this.#listening.resolve(true);
      case "ended":
        // What waits for it has to go on.
        this.#listening.resolve(false);
        this.#counted.resolve();
        return this.#closed.resolve();
      case "running":
        this.counts = report.counts;
        return this.#counted.resolve();
      case "closed":
        this.counts = IDLE;
        return this.#closed.resolve();
      case "probe":
        return this.#tell({
          kind: "probed",
          id: report.id,
          answer: await this.server[report.probe].answer(),
        });
    }
  }
}
