/** Asynchronous functions of the prelude (language.md section 10). */
import { checkFuture, checkList } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { host } from "../../src/runtime/host/host.ts";
import { type Int, toNumber } from "../../src/runtime/operations/int.ts";
import { spawnTask } from "../../src/runtime/program/task.ts";
import { Future } from "../../src/runtime/values/future.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";

function sleep(milliseconds: Int): Future {
  return new Future(async () => {
    await host().sleep(Math.max(0, toNumber(milliseconds)));
    return null;
  });
}

/** Futures given one by one, where those past the fifth come as one list. */
function futures(given: readonly unknown[]): Future[] {
  const all = given.length > 5 ? [...given.slice(0, 5), ...checkList(given[5])] : given;
  return all.filter((future) => future !== undefined).map(checkFuture);
}

/** Whether the call was given one list of futures. */
function isListForm(given: readonly unknown[]): boolean {
  return Array.isArray(given[0]) && (given.length === 1 || given[1] === undefined);
}

function startAll(all: readonly Future[]): Promise<unknown[]> {
  return Promise.all(all.map((future) => future.start()));
}

function gather(...given: unknown[]): Future {
  if (isListForm(given)) {
    const all = (given[0] as unknown[]).map(checkFuture);
    return new Future(() => startAll(all));
  }
  const all = futures(given);
  return new Future(async () => new Tuple(await startAll(all)));
}

function race(...given: unknown[]): Future {
  const all = isListForm(given) ? (given[0] as unknown[]).map(checkFuture) : futures(given);
  if (all.length === 0) fail("run/bad-argument", "`race` needs at least one future");
  return new Future(() => Promise.race(all.map((future) => future.start())));
}

function timeout(milliseconds: Int, future: unknown): Future {
  const awaited = checkFuture(future);
  return new Future(async () => {
    const clock = new AbortController();
    const expired = host().sleep(Math.max(0, toNumber(milliseconds)), clock.signal)
      .then(() => new Err(`timeout after ${milliseconds} ms`));
    try {
      const value = await Promise.race([awaited.start(), expired]);
      return value instanceof Ok || value instanceof Err ? value : new Ok(value);
    } finally {
      clock.abort();
    }
  });
}

export const implementations = {
  "sleep": sleep,
  "spawn": (future: unknown): Future => spawnTask(checkFuture(future)),
  "gather": gather,
  "race": race,
  "timeout": timeout,
};
