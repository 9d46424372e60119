import { Failure } from "./failure.ts";

/** What was thrown as a run-time error of the program: an overflown JavaScript stack is `run/stack-overflow`; null for a fault of our own. */
export function asFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (error instanceof RangeError && error.message.includes("call stack")) {
    const failure = new Failure("run/stack-overflow", "calls are nested too deeply");
    if (error.stack) failure.stack = error.stack;
    return failure;
  }
  return null;
}
