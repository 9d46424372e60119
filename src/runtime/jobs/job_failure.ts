/** How runs of jobs end: a run fails with an `Err` or with a run-time failure. */
import { asFailure } from "../failures/as_failure.ts";
import { type ErrorFields, failureFields } from "../failures/error_record.ts";
import type { ProgramSources } from "../failures/failure_report.ts";
import { display } from "../operations/display.ts";
import { Err } from "../values/result.ts";

/** Why a run failed: what was thrown, or what its `Err` holds. */
export type JobFailure = { readonly thrown: unknown } | { readonly err: unknown };

/** Runs a job once; null when it did not fail. Never rejects. */
export async function attempt(call: () => unknown): Promise<JobFailure | null> {
  try {
    const value = await call();
    return value instanceof Err ? { err: value.value } : null;
  } catch (thrown) {
    return { thrown };
  }
}

/** The text that tells of a failure. */
export function failureText(failure: JobFailure): string {
  if ("err" in failure) return display(failure.err);
  const { thrown } = failure;
  return asFailure(thrown)?.message ?? (thrown instanceof Error ? thrown.message : String(thrown));
}

/** The fields of its record (production.md 15). */
export function failureRecord(failure: JobFailure, sources: () => ProgramSources): ErrorFields {
  return "err" in failure
    ? [["error", display(failure.err)], ["kind", "result"]]
    : failureFields(failure.thrown, sources());
}
