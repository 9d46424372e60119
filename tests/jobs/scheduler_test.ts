/** The scheduler by clocks that tests move: stores, clocks that are set, suspended processes (realtime.md 18). */
import assert from "node:assert/strict";
import type { Schedule } from "../../src/app/manifest.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { runScheduler } from "../../src/runtime/jobs/run_scheduler.ts";
import { Scheduler } from "../../src/runtime/jobs/scheduler.ts";
import { MemoryCronStore } from "../../src/runtime/jobs/store/memory_cron_store.ts";
import { MemoryJobStore } from "../../src/runtime/jobs/store/memory_job_store.ts";
import { addStoreOpener, openStore } from "../../src/runtime/jobs/store/open_store.ts";
import { TestHost } from "../../src/runtime/testing/test_host.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";

const START = Date.parse("2026-03-08T10:00:30Z");

function schedule(name: string, more: Partial<Schedule> = {}): Schedule {
  return {
    ...{ name, expression: "* * * * *", interval: null, timeZone: "UTC", isAsync: true, retry: null },
    ...{ handler: { module: 0, name }, overlap: "skip", store: null, catchUp: false, flag: null },
    ...more,
  };
}

/** A host whose clock shows what the test says, beside one that only goes on. */
class JumpingHost extends TestHost {
  ahead = 0;
  override readonly now = () => this.clock.now() + this.ahead;

  constructor() {
    super({ FITZ_LOG: "off" });
    setHost(this);
    this.clock.freeze(START);
  }

  advance(seconds: number): Promise<void> {
    return this.clock.advance(seconds * 1000);
  }
}

const NO_SOURCES = () => ({ files: [] });

async function run(
  schedules: Schedule[],
  call: (name: string) => unknown,
  stores: ((() => unknown) | null)[] = [],
) {
  const functions = schedules.map(({ name }) => () => call(name));
  const scheduler = new Scheduler(schedules, functions, NO_SOURCES);
  await scheduler.openStores(stores);
  const part = await runScheduler(scheduler);
  return { scheduler, part };
}

function test(name: string, action: (host: JumpingHost) => Promise<void>): void {
  Deno.test({ name, fn: () => action(new JumpingHost()), sanitizeOps: false, sanitizeResources: false });
}

test("a clock that is set forward skips what lies between, and goes on at its new time", async (host) => {
  const times: number[] = [];
  const every = schedule("every", { interval: 45_000, expression: "45s" });
  const ticks = { cron: 0, every: 0 };
  await run([schedule("cron"), every], (name) => {
    ticks[name as "cron"]++;
    if (name === "cron") times.push(host.now());
  });
  await host.advance(60);
  assert.deepEqual(times, [START + 30_000]);
  // The process was suspended for an hour and some seconds.
  host.ahead = 3_605_000;
  await host.advance(60);
  assert.deepEqual(times.slice(1).map((time) => new Date(time).toISOString()), ["2026-03-08T11:02:00.000Z"]);
  assert.equal(ticks.every, 2, "an interval keeps to its grid");
});

test("a clock that is set back runs what it shows again", async (host) => {
  const times: string[] = [];
  await run([schedule("cron")], () => times.push(new Date(host.now()).toISOString().slice(11, 19)));
  await host.advance(100);
  host.ahead = -120_000;
  await host.advance(100);
  assert.deepEqual(times, ["10:01:00", "10:02:00", "10:01:00"]);
});

test("a loop that was blocked for some seconds brings its tick late, once", async (host) => {
  const late: number[] = [];
  const { scheduler } = await run([schedule("seconds", { expression: "*/2 * * * * *" })], () => {
    late.push(host.now() - START);
  });
  host.clock.freeze(START + 9000);
  scheduler.tick();
  scheduler.tick();
  assert.deepEqual(late, [9000]);
});

test("an expression without a tick in forty years waits for ever", async (host) => {
  let runs = 0;
  const never = schedule("never", { expression: "0 0 29 2 *", timeZone: "UTC" });
  const { scheduler } = await run([never], () => runs++);
  await host.advance(3600);
  assert.equal(runs, 0);
  assert.equal(new Date(scheduler.jobs[0]!.nextRun!).toISOString(), "2028-02-29T00:00:00.000Z");
});

