/** What is known of spawned tasks: those that have not ended, and the last ones that have (realtime.md 17.1, 19). */
import type { Retry } from "../../app/manifest.ts";
import { host } from "../host/host.ts";
import type { TaskFilter } from "./other_tasks.ts";
import { uuidV7 } from "../values/uuid.ts";

/** What is started: a `@background` function, or anything else under its name. */
export interface TaskSpec {
  readonly name: string;
  readonly retry: Retry | null;
  /** A `@background` function: its runs are jobs, with records of their own. */
  readonly isJob: boolean;
}

/** A run of a background function, as records name it. */
export interface JobRun {
  readonly name: string;
  readonly id: string;
  readonly attempt: number;
  readonly status: TaskStatus;
}

/** What `JobInfo` tells, as workers send it to each other. Times are milliseconds since 1970. */
export interface TaskState extends JobRun {
  readonly error: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export type TaskStatus = "queued" | "running" | "retrying" | "ok" | "failed";

export class Task implements TaskState {
  status: TaskStatus = "queued";
  attempt = 1;
  error: string | null = null;
  /** Milliseconds since 1970. */
  readonly createdAt = host().now();
  finishedAt: number | null = null;
  /** In the order of their start. */
  readonly order = created++;
  #id: string | null = null;

  constructor(readonly spec: TaskSpec) {
    unfinished.add(this);
  }

  get name(): string {
    return this.spec.name;
  }

  /** Made when somebody asks: most tasks need none. */
  get id(): string {
    if (this.#id === null) {
      this.#id = uuidV7().text;
      byId.set(this.#id, this);
    }
    return this.#id;
  }

  finish(error: string | null): void {
    this.status = error === null ? "ok" : "failed";
    this.error = error;
    this.finishedAt = host().now();
    unfinished.delete(this);
    const oldest = finished[next];
    oldest?.forget();
    finished[next] = this;
    next = (next + 1) % FINISHED_KEPT;
  }

  /** Its id means nothing any more. */
  forget(): void {
    if (this.#id !== null) byId.delete(this.#id);
  }
}

const FINISHED_KEPT = 1000;

let created = 0;
const unfinished = new Set<Task>();
/** A ring: `next` is the place of the oldest one, once it is full. */
let finished: Task[] = [];
let next = 0;
const byId = new Map<string, Task>();

/** The task of an id; null for an unknown one, and for one that ended too long ago. */
export function taskOf(id: string): Task | null {
  return byId.get(id) ?? null;
}

/** The tasks that are known and like that, the newest first. */
export function tasksLike({ id, status, name, limit }: TaskFilter): Task[] {
  if (id !== null) {
    const task = taskOf(id);
    return task ? [task] : [];
  }
  const found = [...unfinished, ...finished].filter((task) =>
    (status === null || task.status === status) && (name === null || task.name === name)
  );
  return found.sort((a, b) => b.order - a.order).slice(0, limit);
}

/** What is known of a task, as plain data. */
export function stateOf({ id, name, status, attempt, error, createdAt, finishedAt }: Task): TaskState {
  return { id, name, status, attempt, error, createdAt, finishedAt };
}

/** How many tasks have not ended. */
export function unfinishedTasks(): number {
  return unfinished.size;
}

/** Forgets all tasks, for the next program of this process. */
export function forgetTasks(): void {
  unfinished.clear();
  byId.clear();
  forgetFinishedTasks();
}

/** Forgets the tasks that have ended: each test begins without any. */
export function forgetFinishedTasks(): void {
  for (const task of finished) task.forget();
  finished = [];
  next = 0;
}
