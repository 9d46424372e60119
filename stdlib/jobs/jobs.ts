/** The `jobs` namespace: realtime.md 19. */
import { type CronInfo, cronInfo, type JobInfo, jobInfo } from "../../src/runtime/jobs/records.ts";
import { currentScheduler } from "../../src/runtime/jobs/current_scheduler.ts";
import { knownTasks, taskOf } from "../../src/runtime/jobs/task.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { type Int, toNumber } from "../../src/runtime/operations/int.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

const NO_SUCH_JOB = "no such job";
const STATUSES = ["queued", "running", "retrying", "ok", "failed"];

function status(id: string): Promise<Result> {
  const task = taskOf(id);
  return Promise.resolve(task ? new Ok(jobInfo(task)) : new Err(NO_SUCH_JOB));
}

function list(
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
  const found = knownTasks().filter((task) =>
    (status === null || task.status === status) && (name === null || task.spec.name === name)
  );
  return Promise.resolve(found.slice(0, most).map(jobInfo));
}

function retry(id: string): Promise<Result> {
  const task = taskOf(id);
  if (task === null) return Promise.resolve(new Err(NO_SUCH_JOB));
  return Promise.resolve(new Err(`job ${id} is not durable: its arguments were not kept`));
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
