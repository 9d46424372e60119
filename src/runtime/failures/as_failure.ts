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

/** An operation on a value that a static error let through, which JavaScript refused; null for anything else. */
export function asWrongValue(error: unknown): Failure | null {
  if (!(error instanceof TypeError)) return null;
  const failure = new Failure(
    "run/type",
    "a value here is not of the type that the program declares for it",
    [
      "`--no-typecheck` let it through: see the warnings above",
    ],
  );
  if (error.stack) failure.stack = error.stack;
  return failure;
}
