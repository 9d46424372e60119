/** The scheduler of the running program, for those who must not load it. */
import type { Scheduler } from "./scheduler.ts";

let current: Scheduler | null = null;

/** null when the program schedules nothing. */
export function currentScheduler(): Scheduler | null {
  return current;
}

export function setScheduler(scheduler: Scheduler | null): void {
  current = scheduler;
}
