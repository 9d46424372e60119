/** The isolates of this process that serve one port (web.md 3.7): which of them this is, and how they talk. */
import type { SharedCounters } from "./shared_counters.ts";

export interface WorkerGroup {
  /** 0 is the first worker: probes, schedules and what else happens once per process happen there. */
  readonly index: number;
  readonly count: number;
  /** Hands a message, which is copied (structured clone), to every other worker that has subscribed to the topic. Does nothing in a group of one. */
  broadcast(topic: string, message: unknown): void;
  /** Calls `receive` for each message of the topic that another worker sends, in its order; gives what ends that. */
  subscribe(topic: string, receive: (message: unknown) => void): () => void;
  /** Counters of all workers; null in a group of one, which counts for itself. */
  readonly counters: SharedCounters | null;
}

const ALONE: WorkerGroup = {
  index: 0,
  count: 1,
  broadcast() {},
  subscribe: () => () => {},
  counters: null,
};

let current = ALONE;
const joining = new Set<(group: WorkerGroup) => void>();

/** Known before the program's top level runs, except in the first worker: it learns its number of workers when they start. */
export function workerGroup(): WorkerGroup {
  return current;
}

export function setWorkerGroup(group: WorkerGroup | null): void {
  current = group ?? ALONE;
  for (const join of joining) join(current);
}

/** Calls `join` with the group of this isolate, and again when it becomes part of another. */
export function onWorkerGroup(join: (group: WorkerGroup) => void): void {
  joining.add(join);
  join(current);
}
