/** Methods of Result (stdlib.md section 10). */
import { checkResult } from "../../src/runtime/operations/check_kind.ts";
import { display } from "../../src/runtime/operations/display.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

type Unary = (value: unknown) => unknown;

function expect(result: Result, message: string): unknown {
  return result.isOk ? result.value : fail("run/expect", `${message}: ${display(result.value)}`);
}

export const implementations = {
  "Result.is_ok": (result: Result): boolean => result.isOk,
  "Result.is_err": (result: Result): boolean => !result.isOk,
  "Result.unwrap_or": (result: Result, fallback: unknown): unknown => result.isOk ? result.value : fallback,
  "Result.unwrap_or_else": (result: Result, f: Unary): unknown =>
    result.isOk ? result.value : f(result.value),
  "Result.expect": expect,
  "Result.ok": (result: Result): unknown => result.isOk ? result.value : null,
  "Result.map": (result: Result, f: Unary): Result => result.isOk ? new Ok(f(result.value)) : result,
  "Result.map_err": (result: Result, f: Unary): Result => result.isOk ? result : new Err(f(result.value)),
  "Result.and_then": (result: Result, f: Unary): Result =>
    result.isOk ? checkResult(f(result.value)) : result,
};
