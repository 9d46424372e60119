/** Failing paths of emitted code. */
import { display, displayNested } from "../operations/display.ts";
import { fail } from "../failures/failure.ts";
import type { Int } from "../operations/int.ts";
import { typeName } from "../operations/type_name.ts";
import { isInt } from "../values/float.ts";
import { Future } from "../values/future.ts";
import { Range } from "../values/range.ts";
import { Err, Ok, type Result } from "../values/result.ts";

/** No arm of a `match` fits. */
export function noMatch(value: unknown): never {
  fail("run/no-match", `no arm of this \`match\` matches ${displayNested(value)}`, ["add an arm `_ => …`"]);
}

/** The pattern of a `let` does not fit its value. */
export function destructureFailure(value: unknown): never {
  fail("run/destructure", `the pattern does not match ${displayNested(value)}`);
}

/** `.name` of null. `what` is a field, or a method with its parentheses. */
export function nullAccess(what: string): never {
  const verb = what.endsWith("()") ? "call" : "read";
  fail("run/null-access", `cannot ${verb} \`${what}\` of \`null\``, ["test for `null` first, or write `?.`"]);
}

/** The value of a variable that may not have been assigned: emitted code calls this when it is null or unset. */
export function readVariable(value: unknown, name: string): null {
  if (value === null) return null;
  fail("run/unset-variable", `\`${name}\` is read before it is assigned`);
}

/** A name that the checker let through. */
export function unknownName(name: string): never {
  fail("run/unknown-name", `nothing is called \`${name}\``);
}

/** The operand of `?`. */
export function tryOperand(value: unknown): Result {
  if (value instanceof Ok || value instanceof Err) return value;
  fail("run/try-operand", `\`?\` needs a Result, found \`${typeName(value)}\``);
}

/** Starts the operand of `.await`. */
export function startFuture(value: unknown): Promise<unknown> {
  if (value instanceof Future) return value.start();
  fail("run/not-a-future", `\`.await\` needs a Future, found \`${typeName(value)}\``);
}

/** A range of bounds of unknown kind. */
export function makeRange(from: unknown, to: unknown, isInclusive: boolean): Range {
  if (isInt(from) && isInt(to)) return new Range(from as Int, to as Int, isInclusive);
  const operator = isInclusive ? "..=" : "..";
  fail("run/operand", `\`${operator}\` does not work on \`${typeName(from)}\` and \`${typeName(to)}\``, [
    `bounds are Ints, found ${display(isInt(from) ? to : from)}`,
  ]);
}

/** A construct that the checker has reported and that was let through. */
export function cannotRun(code: string, message: string): never {
  fail(code, message);
}
