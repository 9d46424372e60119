/**
 * The outside world of a running program: streams, environment, clock, arguments. One program runs in a process at a time, so this is a module variable that
 * the command line and the tests set before they start one.
 */
export interface Host {
  stdout(text: string): void;
  stderr(text: string): void;
  /** The same for texts that may wait some milliseconds for others; `stderr` writes what waits first. Hosts without it write at once. */
  stderrSoon?(text: string): void;
  /** Reads one line without its end; null at the end of the input. */
  readLine(): string | null;
  readonly env: {
    get(key: string): string | undefined;
    set(key: string, value: string): void;
    all(): Record<string, string>;
  };
  /** Arguments of the program (after `--`). */
  readonly args: readonly string[];
  /** Milliseconds since 1970, possibly with a fraction. */
  now(): number;
  /** Milliseconds of a clock that never goes back. */
  monotonic(): number;
  /** Waits; ends early, without error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  readonly isStderrTerminal: boolean;
  /** What goes to stderr ends up in a report that people read. */
  readonly isReport?: boolean;
}

let current: Host | undefined;

export function setHost(host: Host): void {
  current = host;
}

export function host(): Host {
  if (!current) throw new Error("no host is set");
  return current;
}
