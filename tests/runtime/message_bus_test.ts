/** Messages between the workers of a process: web.md 3.7. */
import assert from "node:assert/strict";
import { MessageBus } from "../../src/runtime/workers/message_bus.ts";

/** Messages are on their way until the event loop has turned. */
const arrival = () => new Promise((resolve) => setTimeout(resolve, 50));

Deno.test("message bus: what one sends all others hear, in order, by topic", async () => {
  const [a, b, c] = [1, 2, 3].map(() => new MessageBus("test-bus"));
  const heard: unknown[] = [];
  for (const [name, bus] of Object.entries({ a, b, c })) {
    bus!.subscribe("rooms", (message) => heard.push([name, message]));
  }
  b!.subscribe("flags", (message) => heard.push(["b flags", message]));
  a!.broadcast("rooms", { text: "one" });
  a!.broadcast("rooms", new Map([["text", "two"]]));
  c!.broadcast("flags", 3);
  c!.broadcast("nobody", 4);
  await arrival();
  const of = (name: string) =>
    heard.filter((one) => (one as unknown[])[0] === name).map((one) => (one as unknown[])[1]);
  assert.deepEqual(of("a"), []);
  assert.deepEqual(of("b"), [{ text: "one" }, new Map([["text", "two"]])]);
  assert.deepEqual(of("c"), of("b"));
  assert.deepEqual(of("b flags"), [3]);
  for (const bus of [a, b, c]) bus!.close();
});

Deno.test("message bus: a subscription that has ended hears nothing, nor does another bus", async () => {
  const [a, b, other] = [new MessageBus("bus-1"), new MessageBus("bus-1"), new MessageBus("bus-2")];
  const heard: unknown[] = [];
  const end = b.subscribe("x", (message) => heard.push(message));
  other.subscribe("x", (message) => heard.push(["other", message]));
  a.broadcast("x", 1);
  await arrival();
  end();
  a.broadcast("x", 2);
  await arrival();
  assert.deepEqual(heard, [1]);
  for (const bus of [a, b, other]) bus.close();
});
