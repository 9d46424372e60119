/** What begins and ends with each test: state that every test finds empty, and settings that hold for one test only. */
import type { TestHost } from "./test_host.ts";

const starting = new Set<() => void>();
let undoing: (() => void | Promise<void>)[] = [];

/** Has `empty` called before each test of this isolate; for state such as counters of rate limits, which every test finds as new. */
export function onTestStart(empty: () => void): void {
  starting.add(empty);
}

/** Has `undo` called when the running test ends, the last one first. */
export function onTestEnd(undo: () => void | Promise<void>): void {
  undoing.push(undo);
}

export function startTest(): void {
  for (const empty of starting) empty();
}

export async function endTest(): Promise<void> {
  const all = undoing.reverse();
  undoing = [];
  for (const undo of all) await undo();
}

let current: TestHost | null = null;

/** Makes `test.clock` and `test.env` act on a host; null outside `fitz test`. */
export function setTestHost(host: TestHost | null): void {
  current = host;
}

/** The host of the running tests; null where no test runs. */
export function testHost(): TestHost | null {
  return current;
}
