/** What the prompt and the worker that evaluates its inputs say to each other. */

/** The name of the worker: the main module of the executable knows by it what it is. */
export const REPL_WORKER = "fitz-repl";

/** To the worker. */
export type ToEvaluator =
  | {
    readonly kind: "open";
    readonly shared: SharedArrayBuffer;
    readonly limits: { steps: number; depth: number };
  }
  | { readonly kind: "evaluate"; readonly input: Evaluation }
  /** What waits is to be given up; a running loop sees the flag. */
  | { readonly kind: "interrupt" }
  /** Forget the last accepted input. */
  | { readonly kind: "undo" };

/** An input as code. */
export interface Evaluation {
  readonly code: string;
  /** The manifest of the session as JSON; null when this input brings nothing that is served. */
  readonly app: string;
  /** Modules of the session before this input. */
  readonly loaded: number;
  /** Source texts of the modules that the input brings, by shown path. */
  readonly sources: readonly (readonly [string, string])[];
  /** Only the value is wanted: nothing of the input stays. Of a tuple each element is shown. */
  readonly isQuestion: boolean;
}

/** From the worker. */
export type FromEvaluator =
  /** The texts of the value: one, several for a question, none for null. */
  | { readonly kind: "value"; readonly texts: readonly string[] }
  | { readonly kind: "failure"; readonly text: string }
  | { readonly kind: "undone" }
  /** The program reads a line: it waits until `answerLine` has put it into the shared memory. */
  | { readonly kind: "readLine" };

/** Indexes of the shared memory as Int32: whether to interrupt, the state of a line asked for, its length. */
export const INTERRUPT = 0;
export const LINE_STATE = 1;
export const LINE_LENGTH = 2;
/** Bytes before those of the line. */
export const LINE_START = 16;

export const LineState = { none: 0, asked: 1, given: 2, ended: 3, interrupted: 4 } as const;

/** Longest line that a program can read at the prompt, in bytes. */
export const MOST_LINE = 1 << 24;

export function makeShared(): SharedArrayBuffer {
  return new SharedArrayBuffer(LINE_START + 65536, { maxByteLength: LINE_START + MOST_LINE });
}
