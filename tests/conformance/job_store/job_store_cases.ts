/** What every job store does: realtime.md 17.2. A suite runs them on one implementation. */
import assert from "node:assert/strict";
import type { Claim, JobStore } from "../../../src/runtime/jobs/store/job_store.ts";

const LOCKS = new Map([["mail", 60_000], ["report", 10_000]]);
const start = Date.parse("2026-03-08T10:00:00Z");

/** Rows of a store by a short number, at seconds after the start. */
class Bench {
  constructor(readonly store: JobStore) {}

  add(id: number, name = "mail", { by = null as string | null, at = 0 } = {}): Promise<void> {
    return this.store.add({
      id: idOf(id),
      name,
      args: `{"n":${id}}`,
      createdAt: time(at),
      lockedBy: by,
      lockedUntil: by === null ? null : time(at) + LOCKS.get(name)!,
    });
  }

  async claim(node: string, at: number, more: Partial<Claim> = {}): Promise<number[]> {
    const claim = { node, now: time(at), locks: LOCKS, limit: 10, ...more };
    return (await this.store.claim(claim)).map(({ args }) => JSON.parse(args).n);
  }

  async row(id: number) {
    const row = await this.store.get(idOf(id));
    assert.ok(row, `row ${id}`);
    return row;
  }
}

export const idOf = (id: number) => `00000000-0000-7000-8000-${String(id).padStart(12, "0")}`;
const time = (seconds: number) => start + seconds * 1000;

