/** Tasks that are not of this isolate, for the `jobs` API: those of the other workers, and those that are kept in databases. */
import type { JobDatabase } from "./store/open_store.ts";
import type { TaskState } from "./task.ts";

/** Which tasks are asked for; null: any. */
export interface TaskFilter {
  readonly id: string | null;
  readonly status: string | null;
  readonly name: string | null;
  readonly limit: number;
}

let ask: ((filter: TaskFilter) => Promise<TaskState[]>) | null = null;

/** Sets how the others are asked; null when there are none. */
export function setOtherTasks(asking: typeof ask): void {
  ask = asking;
}

/** What the others have; empty when there are none. */
export function otherTasks(filter: TaskFilter): Promise<TaskState[]> {
  return ask === null ? Promise.resolve([]) : ask(filter);
}

let stores: (() => Promise<JobDatabase[]>) | null = null;

/** Sets what gives the databases of the program; null when nothing is kept. */
export function setStores(giving: typeof stores): void {
  stores = giving;
}

/** The databases of the program; empty when it keeps nothing. */
export function jobStores(): Promise<JobDatabase[]> {
  return stores === null ? Promise.resolve([]) : stores();
}
