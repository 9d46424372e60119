/** What the first worker of a service and the others say to each other (web.md 3.7). */
import type { ProbeAnswer } from "../probe.ts";

/** Which worker an isolate is to be, and what it shares with the others. */
export interface WorkerPlace {
  /** 1 and up: the first worker is there already. */
  readonly index: number;
  readonly count: number;
  /** Name of the message bus of this process. */
  readonly bus: string;
  /** Of `SharedCounters`. */
  readonly counters: SharedArrayBuffer;
}

export type ProbeName = "healthz" | "readyz";

/** What runs in a worker, under the names of `server.draining`. */
export interface RunningCounts {
  readonly requests: number;
  readonly sockets: number;
  readonly jobs: number;
}

/** To a worker that has been started. */
export type WorkerOrder =
  | { readonly kind: "drain" }
  | { readonly kind: "close" }
  | { readonly kind: "probed"; readonly id: number; readonly answer: ProbeAnswer };

/** From a worker. */
export type WorkerReport =
  | { readonly kind: "listening" }
  /** It ended, having said why on stderr; `code` is its exit code. */
  | { readonly kind: "ended"; readonly code: number }
  | { readonly kind: "running"; readonly counts: RunningCounts }
  | { readonly kind: "closed" }
  | { readonly kind: "probe"; readonly id: number; readonly probe: ProbeName };

/** Makes the isolate of a worker and tells it what to run. */
export type StartWorker = (place: WorkerPlace) => Worker;
