/** Counting in windows across isolates: web.md 15.3. */
import assert from "node:assert/strict";
import { SharedCounters } from "../../src/runtime/workers/shared_counters.ts";

Deno.test("counters: the first calls of a window pass, then those of the next", () => {
  const counters = new SharedCounters(SharedCounters.memory());
  const take = (now: number) => counters.take("a", 2, 1000, now);
  assert.deepEqual([take(5000), take(5400), take(5500), take(5999), take(6000), take(6001), take(6002)], [
    0,
    0,
    500,
    1,
    0,
    0,
    998,
  ]);
  assert.equal(counters.take("b", 1, 1000, 6002), 0);
});

Deno.test("counters: every view of the memory sees all counts", () => {
  const memory = SharedCounters.memory();
  const views = [new SharedCounters(memory), new SharedCounters(memory)];
  const passed = Array.from({ length: 10 }, (_, at) => views[at % 2]!.take("a", 7, 1000, 0));
  assert.equal(passed.filter((left) => left === 0).length, 7);
});

Deno.test("counters: a flood of keys lets nobody of the latest go free", () => {
  const counters = new SharedCounters(SharedCounters.memory());
  for (let key = 0; key < 200_000; key++) counters.take(`k${key}`, 1, 1_000_000, key);
  assert.equal(counters.take("new", 1, 1_000_000, 200_001), 0);
  assert.ok(counters.take("new", 1, 1_000_000, 200_002) > 0);
  let known = 0;
  for (let key = 199_000; key < 200_000; key++) {
    if (counters.take(`k${key}`, 1, 1_000_000, 200_003) > 0) known++;
  }
  assert.ok(known > 950, `${known} of the last 1000 are known`);
});
