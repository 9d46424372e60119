/** Records of what has failed: production.md 15. */
import { host } from "../host/host.ts";
import { display } from "../operations/display.ts";
import { Err } from "../values/result.ts";
import { type LogLevel, logRecord, type TraceIds } from "../log/log_record.ts";
import { asFailure } from "./as_failure.ts";
import { fitzFrames, fitzFunctionNames, type ProgramSources } from "./failure_report.ts";

export type ErrorFields = readonly (readonly [string, unknown])[];

/** The fields of the record of a run-time failure, or of an `Err` that nobody took, in order. */
export function failureFields(error: unknown, sources: ProgramSources): [string, unknown][] {
  // What left a function as `Err` has no place: it was raised nowhere.
  if (error instanceof Err) return [["error", display(error.value)], ["kind", "result"]];
  const failure = asFailure(error);
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const frames = fitzFrames(stack, sources);
  const text = failure?.message ?? (error instanceof Error ? error.message : String(error));
  const fields: [string, unknown][] = [["error", text], ["kind", "runtime"]];
  if (failure) fields.push(["code", failure.code]);
  if (frames.length > 0) fields.push(["at", `${frames[0].path}:${frames[0].line}:${frames[0].column}`]);
  const calls = frames.map(({ functionName, path, line, column }) =>
    `${functionName ?? "(top level)"} (${path}:${line}:${column})`
  );
  fields.push(["stack", calls.length > 0 ? calls : fitzFunctionNames(stack)]);
  return fields;
}

const WINDOW_MS = 60_000;
const MAX_PER_WINDOW = 100;

/** Lets at most 100 equal records per minute through and counts the others. */
export class RecordLimiter {
  #windows = new Map<string, { start: number; written: number; repeated: number }>();

  /** null: leave the record out; else how many were left out since the last one. */
  admit(key: string, now: number): number | null {
    const window = this.#windows.get(key);
    if (!window || now - window.start >= WINDOW_MS) {
      if (this.#windows.size > 1000) this.#windows.clear();
      this.#windows.set(key, { start: now, written: 1, repeated: 0 });
      return window?.repeated ?? 0;
    }
    if (window.written < MAX_PER_WINDOW) {
      window.written++;
      return 0;
    }
    window.repeated++;
    return null;
  }
}

const limiter = new RecordLimiter();

/**
 * Writes an error record; equal ones are limited, those left out are counted in `repeated` of the next.
 *
 * @param failure what failed, of `failureFields` or alike: records with the same `at`, or without one the same `error` and `source`, are equal
 * @param source names the part of the program where there is no `at`
 */
export function writeErrorRecord(
  target: string,
  level: LogLevel,
  message: string,
  failure: ErrorFields,
  more: ErrorFields,
  { source = "", trace }: { source?: string; trace?: TraceIds } = {},
): void {
  const valueOf = (name: string) => failure.find(([one]) => one === name)?.[1];
  const at = valueOf("at");
  const key = at === undefined
    ? `${message} ${source} ${valueOf("error")}`
    : `${message} ${at} ${valueOf("code")}`;
  const repeated = limiter.admit(key, host().monotonic());
  if (repeated === null) return;
  const fields = [...failure, ...more];
  if (repeated > 0) fields.push(["repeated", repeated]);
  logRecord(target, level, message, fields, trace);
}
