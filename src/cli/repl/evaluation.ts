/** The prompt's side of the worker that evaluates inputs. */
import type { BudgetLimits } from "../../runtime/program/budget.ts";
import {
  type Evaluation,
  type FromEvaluator,
  INTERRUPT,
  LINE_LENGTH,
  LINE_START,
  LINE_STATE,
  LineState,
  makeShared,
  MOST_LINE,
  REPL_WORKER,
  type ToEvaluator,
} from "./protocol.ts";

/** The main module of the executable knows when it runs as a worker, and by its name which one it is. */
const workerUrl = Deno.build.standalone ? Deno.mainModule : new URL("./worker.ts", import.meta.url).href;

/** How long an evaluation may take to notice that it is interrupted. */
const INTERRUPT_MILLISECONDS = 2000;

export type Outcome =
  | { readonly kind: "value"; readonly texts: readonly string[] }
  | { readonly kind: "failure"; readonly text: string }
  /** It could not be interrupted: the worker was given up with all that the session had. */
  | { readonly kind: "lost" };

export interface EvaluationOptions {
  readonly limits: BudgetLimits;
  /** The next line of the input for the program; null at its end. */
  readLine(): Promise<string | null>;
}

export class EvaluationWorker {
  #worker!: Worker;
  #shared!: SharedArrayBuffer;
  #waiting: ((report: FromEvaluator | null) => void) | null = null;

  constructor(private readonly options: EvaluationOptions) {
    this.restart();
  }

  /** Starts with nothing. */
  restart(): void {
    this.#worker?.terminate();
    this.#shared = makeShared();
    const worker = this.#worker = new Worker(workerUrl, { type: "module", name: REPL_WORKER });
    worker.onmessage = ({ data }: MessageEvent<FromEvaluator>) => {
      if (data.kind === "readLine") this.#answerLine();
      else this.#settle(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#settle({ kind: "failure", text: `internal error: ${event.message}\n` });
    };
    this.#tell({ kind: "open", shared: this.#shared, limits: this.options.limits });
  }

  async evaluate(input: Evaluation): Promise<Outcome> {
    // Here and not where it begins: it may be interrupted before that.
    Atomics.store(new Int32Array(this.#shared, 0, 4), INTERRUPT, 0);
    const report = await this.#ask({ kind: "evaluate", input });
    if (report === null) return { kind: "lost" };
    if (report.kind === "value" || report.kind === "failure") return report;
    throw new Error(`an evaluation cannot end with ${report.kind}`);
  }

  async undo(): Promise<void> {
    await this.#ask({ kind: "undo" });
  }

  get isBusy(): boolean {
    return this.#waiting !== null;
  }

  /** Interrupts the evaluation; when it does not end soon the worker is given up. */
  interrupt(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const state = new Int32Array(this.#shared, 0, 4);
    Atomics.store(state, INTERRUPT, 1);
    this.#tell({ kind: "interrupt" });
    this.#wake(LineState.interrupted);
    setTimeout(() => {
      if (this.#waiting !== waiting) return;
      this.restart();
      this.#settle(null);
    }, INTERRUPT_MILLISECONDS);
  }

  close(): void {
    this.#worker.terminate();
  }

  #tell(message: ToEvaluator): void {
    this.#worker.postMessage(message);
  }

  #ask(message: ToEvaluator): Promise<FromEvaluator | null> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#tell(message);
    });
  }

  #settle(report: FromEvaluator | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(report);
  }

  async #answerLine(): Promise<void> {
    const shared = this.#shared;
    const line = await this.options.readLine();
    if (shared !== this.#shared) return;
    if (line === null) return this.#wake(LineState.ended);
    const bytes = new TextEncoder().encode(line).subarray(0, MOST_LINE);
    if (shared.byteLength < LINE_START + bytes.length) shared.grow(LINE_START + bytes.length);
    new Uint8Array(shared, LINE_START, bytes.length).set(bytes);
    Atomics.store(new Int32Array(shared, 0, 4), LINE_LENGTH, bytes.length);
    this.#wake(LineState.given);
  }

  /** Lets a program go on that waits for a line. */
  #wake(state: number): void {
    const words = new Int32Array(this.#shared, 0, 4);
    if (Atomics.compareExchange(words, LINE_STATE, LineState.asked, state) === LineState.asked) {
      Atomics.notify(words, LINE_STATE);
    }
  }
}
