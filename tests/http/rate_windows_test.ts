/** Windows of rate limits: web.md 15.1, and what a flood of keys does to them. */
import assert from "node:assert/strict";
import { MemoryWindows } from "../../src/runtime/http/middleware/rate_windows.ts";

const MINUTE = 60_000;

Deno.test("rate windows: a window starts at the first request of its key", () => {
  const windows = new MemoryWindows(MINUTE);
  assert.equal(windows.take("a", 2, 1000), 0);
  assert.equal(windows.take("a", 2, 30_000), 0);
  assert.equal(windows.take("a", 2, 31_000), 30_000);
  assert.equal(windows.take("b", 2, 31_000), 0);
  assert.equal(windows.take("a", 2, 60_999), 1);
  assert.equal(windows.take("a", 2, 61_000), 0);
  assert.equal(windows.take("a", 2, 61_000), 0);
  assert.equal(windows.take("a", 2, 61_001), MINUTE - 1);
});

Deno.test("rate windows: those that are over make room", () => {
  const windows = new MemoryWindows(MINUTE);
  for (let i = 0; i < 1000; i++) windows.take(`old ${i}`, 1, i);
  for (let i = 0; i < 600; i++) windows.take(`new ${i}`, 1, 10 * MINUTE + i);
  assert.equal(windows.size, 600);
});

Deno.test("rate windows: a flood of keys is bounded, and the latest clients are still counted", () => {
  const windows = new MemoryWindows(MINUTE);
  for (let i = 0; i < 250_000; i++) windows.take(`key ${i}`, 1, i / 10_000);
  assert.equal(windows.size, 100_000);
  assert.ok(windows.take("key 249999", 1, 30) > 0);
  assert.ok(windows.take("key 150000", 1, 30) > 0);
  // Its window was given up for others.
  assert.equal(windows.take("key 0", 1, 30), 0);
});

Deno.test("rate windows: long keys are told apart and kept short", () => {
  const windows = new MemoryWindows(MINUTE);
  const long = "k".repeat(60_000);
  assert.equal(windows.take(`${long}a`, 1, 0), 0);
  assert.equal(windows.take(`${long}b`, 1, 0), 0);
  assert.ok(windows.take(`${long}a`, 1, 1) > 0);
});
