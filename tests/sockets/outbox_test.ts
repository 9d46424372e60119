/** What is kept while a bus is away: realtime.md 14, item 6. */
import assert from "node:assert/strict";
import { Outbox } from "../../src/runtime/sockets/bus/outbox.ts";
import { splitText } from "../../src/runtime/sockets/bus/split_text.ts";

const LIMITS = { keepMs: 30_000, keepMost: 10_000 };

Deno.test("messages come out in order, and wait for at most 30 s", () => {
  const outbox = new Outbox(LIMITS);
  outbox.add("a", 0);
  outbox.add("b", 10_000);
  outbox.add("c", 20_000);
  assert.deepEqual(outbox.take(1, 30_000), ["a"]);
  assert.deepEqual(outbox.take(10, 40_001), ["c"]);
  assert.equal(outbox.dropped, 1);
  assert.equal(outbox.length, 0);
});

Deno.test("at most 10,000 are kept: the oldest give way and are counted", () => {
  const outbox = new Outbox(LIMITS);
  for (let i = 0; i < 25_000; i++) outbox.add(String(i), i / 1000);
  assert.equal(outbox.length, 10_000);
  assert.equal(outbox.dropped, 15_000);
  assert.deepEqual(outbox.take(2, 25), ["15000", "15001"]);
  assert.equal(outbox.take(20_000, 25).length, 9998);
});

Deno.test("long texts are cut between characters", () => {
  const text = "😀é\n".repeat(1000);
  const pieces = splitText(text, 1024);
  assert.ok(pieces.length > 10);
  assert.equal(pieces.join(""), text);
  for (const piece of pieces) {
    assert.ok(piece.isWellFormed());
    assert.ok(new TextEncoder().encode(piece).length <= 1024 - 512 + 3);
  }
});
