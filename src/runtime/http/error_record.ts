/** `http.error` records: production.md 15. */
import { asFailure } from "../as_failure.ts";

const FRAME = /^\s*at (?:async )?(?:(.*?) \()?((?:file:\/\/)?[^()]*?\.fitz):(\d+):(\d+)\)?$/;

/** One Fitz call: JavaScript frames of emitted code, already mapped to the source. */
export interface FitzFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The Fitz frames of an error, innermost first. */
export function fitzFrames(error: unknown): FitzFrame[] {
  const stack = error instanceof Error ? error.stack ?? "" : "";
  const frames: FitzFrame[] = [];
  for (const line of stack.split("\n")) {
    const match = FRAME.exec(line);
    if (!match) continue;
    const [, name, file, at, column] = match;
    frames.push({ name: name ?? "", file: shortPath(file), line: Number(at), column: Number(column) });
  }
  return frames;
}

/** Paths below the working directory are shown relative to it. */
function shortPath(file: string): string {
  const path = file.startsWith("file://") ? decodeURIComponent(file.slice(7)) : file;
  const here = `${Deno.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}

/** The fields of the record of a run-time failure, in order. */
export function failureFields(error: unknown): [string, unknown][] {
  const failure = asFailure(error);
  const frames = fitzFrames(error);
  const text = error instanceof Error ? error.message : String(error);
  const fields: [string, unknown][] = [["error", text], ["kind", "runtime"]];
  if (failure) fields.push(["code", failure.code]);
  if (frames.length > 0) fields.push(["at", `${frames[0].file}:${frames[0].line}:${frames[0].column}`]);
  fields.push([
    "stack",
    frames.map((frame) => `${frame.name} (${frame.file}:${frame.line}:${frame.column})`),
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
