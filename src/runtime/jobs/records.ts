/** `JobInfo` and `CronInfo`: realtime.md 19. */
import { checkBool, checkInt, checkNamed, checkStr } from "../operations/check_kind.ts";
import type { Int } from "../operations/int.ts";
import { dateTimeFromMilliseconds, type FitzDateTime } from "../values/date_time.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import type { ScheduledJob } from "./scheduler.ts";
import type { StoredJob } from "./store/job_store.ts";
import type { TaskState } from "./task.ts";

export class JobInfo extends Instance {
  constructor(
    readonly id: string,
    readonly name: string,
    readonly status: string,
    readonly attempt: Int,
    readonly error: string | null,
    readonly created_at: FitzDateTime,
    readonly finished_at: FitzDateTime | null,
    readonly durable: boolean,
  ) {
    super();
  }
}

export class CronInfo extends Instance {
  constructor(
    readonly name: string,
    readonly schedule: string,
    readonly tz: string,
    readonly next_run_at: FitzDateTime | null,
    readonly last_run_at: FitzDateTime | null,
    readonly last_status: string | null,
    readonly last_error: string | null,
  ) {
    super();
  }
}

export function jobInfo(task: TaskState, isDurable = false): JobInfo {
  const { id, name, status, attempt, error, createdAt, finishedAt } = task;
  return new JobInfo(id, name, status, attempt, error, instant(createdAt)!, instant(finishedAt), isDurable);
}

/** A task that is kept in a database. */
export function storedJobInfo(job: StoredJob): JobInfo {
  // Before its first attempt it waits for that one.
  return jobInfo({ ...job, attempt: Math.max(1, job.attempt) }, true);
}

export function cronInfo(job: ScheduledJob): CronInfo {
  const { schedule: { name, expression, timeZone }, nextRun, lastRun, lastStatus, lastError } = job;
  return new CronInfo(name, expression, timeZone, instant(nextRun), instant(lastRun), lastStatus, lastError);
}

function instant(time: number | null): FitzDateTime | null {
  return time === null ? null : dateTimeFromMilliseconds(time);
}

type Accept = (value: unknown) => unknown;

const field = (name: string, accept: Accept): FieldInfo => ({
  name,
  property: name,
  isFloat: false,
  isPrivate: false,
  isHidden: false,
  accept,
});
const orNull = (accept: Accept): Accept => (value) => value === null ? null : accept(value);
const isInstant: Accept = (value) => checkNamed(value, "DateTime");

function describe(type: { readonly prototype: object }, name: string, fields: readonly FieldInfo[]): void {
  const info: TypeInfo = { name, fields, methods: {} };
  Object.defineProperty(type.prototype, "info", { value: info });
}

describe(JobInfo, "JobInfo", [
  field("id", checkStr),
  field("name", checkStr),
  field("status", checkStr),
  field("attempt", checkInt),
  field("error", orNull(checkStr)),
  field("created_at", isInstant),
  field("finished_at", orNull(isInstant)),
  field("durable", checkBool),
]);
describe(CronInfo, "CronInfo", [
  field("name", checkStr),
  field("schedule", checkStr),
  field("tz", checkStr),
  field("next_run_at", orNull(isInstant)),
  field("last_run_at", orNull(isInstant)),
  field("last_status", orNull(checkStr)),
  field("last_error", orNull(checkStr)),
]);
