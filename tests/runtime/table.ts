/** Tables of calls: what each test of the library's parts is made of. */
import assert from "node:assert/strict";
import { displayNested } from "../../src/runtime/operations/display.ts";
import { Failure } from "../../src/runtime/failures/failure.ts";
import { type Host, setHost } from "../../src/runtime/host/host.ts";

/** Key of the implementation, arguments, and what comes of it: the nested display form, or `code: message` of a failure. */
export type Row = readonly [key: string, args: readonly unknown[], expected: string];

/** Calls an implementation and tells what came of it, as rows expect it. */
export function outcome(library: Record<string, any>, key: string, args: readonly unknown[]): string {
  try {
    return displayNested(library[key](...args));
  } catch (error) {
    if (error instanceof Failure) return `${error.code}: ${error.message}`;
    throw error;
  }
}

export function checkTable(library: Record<string, any>, rows: readonly Row[]): void {
  for (const [key, args, expected] of rows) {
    assert.equal(outcome(library, key, args), expected, `${key}(${args.map(displayNested).join(", ")})`);
  }
}

/** Sets a host over a map of variables; what is written to stderr is collected. */
export function fakeHost(
  variables: Record<string, string> = {},
  options: Partial<Host> = {},
): { readonly variables: Record<string, string>; readonly written: string[] } {
  const written: string[] = [];
  setHost({
    stdout: () => {},
    stderr: (text) => void written.push(text),
    readLine: () => null,
    env: {
      get: (key) => variables[key],
      set: (key, value) => void (variables[key] = value),
      all: () => ({ ...variables }),
    },
    args: [],
    now: () => Date.UTC(2026, 2, 9, 10, 0, 0, 123),
    monotonic: () => 12.5,
    sleep: () => Promise.resolve(),
    isStderrTerminal: false,
    ...options,
  });
  return { variables, written };
}
