/** Failing and asserting (stdlib.md section 2.3). */
import { asFailure } from "../../src/runtime/failures/as_failure.ts";
import { checkResult } from "../../src/runtime/operations/check_kind.ts";
import { displayNested } from "../../src/runtime/operations/display.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { Failure } from "../../src/runtime/failures/failure.ts";
import { quoteText } from "../../src/runtime/text/text.ts";
import { Future } from "../../src/runtime/values/future.ts";

function failed(message: string, fallback: string, details: readonly string[] = []): never {
  throw new Failure("run/assert", message === "" ? fallback : message, [], details);
}

function assert(condition: boolean, message = ""): null {
  return condition ? null : failed(message, "assertion failed");
}

function sides(a: unknown, b: unknown): string[] {
  return [`left:  ${displayNested(a)}`, `right: ${displayNested(b)}`];
}

function assertEq(a: unknown, b: unknown, message = ""): null {
  return equals(a, b) ? null : failed(message, "assertion failed: left == right", sides(a, b));
}

function assertNe(a: unknown, b: unknown, message = ""): null {
  return equals(a, b) ? failed(message, "assertion failed: left != right", sides(a, b)) : null;
}

/** Text of a run-time error when it contains what was expected. */
function expectedError(error: unknown, containing: string): string {
  const failure = asFailure(error);
  if (!failure) throw error;
  const text = [failure.message, ...failure.details].join("\n");
  if (text.includes(containing)) return text;
  failed("", `expected a run-time error containing ${quoteText(containing)}, found ${quoteText(text)}`);
}

function nothingThrown(): never {
  failed("", "expected a run-time error, but the function ended normally");
}

function assertThrows(f: () => unknown, containing = ""): unknown {
  let value: unknown;
  try {
    value = f();
  } catch (error) {
    return expectedError(error, containing);
  }
  if (!(value instanceof Future)) nothingThrown();
  // Where the assertion stands: what waits for it later has another stack.
  const { stack } = new Error();
  return new Future(() => observe(value, containing, stack));
}

async function observe(future: Future, containing: string, stack: string | undefined): Promise<string> {
  const outcome = await future.start().then(() => null, (error: unknown) => ({ error }));
  try {
    if (outcome) return expectedError(outcome.error, containing);
    nothingThrown();
  } catch (failure) {
    if (failure instanceof Failure && failure !== outcome?.error && stack) failure.stack = stack;
    throw failure;
  }
}

function assertOk(value: unknown): unknown {
  const result = checkResult(value);
  return result.isOk ? result.value : failed("", `expected Ok, found ${displayNested(result)}`);
}

function assertErr(value: unknown): unknown {
  const result = checkResult(value);
  return result.isOk ? failed("", `expected Err, found ${displayNested(result)}`) : result.value;
}

function panic(message: string): never {
  throw new Failure("run/panic", message);
}

export const assertionImplementations = {
  "panic": panic,
  "assert": assert,
  "assert_eq": assertEq,
  "assert_ne": assertNe,
  "assert_throws": assertThrows,
  "assert_ok": assertOk,
  "assert_err": assertErr,
};
