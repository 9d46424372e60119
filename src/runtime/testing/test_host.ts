/** The outside world of a program under test: what it writes is kept for the report, its environment is a copy, its clock can be stopped. */
import type { Host } from "../host/host.ts";
import { TestClock } from "./test_clock.ts";

export class TestHost implements Host {
  readonly clock = new TestClock();
  /** Mails are kept for `test.outbox()` and not sent. */
  readonly keepsMails: boolean = true;
  readonly now = this.clock.now;
  readonly monotonic = this.clock.monotonic;
  readonly sleep = this.clock.sleep;
  readonly args: readonly string[] = [];
  readonly isStderrTerminal = false;
  readonly isReport = true;
  #variables: Map<string, string>;
  #output: string[] = [];

  constructor(variables: Readonly<Record<string, string>>) {
    this.#variables = new Map(Object.entries(variables));
  }

  readonly env = {
    get: (key: string) => this.#variables.get(key),
    set: (key: string, value: string) => void this.#variables.set(key, value),
    all: () => Object.fromEntries(this.#variables),
  };

  unset(key: string): void {
    this.#variables.delete(key);
  }

  /** Remembers the environment; what this gives brings it back. */
  keepEnvironment(): () => void {
    const kept = new Map(this.#variables);
    return () => {
      this.#variables = kept;
    };
  }

  stdout(text: string): void {
    this.#output.push(text);
  }

  stderr(text: string): void {
    this.#output.push(text);
  }

  /** What was written since the last time. */
  takeOutput(): string {
    return this.#output.splice(0).join("");
  }

  readLine(): string | null {
    return null;
  }
}
