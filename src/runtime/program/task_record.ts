/** Tasks of a service that fail: nobody waits for them, so their record is all there is (production.md 15). */
import { type ErrorFields, failureFields, writeErrorRecord } from "../failures/error_record.ts";
import type { ProgramSources } from "../failures/failure_report.ts";
import { display } from "../operations/display.ts";
import type { TaskReporter } from "./task.ts";

/** A task runs once. */
const ATTEMPT: ErrorFields = [["attempt", 1], ["will_retry", false]];

/** Writes `task.failed` records. */
export function taskRecords(sources: () => ProgramSources): TaskReporter {
  const write = (failure: ErrorFields) =>
    writeErrorRecord("runtime", "error", "task.failed", failure, ATTEMPT);
  return {
    failed: (error) => write(failureFields(error, sources())),
    gaveErr: (value) => write([["error", display(value)], ["kind", "result"]]),
  };
}
