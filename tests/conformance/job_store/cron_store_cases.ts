/** What every store of schedules does: realtime.md 18.5. A suite runs them on one implementation. */
import assert from "node:assert/strict";
import type { CronStore } from "../../../src/runtime/jobs/store/cron_store.ts";

const start = Date.parse("2026-03-08T10:00:00Z");
const time = (minutes: number) => start + minutes * 60_000;

const digest = { name: "digest", schedule: "* * * * *", timeZone: "UTC", nextRunAt: time(1) };

function claim(store: CronStore, node: string, minute: number, overlap: "skip" | "allow" = "skip") {
  const at = time(minute);
  return store.claim({ name: "digest", at, nextRunAt: time(minute + 1), now: at + 5, node, overlap });
}

async function started(store: CronStore, node: string, minute: number): Promise<string> {
  const claimed = await claim(store, node, minute);
  assert.equal(claimed.kind, "run");
  return (claimed as { run: string }).run;
}

/** Registers the cases; `open` gives an empty store each time. */
export function testCronStore(name: string, open: () => Promise<CronStore>): void {
  const test = (rule: string, run: (store: CronStore) => Promise<void>) =>
    Deno.test(`${name}: ${rule}`, async () => {
      const store = await open();
      await store.prepare();
      await run(store);
    });

  test("the first start knows nothing, a later one the last run", async (store) => {
    assert.equal(await store.register(digest), null);
    const run = await started(store, "a", 1);
    await store.note(run, { status: "failed", attempt: 1, error: "no paper", now: time(1) + 100 });
    const known = await store.register({ ...digest, schedule: "0 * * * *", nextRunAt: time(60) });
    assert.deepEqual([known!.lastRunAt, known!.lastStatus, known!.lastError, known!.nextRunAt], [
      time(1) + 5,
      "failed",
      "no paper",
      time(2),
    ]);
    const now = (await store.get("digest"))!;
    assert.deepEqual([now.schedule, now.nextRunAt, now.lastError], ["0 * * * *", time(60), "no paper"]);
    assert.equal(await store.get("other"), null);
  });

  test("one process gets a tick, however many want it", async (store) => {
    await store.register(digest);
    const nodes = Array.from({ length: 20 }, (_, index) => `node ${index}`);
    const claims = await Promise.all(nodes.map((node) => claim(store, node, 1)));
    assert.equal(claims.filter(({ kind }) => kind === "run").length, 1);
    assert.equal(claims.filter(({ kind }) => kind === "taken").length, 19);
  });

  test("a tick earlier than one that was claimed is taken", async (store) => {
    await store.register(digest);
    await started(store, "a", 5);
    assert.equal((await claim(store, "b", 4, "allow")).kind, "taken");
  });

  test("a run that has not ended blocks the next tick on every node, unless they may overlap", async (store) => {
    await store.register(digest);
    const run = await started(store, "a", 1);
    assert.equal((await claim(store, "b", 2)).kind, "overlap");
    assert.equal((await claim(store, "c", 2)).kind, "taken");
    assert.equal((await claim(store, "b", 3, "allow")).kind, "run");
    await store.note(run, { status: "retrying", attempt: 1, error: "busy", now: time(3) });
    assert.equal((await claim(store, "b", 4)).kind, "overlap");
  });

  test("a run whose process died blocks nobody", async (store) => {
    await store.register(digest);
    await started(store, "a", 1);
    await store.abandon("a");
    assert.equal((await claim(store, "b", 2)).kind, "run");
  });

  test("runs are kept with their attempts", async (store) => {
    await store.register(digest);
    const first = await started(store, "a", 1);
    await store.note(first, { status: "retrying", attempt: 1, error: "busy", now: time(1) + 10 });
    const retrying = (await store.runs("digest", 10))[0]!;
    assert.deepEqual([retrying.status, retrying.attempt, retrying.error, retrying.finishedAt], [
      "retrying",
      1,
      "busy",
      null,
    ]);
    await store.note(first, { status: "ok", attempt: 2, error: null, now: time(1) + 20 });
    const second = await started(store, "b", 2);
    const runs = await store.runs("digest", 10);
    assert.deepEqual(runs.map(({ id }) => id), [second, first]);
    const { status, attempt, startedAt, finishedAt } = runs[1]!;
    assert.deepEqual([status, attempt, startedAt, finishedAt], ["ok", 2, time(1) + 5, time(1) + 20]);
    assert.equal((await store.runs("digest", 1)).length, 1);
  });
}
