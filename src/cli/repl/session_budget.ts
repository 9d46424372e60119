/** What one evaluation may spend, and how it is interrupted from another thread. */
import { Failure } from "../../runtime/failures/failure.ts";
import { Budget, type BudgetLimits } from "../../runtime/program/budget.ts";
import { INTERRUPT } from "./protocol.ts";

/** Thrown where the evaluation was when Ctrl+C was pressed. */
export class Interrupted extends Failure {
  constructor() {
    super("run/interrupted", "interrupted");
  }
}

/** Iterations between two looks at the flag. */
const STRIDE = 50_000;

export class SessionBudget extends Budget {
  readonly #flags: Int32Array;
  readonly #limit: number;
  #left = 0;
  #interruption = Promise.withResolvers<never>();

  constructor(limits: BudgetLimits, shared: SharedArrayBuffer) {
    super(limits);
    this.#flags = new Int32Array(shared, 0, 4);
    this.#limit = limits.steps || Infinity;
    const depth = this.maxDepth;
    // Asked at each call: what calls itself without end or loop is interrupted there.
    Object.defineProperty(this, "maxDepth", { get: () => this.isInterrupted ? -1 : depth });
    this.renew();
  }

  get isInterrupted(): boolean {
    return Atomics.load(this.#flags, INTERRUPT) !== 0;
  }

  override renew(): void {
    super.renew();
    // The constructor of the base class calls this before the fields are there.
    if (!(#flags in this)) return;
    this.#left = this.#limit;
    this.#interruption = Promise.withResolvers();
    this.#interruption.promise.catch(() => {});
    this.#refill();
  }

  /** Gives up everything that waits. */
  interrupt(): void {
    this.#interruption.reject(new Interrupted());
  }

  /** Ends without a value when the evaluation is interrupted. */
  get interruption(): Promise<never> {
    return this.#interruption.promise;
  }

  override exceedSteps(): never {
    if (this.isInterrupted) throw new Interrupted();
    if (this.#left <= 0) super.exceedSteps();
    this.#refill();
    // There is more: the loop goes on.
    return undefined as never;
  }

  override exceedDepth(): never {
    if (this.isInterrupted) throw new Interrupted();
    super.exceedDepth();
  }

  override suspend<T>(value: T): T {
    this.depth = 0;
    return value instanceof Promise ? Promise.race([value, this.#interruption.promise]) as T : value;
  }

  #refill(): void {
    this.steps = Math.min(STRIDE, this.#left);
    this.#left -= this.steps;
  }
}
