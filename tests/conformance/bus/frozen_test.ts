/** Buses and nodes that keep their connections and do not answer: realtime.md 14, items 6 and 7. */
import assert from "node:assert/strict";
import { Node, until } from "./node.ts";
import { type BusServer, natsServer, postgresServer } from "./servers.ts";

const NOTICED_MS = 30_000;

Deno.test({
  name: "bus: a server or a node that hangs is noticed, and comes back",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const servers = (await Promise.all([natsServer(), postgresServer()])).filter((one) => one !== null);
    if (servers.length < 2) console.error("SKIPPED in part: not every bus is installed (tests/README.md)");
    // Its nodes share a server that goes on.
    const steady = await natsServer();
    await Promise.all([...servers.map(hangingServer), ...steady ? [hangingNode(steady)] : []]);
  },
});

async function hangingServer(server: BusServer): Promise<void> {
  const env = { FITZ_BUS_URL: server.url };
  const nodes = await Promise.all([Node.start({ env }), Node.start({ env })]);
  const [a, b] = nodes as [Node, Node];
  try {
    const [near, far] = [await a.connect("/lobby"), await b.connect("/lobby")];
    server.freeze();
    for (const node of nodes) {
      await until("it is noticed", () => node.records("ws.bus.lost").length === 1, NOTICED_MS);
    }
    near.send(JSON.stringify("kept"));
    assert.deepEqual(await near.take(1), ["kept"]);
    server.thaw();
    assert.deepEqual(await far.take(1), ["kept"]);
    for (const node of nodes) assert.equal(node.records("ws.bus.restored").length, 1);
  } finally {
    server.thaw();
    await Promise.all(nodes.map((node) => node.stop()));
    await server.remove();
  }
}

async function hangingNode(server: BusServer): Promise<void> {
  const env = { FITZ_BUS_URL: server.url };
  const nodes = await Promise.all([Node.start({ env }), Node.start({ env })]);
  const [a, frozen] = nodes as [Node, Node];
  const lobby = (node: Node) => node.get<number>("/count", { path: "/lobby" });
  try {
    await a.connect("/lobby");
    await frozen.connect("/lobby");
    await until("both are counted", async () => await lobby(a) === 2 && await lobby(frozen) === 2);
    frozen.freeze();
    await until("the node is removed", async () => await lobby(a) === 1);
    frozen.thaw();
    await until("it is known again", async () => await lobby(a) === 2);
    // What the others said meanwhile was read before anybody was called silent.
    assert.equal(await lobby(frozen), 2);
    assert.deepEqual(frozen.records("ws.bus.node_left"), []);
  } finally {
    frozen.thaw();
    await Promise.all(nodes.map((node) => node.stop()));
    await server.remove();
  }
}