test("a stop gives up attempts that wait", async (host) => {
  let runs = 0;
  const retry = { max: 5, backoff: "constant", initialSeconds: 600, maxSeconds: 3600 } as const;
  const { part, scheduler } = await run([schedule("bad", { retry })], () => {
    runs++;
    return new Err("no");
  });
  await host.advance(40);
  assert.equal(part.count!(), 1);
  part.draining!();
  await part.closing!();
  assert.deepEqual([runs, scheduler.jobs[0]!.lastStatus], [1, "failed"]);
});

const STORED = { store: { module: 0, node: 0 } };

/** Databases of these tests are texts. */
function openDatabases(): Map<string, { jobs: MemoryJobStore; crons: MemoryCronStore }> {
  const databases = new Map<string, { jobs: MemoryJobStore; crons: MemoryCronStore }>();
  addStoreOpener((value) => databases.get(value as string) ?? null);
  return databases;
}
const databases = openDatabases();

function database(name: string): MemoryCronStore {
  const crons = new MemoryCronStore();
  databases.set(name, { jobs: new MemoryJobStore(), crons });
  return crons;
}

test("with a store two nodes run a tick once, without one twice", async (host) => {
  database("two nodes");
  const counts = { stored: 0, local: 0 };
  const both = [schedule("stored", STORED), schedule("local")];
  const stores = [() => new Ok("two nodes"), null];
  for (let node = 0; node < 2; node++) await run(both, (name) => counts[name as "local"]++, stores);
  await host.advance(180);
  assert.deepEqual(counts, { stored: 3, local: 6 });
});

test("with a store overlap holds across nodes, and attempts are kept", async (host) => {
  const store = database("overlap");
  let runs = 0;
  const retry = { max: 1, backoff: "constant", initialSeconds: 10, maxSeconds: 10 } as const;
  for (let node = 0; node < 2; node++) {
    await run([schedule("slow", { ...STORED, retry })], async () => {
      await host.sleep(80_000);
      return ++runs % 2 ? new Err("busy") : null;
    }, [() => "overlap"]);
  }
  // Runs begin after 30, 210 and 390 seconds and take 170 each.
  await host.advance(420);
  const kept = await store.runs("slow", 10);
  assert.deepEqual(kept.map(({ status, attempt, startedAt }) => [status, attempt, startedAt - START]), [
    ["running", 1, 390_000],
    ["ok", 2, 210_000],
    ["ok", 2, 30_000],
  ]);
});

test("catch_up runs once what was missed while no process ran, and never on the first start", async (host) => {
  database("catch up");
  const runs: Record<string, number> = { with: 0, without: 0 };
  const both = [
    schedule("with", { ...STORED, catchUp: true }),
    schedule("without", STORED),
  ];
  const start = () => run(both, (name) => void runs[name]!++, [() => "catch up", () => "catch up"]);
  const first = await start();
  await host.advance(1);
  assert.deepEqual(runs, { with: 0, without: 0 });
  await host.advance(59);
  assert.deepEqual(runs, { with: 1, without: 1 });
  first.part.draining!();
  host.clock.freeze(START + 3_600_000);
  await start();
  await host.advance(1);
  assert.deepEqual(runs, { with: 2, without: 1 });
  await host.advance(30);
  assert.deepEqual(runs, { with: 3, without: 2 });
});

test("a store that fails skips the tick and goes on", async (host) => {
  const store = database("fails");
  let runs = 0;
  await run([schedule("stored", STORED)], () => runs++, [() => "fails"]);
  const { claim } = store;
  store.claim = () => Promise.reject(new Error("no connection"));
  await host.advance(60);
  assert.equal(runs, 0);
  store.claim = claim;
  await host.advance(60);
  assert.equal(runs, 1);
});

test("a store that is no database stops the start with the reason", async () => {
  const message = async (value: unknown) =>
    await run([schedule("digest", STORED)], () => {}, [() => value]).then(() => "", (error) => error.message);
  assert.equal(await message(1), "store of @cron 'digest' is not a database, found Int");
  assert.equal(
    await message(new Err("no server at db:5432")),
    "store of @cron 'digest': no server at db:5432",
  );
  await assert.rejects(async () => await openStore(null, "@background 'mail'"), /found Null/);
});
