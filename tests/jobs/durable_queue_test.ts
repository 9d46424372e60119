/** The queue of durable tasks, by a clock that the test moves: realtime.md 17.2. */
import assert from "node:assert/strict";
import type { BackgroundFunction, Retry } from "../../src/app/manifest.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { DurableQueue, WrongArguments } from "../../src/runtime/jobs/durable_queue.ts";
import { MemoryJobStore } from "../../src/runtime/jobs/store/memory_job_store.ts";
import { TestHost } from "../../src/runtime/testing/test_host.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";

type Call = (...args: any[]) => unknown;

interface Options {
  readonly retry?: Retry;
  readonly catchUp?: boolean;
  readonly visibilitySeconds?: number;
}

function durable(name: string, call: Call, { retry, catchUp = true, visibilitySeconds = 60 }: Options = {}) {
  const spec: BackgroundFunction = {
    ...{ name, handler: { module: 0, name }, isAsync: true, store: null, catchUp, visibilitySeconds },
    retry: retry ?? null,
  };
  return { spec, call: (args: string) => call(...JSON.parse(args)) };
}

const TWICE: Retry = { max: 2, backoff: "linear", initialSeconds: 3, maxSeconds: 3600 };

/** A store, a stopped clock, and processes that begin and are killed. */
class World {
  readonly store = new MemoryJobStore();
  readonly host = new TestHost({ FITZ_LOG: "off" });
  readonly log: string[] = [];

  constructor() {
    setHost(this.host);
    this.host.clock.freeze(Date.parse("2026-03-08T10:00:00Z"));
  }

  process(functions: ReturnType<typeof durable>[], node: string) {
    let isAlive = true;
    // Nothing that a killed process does reaches the store.
    const store = new Proxy(this.store, {
      get: (store, name: keyof MemoryJobStore) => (...args: never[]) =>
        isAlive ? (store[name] as Call)(...args) : new Promise(() => {}),
    });
    const durable = new DurableQueue(store, functions, node);
    const queue = {
      async spawn(name: string, args: string) {
        const id = `${node}-${++this.spawned}`;
        const [result] = await durable.spawn(id, name, args);
        return { id, result };
      },
      spawned: 0,
    };
    return { queue, part: durable.start(), kill: () => void (isAlive = false) };
  }

  advance(seconds: number): Promise<void> {
    return this.host.clock.advance(seconds * 1000);
  }

  async status(id: string) {
    const { status, attempt, error } = (await this.store.get(id))!;
    return [status, attempt, error];
  }
}

function test(name: string, run: (world: World) => Promise<void>): void {
  Deno.test({ name, fn: () => run(new World()), sanitizeOps: false, sanitizeResources: false });
}

test("a task is written, run by its process, and its future gives the value", async (world) => {
  const { queue } = world.process([durable("double", (n) => n * 2)], "a");
  const task = await queue.spawn("double", "[21]");
  assert.deepEqual((await world.store.get(task.id))!.name, "double");
  assert.equal(await task.result, 42);
  assert.deepEqual(await world.status(task.id), ["ok", 1, null]);
});

test("a task that always fails runs three times with max 2, and stays failed with its error", async (world) => {
  const times: number[] = [];
  const { queue } = world.process([
    durable("bad", () => {
      times.push(world.host.now());
      return new Err(`no ${times.length}`);
    }, { retry: TWICE }),
  ], "a");
  const task = await queue.spawn("bad", "[]");
  await world.advance(1);
  assert.deepEqual(await world.status(task.id), ["retrying", 1, "no 1"]);
  await world.advance(60);
  assert.deepEqual(times.map((time) => time - times[0]!), [0, 3000, 9000]);
  assert.deepEqual(await world.status(task.id), ["failed", 3, "no 3"]);
  assert.deepEqual(await task.result, new Err("no 3"));
});

test("a task whose process was killed runs again after visibility_secs, on another process", async (world) => {
  const log: string[] = [];
  const work = (node: string) =>
    durable("work", () => {
      log.push(node);
      return node === "a" ? new Promise(() => {}) : new Ok(null);
    }, { visibilitySeconds: 30 });
  const dead = world.process([work("a")], "a");
  const task = await dead.queue.spawn("work", "[]");
  await world.advance(1);
  dead.kill();
  world.process([work("b")], "b");
  await world.advance(25);
  assert.deepEqual(log, ["a"]);
  await world.advance(10);
  assert.deepEqual(log, ["a", "b"]);
  assert.deepEqual(await world.status(task.id), ["ok", 2, null]);
});

test("a running task whose process lives is not taken, however long it runs", async (world) => {
  let runs = 0;
  const endless = () =>
    durable("long", async () => {
      runs++;
      await world.host.sleep(600_000);
      return "done";
    }, { visibilitySeconds: 5 });
  const { queue } = world.process([endless()], "a");
  world.process([endless()], "b");
  const task = await queue.spawn("long", "[]");
  await world.advance(700);
  assert.equal(runs, 1);
  assert.equal(await task.result, "done");
});

