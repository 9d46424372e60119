/** The connection that parameters of type `DbConn` are filled with: data.md 2.8. */
import { display } from "../operations/display.ts";
import { Future } from "../values/future.ts";
import { Err, Ok } from "../values/result.ts";
import { Connecting } from "./connecting.ts";

const NO_OPTIONS = { maxConns: null, readUrl: null, queryTimeoutMs: null, acquireTimeoutMs: null };

let binding: (() => unknown) | null = null;
let unbound: Connecting | null = null;

/** The program cannot start: its connection is an Err. Recognised by name. */
class PoolError extends Error {
  override readonly name = "StartupError";
}

/**
 * Says which top-level variable of the program holds the connection; null when none does.
 *
 * @throws a StartupError when it holds an Err
 */
export async function setAppPool(read: (() => unknown) | null): Promise<void> {
  binding = read;
  unbound = null;
  if (read === null) return;
  const value = read();
  const connected = value instanceof Future ? await value.start() : value;
  if (connected instanceof Err) {
    throw new PoolError(`the database of the program: ${display(connected.value)}`);
  }
}

/** The app pool: a connection, or a `db.connect(…)` that stands for one. Does no I/O. */
export function appPool(): unknown {
  // A test may run without the module that holds the variable.
  const value = binding?.();
  if (value === undefined) return unbound ??= new Connecting(null, NO_OPTIONS);
  return value instanceof Ok ? value.value : value;
}
