/** Workers of one process are linked without a bus: realtime.md 14, item 10. */
import assert from "node:assert/strict";
import { type Client, Node, until } from "./node.ts";

interface Info {
  readonly id: string;
  readonly node: string;
}

const HALL = "/hall/{name}";

/** Asks until all workers give the same answer several times in a row: each call may meet another one. */
async function all(
  node: Node,
  path: string,
  query: Record<string, string>,
  expected: unknown,
): Promise<void> {
  let same = 0;
  await until(`${path} gives ${JSON.stringify(expected)} everywhere`, async () => {
    same = JSON.stringify(await node.get(path, query)) === JSON.stringify(expected) ? same + 1 : 0;
    return same === 12;
  });
}

Deno.test({
  name: "bus between the workers of a process",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(context) {
    const node = await Node.start({ program: "program/workers.fitz" });
    const clients: Client[] = [];
    const step = (name: string, fn: () => Promise<void>) =>
      context.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
    try {
      await step("connections of all workers are counted and listed", async () => {
        for (let i = 0; i < 24; i++) clients.push(await node.connect("/hall/x"));
        await all(node, "/count", { path: HALL }, 24);
        const infos = await node.get<Info[]>("/connections");
        assert.deepEqual(infos.map(({ id }) => id).sort(), clients.map(({ id }) => id).sort());
        assert.ok(new Set(infos.map((info) => info.node)).size > 1, "clients are with several workers");
      });
      await step("a broadcast reaches every client once and in order", async () => {
        await clients[0]!.order({ act: "burst", count: 200, text: "m" });
        const expected = Array.from({ length: 200 }, (_, i) => `m ${i}`);
        for (const client of clients) assert.deepEqual(await client.take(200), expected);
      });
      await step("rooms, single connections and ends", async () => {
        for (const client of clients.slice(0, 10)) await client.order({ act: "join", room: "r" });
        await all(node, "/count", { path: HALL, room: "r" }, 10);
        await clients[20]!.order({ act: "to", room: "r", text: "to the room" });
        for (const client of clients.slice(0, 10)) assert.deepEqual(await client.take(1), ["to the room"]);
        for (const client of clients.slice(10)) assert.deepEqual(client.received, []);
        for (const client of clients) {
          assert.equal(await node.post(`/send/${client.id}`, { text: "you" }), true);
        }
        for (const client of clients) assert.deepEqual(await client.take(1), ["you"]);
        for (const client of clients) assert.equal(await node.post(`/disconnect/${client.id}`), true);
        for (const client of clients) await until("it ends", () => client.closed?.code === 4001);
        await all(node, "/count", { path: HALL }, 0);
        await all(node, "/rooms", {}, []);
      });
    } finally {
      await node.stop();
    }
    assert.ok(!node.err.includes("ws.bus"), "nothing is said of a bus");
  },
});