test("two processes never run the same attempt", async (world) => {
  const seen: number[] = [];
  const count = () => durable("count", (n) => void seen.push(n));
  const { queue } = world.process([count()], "a");
  for (const node of ["b", "c", "d"]) world.process([count()], node);
  for (let n = 0; n < 300; n++) {
    await world.store.add({
      ...{ id: String(n), name: "count", args: `{"trace_id":"0","args":[${n}]}`, createdAt: n },
      lockedBy: null,
      lockedUntil: null,
    });
  }
  await queue.spawn("count", "[300]");
  await world.advance(11);
  assert.equal(seen.length, 301);
  assert.equal(new Set(seen).size, 301);
});

test("orphans: catch_up=false fails them, and so does the fifth time", async (world) => {
  const calls: string[] = [];
  const orphan = { lockedBy: "dead", lockedUntil: 1, createdAt: 0, args: '{"trace_id":"0","args":[]}' };
  await world.store.add({ id: "once", name: "once", ...orphan });
  await world.store.add({ id: "often", name: "often", ...orphan });
  const locks = new Map([["once", 0], ["often", 0]]);
  // Each claim finds the lock of the one before over.
  for (let n = 0; n < 5; n++) await world.store.claim({ node: "dead", now: n, locks, limit: 9 });
  await world.store.requeue("once", 0);
  world.process([
    durable("once", () => void calls.push("once"), { catchUp: false }),
    durable("often", () => void calls.push("often")),
  ], "a");
  await world.advance(1);
  assert.deepEqual(calls, []);
  assert.equal((await world.status("once"))[2], "orphaned 5 times");
  assert.equal((await world.status("often"))[2], "orphaned 5 times");

  await world.store.add({ id: "twice", name: "once", ...orphan });
  await world.store.claim({ node: "dead", now: 0, locks, limit: 9 });
  await world.advance(6);
  assert.deepEqual(await world.status("twice"), ["failed", 2, "orphaned by restart"]);
});

test("arguments that no longer fit make the task failed at once, with the text", async (world) => {
  const { queue } = world.process([
    durable("strict", () => {
      throw new WrongArguments("`n` must be an Int");
    }, { retry: TWICE }),
  ], "a");
  const task = await queue.spawn("strict", '["x"]');
  await assert.rejects(task.result, WrongArguments);
  assert.deepEqual(await world.status(task.id), ["failed", 1, "`n` must be an Int"]);
});

test("a function that no longer exists leaves its tasks queued", async (world) => {
  const gone = { id: "1", name: "gone", args: '{"trace_id":"0","args":[]}', createdAt: 0 };
  await world.store.add({ ...gone, lockedBy: null, lockedUntil: null });
  world.process([durable("other", () => {})], "a");
  await world.advance(20);
  assert.deepEqual(await world.status("1"), ["queued", 0, null]);
});

test("a stop takes nothing new; what runs out of time goes back to the queue at once", async (world) => {
  const log: string[] = [];
  const work = (node: string) =>
    durable("work", () => {
      log.push(node);
      return node === "a" ? new Promise(() => {}) : null;
    });
  const { queue, part } = world.process([work("a")], "a");
  const running = await queue.spawn("work", "[]");
  await world.advance(1);
  part.draining!();
  const late = await queue.spawn("work", "[]");
  await world.advance(10);
  assert.deepEqual(log, ["a"]);
  assert.equal(part.count!(), 1);
  await part.cut!();
  world.process([work("b")], "b");
  await world.advance(1);
  assert.deepEqual(log, ["a", "b", "b"]);
  assert.deepEqual(await world.status(running.id), ["ok", 1, null]);
  assert.deepEqual(await world.status(late.id), ["ok", 1, null]);
});

test("a store that fails: spawning fails, looking goes on", async (world) => {
  const { queue } = world.process([durable("work", () => "done")], "a");
  const { add, claim } = world.store;
  world.store.add = () => Promise.reject(new Error("no connection"));
  await assert.rejects(queue.spawn("work", "[]"), /no connection/);
  world.store.add = add.bind(world.store);
  world.store.claim = () => Promise.reject(new Error("no connection"));
  const task = await queue.spawn("work", "[]");
  await world.advance(6);
  assert.equal((await world.status(task.id))[0], "queued");
  world.store.claim = claim.bind(world.store);
  await world.advance(6);
  assert.equal(await task.result, "done");
});

test("the trace of the spawning request is kept over processes", async (world) => {
  const { queue } = world.process([durable("work", () => null)], "a");
  const task = await queue.spawn("work", "[1]");
  const { args } = (await world.store.get(task.id))!;
  assert.match(JSON.parse(args).trace_id, /^[0-9a-f]{32}$/);
  assert.deepEqual(JSON.parse(args).args, [1]);
});
