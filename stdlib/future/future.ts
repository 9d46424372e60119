/** Asynchronous functions of the prelude (language.md section 10). */
import { checkFuture, checkList } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { host } from "../../src/runtime/host/host.ts";
import { type Int, toNumber } from "../../src/runtime/operations/int.ts";
import { reportLate, spawnTask } from "../../src/runtime/program/task.ts";
import type { TaskSpec } from "../../src/runtime/jobs/task.ts";
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

/** Whether what several futures give together is decided. */
interface Decision {
  isMade: boolean;
}

/** Starts a future that may decide; when it fails after the decision and nobody else waits for it, that is reported. */
function startOne(future: Future, decision: Decision, byValue: boolean): Promise<unknown> {
  const promise = future.start();
  promise.then(() => decision.isMade ||= byValue, (error) => {
    if (decision.isMade && future.observers === 1) reportLate(error);
    decision.isMade = true;
  });
  return promise;
}

function startAll(all: readonly Future[]): Promise<unknown[]> {
  const decision = { isMade: false };
  return Promise.all(all.map((future) => startOne(future, decision, false)));
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
  return new Future(() => {
    const decision = { isMade: false };
    return Promise.race(all.map((future) => startOne(future, decision, true)));
  });
}

function timeout(milliseconds: Int, future: unknown): Future {
  const awaited = checkFuture(future);
  return new Future(async () => {
    const clock = new AbortController();
    const decision = { isMade: false };
    const expired = host().sleep(Math.max(0, toNumber(milliseconds)), clock.signal).then(() => {
      decision.isMade = true;
      return new Err(`timeout after ${milliseconds} ms`);
    });
    try {
      const value = await Promise.race([startOne(awaited, decision, true), expired]);
      return value instanceof Ok || value instanceof Err ? value : new Ok(value);
    } finally {
      clock.abort();
    }
  });
}

/** Futures that are spawned as values. */
const UNNAMED: TaskSpec = { name: "future", retry: null, isJob: false };

export const implementations = {
  "sleep": sleep,
  "spawn": (future: unknown, spec: TaskSpec = UNNAMED): Future => spawnTask(checkFuture(future), spec),
  "gather": gather,
  "race": race,
  "timeout": timeout,
};
