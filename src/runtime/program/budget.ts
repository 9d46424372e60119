/** What a program may spend while tests or the prompt run it: loop iterations and depth of calls. Only code that was emitted to count asks for it. */
import { Failure } from "../failures/failure.ts";
import type { Host } from "../host/host.ts";

/** 0 switches a limit off. */
export interface BudgetLimits {
  readonly steps: number;
  readonly depth: number;
}

const DEFAULT_STEPS = 50_000_000;
const DEFAULT_DEPTH = 3500;

export class Budget {
  /** Iterations that are left. */
  steps = Infinity;
  /** Calls that are open. */
  depth = 0;
  readonly maxDepth: number;
  /** The first limit that was passed since the last `renew`; it stands even where the program observed the failure. */
  exceeded: Failure | null = null;

  constructor(private readonly limits: BudgetLimits) {
    this.maxDepth = limits.depth || Infinity;
    this.renew();
  }

  /** Starts counting anew. */
  renew(): void {
    this.steps = this.limits.steps || Infinity;
    this.depth = 0;
    this.exceeded = null;
  }

  /** @throws Failure always */
  exceedSteps(): never {
    this.#exceed(`step limit of ${this.limits.steps} exceeded`);
  }

  /** @throws Failure always */
  exceedDepth(): never {
    this.#exceed(`call depth limit of ${this.limits.depth} exceeded`);
  }

  #exceed(message: string): never {
    const failure = new Failure("run/limit", message);
    this.exceeded ??= failure;
    throw failure;
  }

  /** What an async function waits for, just before it suspends: whoever runs meanwhile is not called by it. */
  suspend<T>(value: T): T {
    this.depth = 0;
    return value;
  }

  /** What an async function of that depth waited for, when it goes on. */
  resume<T>(depth: number, value: T): T {
    this.depth = depth;
    return value;
  }
}

/**
 * The limits of `FITZ_MAX_STEPS` and `FITZ_MAX_DEPTH`, or the usual ones.
 *
 * @throws RangeError naming the variable when it holds no number
 */
export function budgetLimits(env: Pick<Host["env"], "get">): BudgetLimits {
  return {
    steps: limitOf(env, "FITZ_MAX_STEPS", DEFAULT_STEPS),
    depth: limitOf(env, "FITZ_MAX_DEPTH", DEFAULT_DEPTH),
  };
}

function limitOf(env: Pick<Host["env"], "get">, name: string, usual: number): number {
  const text = env.get(name);
  if (text === undefined || text === "") return usual;
  if (!/^\d{1,15}$/.test(text)) {
    throw new RangeError(`${name} must be a number of 0 or more, found ${JSON.stringify(text)}`);
  }
  return Number(text);
}
