/** Records of the tasks of a service (production.md 8.2, 15): for a task that nobody waits for they are all there is. */
import { type ErrorFields, writeErrorRecord } from "../failures/error_record.ts";
import type { ProgramSources } from "../failures/failure_report.ts";
import { failureRecord, type JobFailure } from "../jobs/job_failure.ts";
import type { JobRun } from "../jobs/task.ts";
import { isLogged, type LogLevel, logRecord } from "../log/log_record.ts";
import type { TaskReporter } from "./task.ts";

/** Writes `task.failed`, and `job.start`, `job.end` and `job.failed` for `@background` functions. */
export function taskRecords(sources: () => ProgramSources): TaskReporter {
  const write = (
    level: LogLevel,
    message: string,
    failure: JobFailure,
    fields: ErrorFields,
    source: string,
  ) => writeErrorRecord("jobs", level, message, failureRecord(failure, sources), fields, { source });
  return {
    dropped(failure, { name, attempt }) {
      const fields = [["name", name], ["attempt", attempt], ["will_retry", false]] as const;
      write("error", "task.failed", failure, fields, name);
    },
    attemptFailed(failure, run, willRetry) {
      const fields = [...jobFields(run), ["attempt", run.attempt], ["will_retry", willRetry]] as const;
      write(willRetry ? "warn" : "error", "job.failed", failure, fields, run.name);
    },
    started(run) {
      if (!isLogged("jobs", "debug")) return;
      logRecord("jobs", "debug", "job.start", [...jobFields(run), ["attempt", run.attempt]]);
    },
    ended(run, milliseconds) {
      if (!isLogged("jobs", "info")) return;
      const duration = Math.round(milliseconds * 1000) / 1000;
      const end = [["attempt", run.attempt], ["status", run.status], ["duration_ms", duration]] as const;
      logRecord("jobs", "info", "job.end", [...jobFields(run), ...end]);
    },
  };
}

function jobFields({ name, id }: JobRun): ErrorFields {
  return [["job", name], ["id", id]];
}