/** Registers the cases; `open` gives an empty store each time. */
export function testJobStore(name: string, open: () => Promise<JobStore>): void {
  const test = (rule: string, run: (bench: Bench) => Promise<void>) =>
    Deno.test(`${name}: ${rule}`, async () => {
      const store = await open();
      await store.prepare();
      await run(new Bench(store));
    });

  test("a row is queued, then running, then ok", async (bench) => {
    await bench.add(1, "mail", { by: "a" });
    const queued = await bench.row(1);
    assert.deepEqual(queued, {
      id: idOf(1),
      name: "mail",
      args: '{"n":1}',
      status: "queued",
      attempt: 0,
      orphans: 0,
      error: null,
      createdAt: time(0),
      finishedAt: null,
      runAt: time(0),
      lockedBy: "a",
      lockedUntil: time(60),
    });
    assert.deepEqual(await bench.claim("a", 1, { ids: [idOf(1)] }), [1]);
    const { status, attempt, lockedUntil } = await bench.row(1);
    assert.deepEqual([status, attempt, lockedUntil], ["running", 1, time(61)]);
    assert.equal(await bench.store.finish(idOf(1), "a", { error: null, now: time(2) }), true);
    const done = await bench.row(1);
    assert.deepEqual([done.status, done.finishedAt, done.lockedBy], ["ok", time(2), null]);
  });

  test("a queued row that its process has locked is nobody else's until the lock is over", async (bench) => {
    await bench.add(1, "mail", { by: "a" });
    assert.deepEqual(await bench.claim("b", 59), []);
    assert.deepEqual(await bench.claim("b", 61), [1]);
    assert.equal((await bench.row(1)).orphans, 0);
    assert.deepEqual(await bench.claim("a", 62), []);
  });

  test("the oldest come first, at most as many as asked for, of known functions only", async (bench) => {
    await bench.add(3, "mail", { at: 3 });
    await bench.add(1, "mail", { at: 1 });
    await bench.add(2, "unknown", { at: 2 });
    await bench.add(4, "report", { at: 4 });
    assert.deepEqual(await bench.claim("a", 9, { limit: 2 }), [1, 3]);
    assert.deepEqual(await bench.claim("a", 9), [4]);
    assert.equal((await bench.row(2)).status, "queued");
    assert.deepEqual(await bench.store.unknownNames([...LOCKS.keys()]), ["unknown"]);
  });

  test("claims at the same time never give one attempt twice", async (bench) => {
    for (let id = 0; id < 50; id++) await bench.add(id);
    const nodes = Array.from({ length: 20 }, (_, index) => `node ${index}`);
    const claims = await Promise.all(nodes.map((node) => bench.claim(node, 1, { limit: 5 })));
    const all = claims.flat();
    assert.equal(new Set(all).size, all.length);
    assert.equal(all.length, 50);
  });

  test("a running row whose lock is over is orphaned: another process gets the next attempt", async (bench) => {
    await bench.add(1, "report");
    await bench.claim("a", 0);
    assert.deepEqual(await bench.claim("b", 9), []);
    assert.deepEqual(await bench.claim("b", 11), [1]);
    const { attempt, orphans, lockedBy } = await bench.row(1);
    assert.deepEqual([attempt, orphans, lockedBy], [2, 1, "b"]);
    // The first process lives after all, but the row is no longer its.
    assert.equal(await bench.store.finish(idOf(1), "a", { error: null, now: time(12) }), false);
    assert.equal(await bench.store.postpone(idOf(1), "a", { error: "x", runAt: time(20) }), false);
    assert.deepEqual(await bench.store.renew([idOf(1)], "a", time(90)), []);
    assert.equal((await bench.row(1)).status, "running");
  });

  test("a lock that is renewed is kept", async (bench) => {
    await bench.add(1, "report");
    await bench.add(2, "report");
    await bench.claim("a", 0);
    assert.deepEqual(await bench.store.renew([idOf(1)], "a", time(20)), [idOf(1)]);
    assert.deepEqual(await bench.claim("b", 15), [2]);
    assert.deepEqual(await bench.claim("b", 21), [1]);
  });

  test("a retrying row waits for its time, for any process", async (bench) => {
    await bench.add(1);
    await bench.claim("a", 0);
    assert.equal(await bench.store.postpone(idOf(1), "a", { error: "busy", runAt: time(30) }), true);
    const { status, error, lockedBy } = await bench.row(1);
    assert.deepEqual([status, error, lockedBy], ["retrying", "busy", null]);
    assert.deepEqual(await bench.claim("a", 29), []);
    assert.deepEqual(await bench.claim("b", 30), [1]);
    assert.equal((await bench.row(1)).attempt, 2);
  });

  test("a failed row stays, with its error, until it is queued again", async (bench) => {
    await bench.add(1);
    await bench.claim("a", 0);
    assert.equal(await bench.store.requeue(idOf(1), time(1)), "not-failed");
    await bench.store.finish(idOf(1), "a", { error: "no paper", now: time(2) });
    const failed = await bench.row(1);
    assert.deepEqual([failed.status, failed.error, failed.attempt], ["failed", "no paper", 1]);
    assert.deepEqual(await bench.claim("a", 1000), []);
    assert.equal(await bench.store.requeue(idOf(1), time(5)), "queued");
    assert.equal(await bench.store.requeue(idOf(9), time(5)), "unknown");
    const queued = await bench.row(1);
    assert.deepEqual([queued.status, queued.error, queued.attempt, queued.finishedAt], [
      "queued",
      null,
      0,
      null,
    ]);
    assert.deepEqual(await bench.claim("b", 6), [1]);
    assert.equal((await bench.row(1)).attempt, 1);
  });

  test("rows that are released go on at once elsewhere, and the attempt does not count", async (bench) => {
    await bench.add(1);
    await bench.add(2, "mail", { by: "a" });
    await bench.claim("a", 0, { ids: [idOf(1)] });
    await bench.store.release([idOf(1), idOf(2)], "a");
    assert.deepEqual((await bench.claim("b", 1)).sort(), [1, 2]);
    const { attempt, orphans } = await bench.row(1);
    assert.deepEqual([attempt, orphans], [1, 0]);
    await bench.store.release([idOf(1)], "a");
    assert.equal((await bench.row(1)).lockedBy, "b");
  });

  test("lists have the newest first, by status and name", async (bench) => {
    for (let id = 1; id <= 4; id++) await bench.add(id, id % 2 ? "mail" : "report", { at: id });
    await bench.claim("a", 9, { ids: [idOf(2)] });
    const ids = async (filter: Partial<Parameters<JobStore["list"]>[0]>) =>
      (await bench.store.list({ status: null, name: null, limit: 100, ...filter }))
        .map(({ args }) => JSON.parse(args).n);
    assert.deepEqual(await ids({}), [4, 3, 2, 1]);
    assert.deepEqual(await ids({ limit: 2 }), [4, 3]);
    assert.deepEqual(await ids({ status: "queued", name: "report" }), [4]);
    assert.deepEqual(await ids({ status: "running" }), [2]);
    assert.equal(await bench.store.get(idOf(77)), null);
  });

  test("any text is kept as it is", async (bench) => {
    const args = JSON.stringify({ text: "'; DROP TABLE x; --\n\u2014 \u{1F600} \\ \"" });
    await bench.store.add({
      ...{ id: idOf(1), name: "mail", args, createdAt: time(0), lockedBy: null, lockedUntil: null },
    });
    await bench.store.claim({ node: "n'ode", now: time(0), locks: LOCKS, limit: 1 });
    await bench.store.finish(idOf(1), "n'ode", { error: "it's\n\u{1F4A5}", now: time(1) });
    const row = await bench.row(1);
    assert.deepEqual([row.args, row.error], [args, "it's\n\u{1F4A5}"]);
  });
}
