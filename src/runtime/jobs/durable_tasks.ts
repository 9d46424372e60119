/** The durable functions of the running program: their stores, their queues, and what `spawn` does with a call of one (realtime.md 17.2). */
import type { BackgroundFunction } from "../../app/manifest.ts";
import { Failure } from "../failures/failure.ts";
import type { DrainPart } from "../http/drain.ts";
import { logRecord } from "../log/log_record.ts";
import { Future } from "../values/future.ts";
import { uuidV7 } from "../values/uuid.ts";
import { DurableQueue } from "./durable_queue.ts";
import { failureText } from "./job_failure.ts";
import { setStores } from "./other_tasks.ts";
import { type JobDatabase, openStore } from "./store/open_store.ts";

/** What emitted code hands over: see emit/js/durable.ts. */
export interface EmittedDurable {
  readonly name: string;
  /** Gives the value of `store`. */
  readonly store: () => unknown;
  /** Calls the function with the JSON texts of its arguments; null: left out. @throws WrongArguments */
  readonly call: (args: readonly (string | null)[]) => unknown;
}

interface Queue {
  readonly queue: DurableQueue;
  readonly database: JobDatabase;
}

let functions: readonly (EmittedDurable & { readonly spec: BackgroundFunction })[] = [];
let opened: Promise<ReadonlyMap<string, Queue>> | null = null;
const unsettled = new Set<Promise<unknown>>();

/** Takes in the durable functions of a program; their stores are opened when the first one is needed. */
export function declareDurable(
  emitted: readonly EmittedDurable[],
  specs: readonly BackgroundFunction[],
): void {
  functions = emitted.map((one) => ({ ...one, spec: specs.find(({ name }) => name === one.name)! }));
  opened = null;
  unsettled.clear();
  setStores(openedStores);
}

/** One queue for each database, by the names of its functions. @throws StartupError */
async function open(): Promise<ReadonlyMap<string, Queue>> {
  const databases = new Map<JobDatabase, typeof functions[number][]>();
  for (const one of functions) {
    const database = await openStore(one.store(), `@background '${one.name}'`);
    databases.set(database, [...databases.get(database) ?? [], one]);
  }
  const queues = new Map<string, Queue>();
  for (const [database, own] of databases) {
    await database.jobs.prepare();
    const called = own.map(({ spec, call }) => ({ spec, call: (args: string) => call(JSON.parse(args)) }));
    const queue = new DurableQueue(database.jobs, called);
    for (const { name } of own) queues.set(name, { queue, database });
  }
  return queues;
}

function queues(): Promise<ReadonlyMap<string, Queue>> {
  return opened ??= open();
}

async function openedStores(): Promise<JobDatabase[]> {
  return [...new Set([...await queues()].map(([, { database }]) => database))];
}

/** Has the process look for work; what a stop does with it. @throws StartupError */
export async function startQueues(): Promise<DrainPart[]> {
  return [...new Set([...await queues()].map(([, { queue }]) => queue))].map((queue) => queue.start());
}

/** Ends when the tasks that this process has spawned have. */
export async function settleDurable(): Promise<void> {
  while (unsettled.size > 0) await Promise.allSettled(unsettled);
}

async function write(
  id: string,
  name: string,
  args: readonly (string | null)[],
): Promise<Promise<unknown>[]> {
  let result: Promise<unknown>;
  try {
    const { queue } = (await queues()).get(name)!;
    [result] = await queue.spawn(id, name, JSON.stringify(args)) as [Promise<unknown>];
  } catch (thrown) {
    throw new Failure("run/job", `the task \`${name}\` was not started: ${failureText({ thrown })}`);
  }
  unsettled.add(result);
  result.finally(() => unsettled.delete(result)).catch(() => {});
  // In a list, because a promise of a promise is one of its value.
  return [result];
}

function futureOf(id: string, result: Promise<unknown>): Future {
  const future = new Future(() => result);
  future.task = { id };
  return future;
}

/** Starts a task. Ends when it is written: from then on it survives the end of the process. */
async function spawn(name: string, args: readonly (string | null)[]): Promise<Future> {
  const id = uuidV7().text;
  const [result] = await write(id, name, args);
  return futureOf(id, result!);
}

/** The same where nothing can wait: a task that cannot be written is told of. */
function now(name: string, args: readonly (string | null)[]): Future {
  const id = uuidV7().text;
  const result = write(id, name, args).then(([written]) => written);
  result.catch((error) => {
    if (!(error instanceof Failure)) return;
    logRecord("jobs", "error", "job.store_failed", [["job", name], ["error", error.message]]);
  });
  return futureOf(id, result);
}

export const spawnDurable: typeof spawn & { readonly now: typeof now } = Object.assign(spawn, { now });
