/** The `jobs` namespace: realtime.md 19. */
import {
  type CronInfo,
  cronInfo,
  type JobInfo,
  jobInfo,
  storedJobInfo,
} from "../../src/runtime/jobs/records.ts";
import { currentScheduler } from "../../src/runtime/jobs/current_scheduler.ts";
import { jobStores, otherTasks } from "../../src/runtime/jobs/other_tasks.ts";
import { taskOf, tasksLike, type TaskState } from "../../src/runtime/jobs/task.ts";
import type { StoredStatus } from "../../src/runtime/jobs/store/job_store.ts";
import { host } from "../../src/runtime/host/host.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { type Int, toNumber } from "../../src/runtime/operations/int.ts";
import type { FitzDateTime } from "../../src/runtime/values/date_time.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

const compareInstants = (a: FitzDateTime, b: FitzDateTime) => a.seconds - b.seconds || a.micros - b.micros;

const NO_SUCH_JOB = "no such job";
const STATUSES = ["queued", "running", "retrying", "ok", "failed"];

/** A task of another worker. */
async function findElsewhere(id: string): Promise<TaskState | null> {
  return (await otherTasks({ id, status: null, name: null, limit: 1 }))[0] ?? null;
}

async function status(id: string): Promise<Result> {
  // What is known here is as it was when it was asked for.
  const own = taskOf(id);
  if (own) return new Ok(jobInfo(own));
  for (const { jobs } of await jobStores()) {
    const stored = await jobs.get(id);
    if (stored) return new Ok(storedJobInfo(stored));
  }
  const task = await findElsewhere(id);
  return task ? new Ok(jobInfo(task)) : new Err(NO_SUCH_JOB);
}

async function list(
  status: string | null = null,
  name: string | null = null,
  limit: Int = 100,
): Promise<JobInfo[]> {
  if (status !== null && !STATUSES.includes(status)) {
    fail("run/bad-argument", `no job has the status ${JSON.stringify(status)}`, [
      `the statuses are ${STATUSES.map((one) => `"${one}"`).join(", ")}`,
    ]);
  }
  const most = toNumber(limit);
  if (most < 0) fail("run/bad-argument", `\`limit\` must be at least 0, found ${limit}`);
  const filter = { id: null, status: status as StoredStatus | null, name, limit: most };
  const own: TaskState[] = tasksLike(filter);
  const others = await otherTasks(filter);
  // Those of one worker are in the order of their start already.
  const all = others.length === 0 ? own : [...own, ...others].sort((a, b) => b.createdAt - a.createdAt);
  const found = all.map((task) => jobInfo(task));
  const databases = await jobStores();
  if (databases.length === 0) return found.slice(0, most);
  for (const { jobs } of databases) found.push(...(await jobs.list(filter)).map(storedJobInfo));
  return found.sort((a, b) => compareInstants(b.created_at, a.created_at)).slice(0, most);
}

async function retry(id: string): Promise<Result> {
  for (const { jobs } of await jobStores()) {
    const answer = await jobs.requeue(id, host().now());
    if (answer === "queued") return new Ok(null);
    if (answer === "not-failed") return new Err(`job ${id} has not failed`);
  }
  const task = taskOf(id) ?? await findElsewhere(id);
  return new Err(task ? `job ${id} is not durable: its arguments were not kept` : NO_SUCH_JOB);
}

function crons(): CronInfo[] {
  return currentScheduler()?.jobs.map(cronInfo) ?? [];
}

export const implementations = {
  "jobs.status": status,
  "jobs.list": list,
  "jobs.retry": retry,
  "jobs.crons": crons,
};
