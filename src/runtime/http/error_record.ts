/** `http.error` records: production.md 15. */
import { asFailure } from "../failures/as_failure.ts";
import { fitzFrames, type ProgramSources } from "../failures/failure_report.ts";

/** The fields of the record of a run-time failure, in order. */
export function failureFields(error: unknown, sources: ProgramSources): [string, unknown][] {
  const failure = asFailure(error);
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const frames = fitzFrames(stack, sources);
  const text = failure?.message ?? (error instanceof Error ? error.message : String(error));
  const fields: [string, unknown][] = [["error", text], ["kind", "runtime"]];
  if (failure) fields.push(["code", failure.code]);
  if (frames.length > 0) fields.push(["at", `${frames[0].path}:${frames[0].line}:${frames[0].column}`]);
  fields.push([
    "stack",
    frames.map(({ functionName, path, line, column }) =>
      `${functionName ?? "(top level)"} (${path}:${line}:${column})`
    ),
  ]);
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
