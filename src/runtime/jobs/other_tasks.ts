/** Tasks of the other workers of this process, for `jobs.status` and `jobs.list`. */
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
