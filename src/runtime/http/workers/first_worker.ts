/** The other workers' view of the first one: it is asked for probes, and says when to stop. */
import { MessageBus } from "../../workers/message_bus.ts";
import { SharedCounters } from "../../workers/shared_counters.ts";
import { setWorkerGroup } from "../../workers/worker_group.ts";
import type { DrainPart } from "../drain.ts";
import type { HttpServer } from "../http_server.ts";
import type { Port } from "../port/port.ts";
import type { Probe, ProbeAnswer } from "../probe.ts";
import type { ProbeName, RunningCounts, WorkerOrder, WorkerPlace, WorkerReport } from "./protocol.ts";

/** The isolate's own end of the connection. */
export interface WorkerScope {
  postMessage(report: WorkerReport): void;
  addEventListener(type: "message", listen: (event: MessageEvent<WorkerOrder>) => void): void;
}

/** How often the rest of a stop is told. */
const COUNT_EVERY_MS = 200;

export class FirstWorker {
  readonly #draining = Promise.withResolvers<void>();
  readonly #closing = Promise.withResolvers<void>();
  readonly #probes = new Map<number, (answer: ProbeAnswer) => void>();
  #lastId = 0;

  /** Makes this isolate the worker of that place. */
  constructor(private readonly scope: WorkerScope, { index, count, bus, counters }: WorkerPlace) {
    const messages = new MessageBus(bus);
    setWorkerGroup({
      index,
      count,
      broadcast: (topic, message) => messages.broadcast(topic, message),
      subscribe: (topic, receive) => messages.subscribe(topic, receive),
      counters: new SharedCounters(counters),
    });
    scope.addEventListener("message", ({ data }) => this.#hear(data));
  }

  /** A probe whose function runs in the first worker. */
  probe(probe: ProbeName): Probe {
    return {
      answer: () =>
        new Promise((resolve) => {
          const id = ++this.#lastId;
          this.#probes.set(id, resolve);
          this.scope.postMessage({ kind: "probe", id, probe });
        }),
    };
  }

  /** Serves until the first worker stops, and until what runs here has ended. */
  async serve(server: HttpServer, port: Port, parts: readonly DrainPart[]): Promise<void> {
    this.scope.postMessage({ kind: "listening" });
    await this.#draining.promise;
    server.isDraining = true;
    for (const part of parts) part.draining?.();
    this.#count(server, parts);
    await this.#closing.promise;
    const timer = setInterval(() => this.#count(server, parts), COUNT_EVERY_MS);
    await Promise.all([port.shutdown(), ...parts.map((part) => part.closing?.())]);
    clearInterval(timer);
    this.scope.postMessage({ kind: "closed" });
  }

  #count(server: HttpServer, parts: readonly DrainPart[]): void {
    const counted = (name: keyof RunningCounts) =>
      parts.reduce((sum, part) => part.name === name ? sum + (part.count?.() ?? 0) : sum, 0);
    const counts: RunningCounts = {
      requests: server.requestCount + counted("requests"),
      sockets: counted("sockets"),
      jobs: counted("jobs"),
    };
    this.scope.postMessage({ kind: "running", counts });
  }

  #hear(order: WorkerOrder): void {
    if (order.kind === "drain") this.#draining.resolve();
    else if (order.kind === "close") this.#closing.resolve();
    else if (order.kind === "probed") {
      this.#probes.get(order.id)?.(order.answer);
      this.#probes.delete(order.id);
    }
  }
}
