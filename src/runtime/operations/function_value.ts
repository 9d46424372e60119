/** Makes and calls function values. */
import { fail } from "../failures/failure.ts";
import { typeName } from "./type_name.ts";
import type { FunctionValue, Signature } from "../values/function.ts";

/** A function that takes a list at `position` becomes one that takes any number of arguments from there on. */
function spread(code: (...args: any[]) => unknown, position: number): FunctionValue {
  return (...args: unknown[]) => {
    const fixed: unknown[] = args.slice(0, position);
    while (fixed.length < position) fixed.push(undefined);
    return code(...fixed, args.slice(position));
  };
}

/**
 * The value of a function of the program whose arity is not just the count of its parameters. `code` is uniform; a variadic parameter of it, the last, takes one list.
 */
export function functionValue(
  name: string,
  required: number,
  total: number,
  isVariadic: boolean,
  code: (...args: any[]) => unknown,
): FunctionValue {
  const value = isVariadic ? spread(code, total - 1) : code as FunctionValue;
  value.signature = { name, required, total, isVariadic };
  return value;
}

/**
 * The value of a function of the library. A variadic parameter follows the required ones; those behind it can only be named, so never in a call of the value.
 * `checks` has what `code` leaves to be checked: a conversion per parameter, or null.
 */
export function builtinValue(
  name: string,
  required: number,
  total: number,
  isVariadic: boolean,
  code: (...args: any[]) => unknown,
  checks?: readonly (((value: unknown) => unknown) | null)[],
): FunctionValue {
  const checked = checks === undefined
    ? code
    : (...args: unknown[]) =>
      code(...args.map((arg, i) => arg === undefined || !checks[i] ? arg : checks[i](arg)));
  // Several values may share one implementation, so the marks go on a function of their own.
  const value: FunctionValue = isVariadic ? spread(checked, required) : (...args) => checked(...args);
  value.signature = { name, required, total, isVariadic };
  value.isBuiltin = name;
  return value;
}

/** Arity of a function value; a plain function takes exactly the parameters it has. */
export function signatureOf(value: FunctionValue): Signature {
  return value.signature ?? {
    name: value.name,
    required: value.length,
    total: value.length,
    isVariadic: false,
  };
}

/** Whether a function with that arity can be called with `count` arguments. */
function takes(signature: Signature, count: number): boolean {
  return count >= signature.required && (signature.isVariadic || count <= signature.total);
}

/** `2 arguments`, `1 to 3 arguments`, `at least 1 argument`. */
function arityText({ required, total, isVariadic }: Signature): string {
  const plural = (n: number) => `${n} argument${n === 1 ? "" : "s"}`;
  if (isVariadic) return `at least ${plural(required)}`;
  return required === total ? plural(total) : `${required} to ${plural(total)}`;
}

/** Raises `run/arity` unless a function with that arity can be called with `count` arguments. */
export function checkArity(signature: Signature, count: number, name: string): void {
  if (takes(signature, count)) return;
  fail(
    "run/arity",
    `${name === "" ? "this function" : `\`${name}\``} takes ${arityText(signature)}, found ${count}`,
  );
}

/** Raises `run/type` or `run/arity` unless the value is a function that can be called back with `count` arguments. */
export function checkCallback(value: unknown, count: number): FunctionValue {
  if (typeof value !== "function") fail("run/type", `expected \`Fn\`, found \`${typeName(value)}\``);
  const signature = signatureOf(value as FunctionValue);
  if (takes(signature, count) || (value as FunctionValue).isNative) return value as FunctionValue;
  fail("run/arity", `the callback takes ${arityText(signature)}, but is called with ${count}`);
}

/** `f(args)` where `f` is only known at run time; `run/not-callable`, `run/arity`. Function values take no named arguments. */
export function callValue(
  value: unknown,
  args: readonly unknown[],
  names?: readonly (string | null)[],
): unknown {
  if (typeof value !== "function") {
    fail("run/not-callable", `\`${typeName(value)}\` is not a function`);
  }
  const f = value as FunctionValue;
  const signature = signatureOf(f);
  const named = names?.find((name) => name !== null);
  if (named) fail("run/arity", `a function value takes no named arguments, found \`${named}\``);
  // Functions of interop modules take what they are given.
  if (!f.isNative) checkArity(signature, args.length, signature.name);
  const result = f(...args);
  return result === undefined ? null : result;
}
