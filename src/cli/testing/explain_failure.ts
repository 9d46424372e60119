/** What a user reads about a failed test. */
import { asFailure } from "../../runtime/failures/as_failure.ts";
import { failureReport, type ProgramSources } from "../../runtime/failures/failure_report.ts";
import { displayNested } from "../../runtime/operations/display.ts";
import type { Err } from "../../runtime/values/result.ts";

/** A function of a test file that gave `Err`. */
export class ReturnedErr extends Error {
  constructor(value: Err) {
    super(`the function returned ${displayNested(value)}`);
  }
}

/** A test that took too long. */
export class TimedOut extends Error {
  constructor(milliseconds: number) {
    super(`timed out after ${milliseconds} ms`);
  }
}

/** The text of an error, with a line end after each line; those that belong to testing have no code in front. */
export function explainFailure(error: unknown, sources: ProgramSources): string {
  if (error instanceof ReturnedErr || error instanceof TimedOut) return `${error.message}\n`;
  const failure = asFailure(error);
  if (!failure) return `internal error: ${error instanceof Error ? error.message : error}\n`;
  const lines = failureReport(failure, sources).replace(/^error\[run\/(?:assert|limit)\]: /, "").split("\n");
  // The two sides stand under the arrow; the call of the test itself goes without saying.
  const shown = lines.map((line) => /^ +(left|right): /.test(line) ? line.slice(1) : line);
  let calls = shown.filter((line) => /^ +in \S+ \(/.test(line));
  if (/^ +in (fn|tests\.\w+) /.test(calls.at(-1) ?? "")) calls = calls.slice(0, -1);
  if (calls.length === 1) calls = [];
  return shown.filter((line) => !/^ +in \S+ \(/.test(line) || calls.includes(line)).join("\n");
}
