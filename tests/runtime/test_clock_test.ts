/** The clock of tests: order and moments of those who sleep. */
import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import { TestClock } from "../../src/runtime/testing/test_clock.ts";

const START = Date.UTC(2026, 2, 1);

Deno.test("a stopped clock moves only when it is advanced", async () => {
  const clock = new TestClock();
  clock.freeze(START);
  const before = clock.monotonic();
  const log: string[] = [];
  const task = clock.sleep(90_000).then(() => log.push(`woke at ${clock.now() - START}`));
  await clock.advance(89_999);
  assert.deepEqual(log, []);
  assert.equal(clock.now(), START + 89_999);
  await clock.advance(1);
  assert.deepEqual(log, ["woke at 90000"]);
  assert.equal(clock.monotonic() - before, 90_000);
  await task;
});

Deno.test("sleepers wake in order, and what they start runs before the next", async () => {
  // Programs made at random: each task sleeps some times and may start another one after each sleep.
  let seed = 12345;
  const random = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % limit;
  };
  for (let round = 0; round < 60; round++) {
    const clock = new TestClock();
    clock.freeze(START);
    const seen: { at: number; wanted: number }[] = [];
    let latest = 0;
    const run = async (depth: number): Promise<void> => {
      for (let step = random(4); step >= 0; step--) {
        const wanted = clock.now() - START;
        const delay = random(5) === 0 ? 0 : random(1000);
        await clock.sleep(delay);
        latest = Math.max(latest, wanted + delay);
        seen.push({ at: clock.now() - START, wanted: wanted + delay });
        if (depth < 3 && random(3) === 0) run(depth + 1);
        // Work between two sleeps takes turns of the event loop.
        if (random(3) === 0) await new Promise((resolve) => void setImmediate(() => resolve(null)));
      }
    };
    for (let task = random(6); task >= 0; task--) run(0);
    while (clock.now() < START + 30_000) await clock.advance(1 + random(9000));
    for (const { at, wanted } of seen) assert.equal(at, wanted);
    assert.deepEqual(seen.map(({ at }) => at), seen.map(({ at }) => at).toSorted((a, b) => a - b));
    assert.ok(seen.length > 0 && latest < 30_000);
  }
});

Deno.test("a sleeper may be called off, also while the clock stands still", async () => {
  const clock = new TestClock();
  clock.freeze(START);
  const controller = new AbortController();
  const sleeping = clock.sleep(1000, controller.signal);
  controller.abort();
  await sleeping;
  await clock.sleep(1000, controller.signal);
  await clock.advance(5000);
  assert.equal(clock.now(), START + 5000);
  await clock.sleep(0);
});

Deno.test("freezing keeps who sleeps already; a released clock runs on from there", async () => {
  const clock = new TestClock();
  let woke = 0;
  const early = clock.sleep(30).then(() => woke++);
  const late = clock.sleep(60_000).then(() => woke++);
  clock.freeze(START);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(woke, 0);
  await clock.advance(59_000);
  assert.equal(woke, 1);
  const before = clock.monotonic();
  clock.release();
  assert.ok(clock.monotonic() >= before && clock.monotonic() < before + 500);
  assert.ok(Math.abs(clock.now() - Date.now()) < 500);
  await Promise.all([early, late]);
  assert.equal(woke, 2);
});
