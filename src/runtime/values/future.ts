import { Failure } from "../failures/failure.ts";

/**
 * `Future<T>`: a lazy asynchronous computation that runs at most once. `run` gives its value or a promise of it, in uniform form.
 */
export class Future {
  #run: (() => unknown) | null;
  #promise: Promise<unknown> | null = null;
  /** How often somebody has begun to wait for the value: a failure is theirs. */
  observers = 0;
  /** The task that `spawn` has made of it. */
  task: { readonly id: string } | null = null;

  constructor(run: () => unknown) {
    this.#run = run;
  }

  /** The id of the task. @throws Failure when it was not started with `spawn` */
  get id(): string {
    if (this.task) return this.task.id;
    throw new Failure("run/no-field", "only a future that `spawn` gives has an `id`", [
      "write `let task = spawn(work(x))`, then `task.id`",
    ]);
  }

  /** Has `around` run the computation, which has not started. */
  surround(around: (run: () => unknown) => unknown): void {
    const run = this.#run;
    if (run) this.#run = () => around(run);
  }

  /** Starts the computation if needed; the promise of its value. */
  start(): Promise<unknown> {
    this.observers++;
    return this.launch();
  }

  /** As `start`, but without claiming the failure: for tasks that nobody waits for. */
  launch(): Promise<unknown> {
    if (this.#promise) return this.#promise;
    const run = this.#run!;
    this.#run = null;
    const promise = new Promise<unknown>((resolve) => resolve(run()));
    // Failures surface where the future is awaited; one that is never awaited must not end the process.
    promise.catch(() => {});
    return this.#promise = promise;
  }
}

/** What a suspending function of the library gives to a call through `Any`: it has started, and code that can wait does so by itself. */
export class Suspension extends Future {
  constructor(promise: Promise<unknown>) {
    super(() => promise);
    this.launch();
  }
}

/** The promise of a suspended call; any other value is itself. */
export function settleSuspension(value: unknown): unknown {
  return value instanceof Suspension ? value.start() : value;
}
