/** What every bus between processes has to do: realtime.md 14 and 22.5, with the times of the specification. */
import assert from "node:assert/strict";
import { executable } from "../../harness/fitz.ts";
import { type Client, Node, pause, until } from "./node.ts";
import type { BusServer } from "./servers.ts";

interface Member {
  readonly id: string;
}

const HALL = "/hall/{name}";
const NAME = "suite";
/** Counts and lists are true within about a second. */
const SOON_MS = 2000;

export function busSuite(title: string, startServer: () => Promise<BusServer | null>): void {
  Deno.test({
    name: `bus over ${title}`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn(context) {
      const server = await startServer();
      if (!server) {
        console.error(
          `SKIPPED: the bus over ${title}, because its server is not installed (tests/README.md)`,
        );
        return;
      }
      const env = { FITZ_BUS_URL: server.url, FITZ_BUS_NAME: NAME };
      const [a, b, victim] = await Promise.all([
        Node.start({ env }),
        Node.start({ env }),
        Node.start({ env }),
      ]);
      const step = (name: string, fn: () => Promise<void>) =>
        context.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
      const lobby = await Promise.all([
        victim.connect("/lobby"),
        victim.connect("/lobby"),
        b.connect("/lobby"),
      ]);
      await until("the lobby is known", async () => await lobbySize(a) === 3);
      await victim.kill();
      const killedAt = performance.now();
      try {
        await step("a broadcast reaches every client of both nodes once", () => broadcasts(a, b));
        await step("messages of one task arrive in order", () => order(a, b));
        await step("rooms, unions, paths and exceptions hold on the other node", () => recipients(a, b));
        await step("binary frames, texts of any kind and broadcast_all", () => kinds(a, b));
        await step("messages of 100 KiB and 450 KB arrive intact", () => long(a, b));
        await step("ws.send and ws.disconnect reach connections of the other node", () => single(a, b));
        await step("counts, rooms and presence are true on the other node", () => state(a, b));
        await step("nodes of another name hear nothing", () => isolation(a, env));
        await step(
          "a node that starts later learns everything, and one that stops is gone",
          () => late(a, env),
        );
        await step("a killed node is gone from presence within 20 s", () => killed(a, killedAt));
        lobby[2]!.close();
        await step("messages outlast an absence of the bus", () => absence(a, b, server));
      } finally {
        await Promise.all([a.stop(), b.stop()]);
        await server.remove();
      }
    },
  });
}

async function pair(a: Node, b: Node, path = "/hall/x"): Promise<[Client, Client]> {
  return [await a.connect(path), await b.connect(path)];
}

async function counted(node: Node, count: number, query: Record<string, string> = {}): Promise<void> {
  const asked = { path: HALL, ...query };
  await until(
    `${count} connections are counted`,
    async () => await node.get("/count", asked) === count,
    SOON_MS,
  );
}

async function gone(nodes: readonly Node[], clients: readonly Client[]): Promise<void> {
  for (const client of clients) client.close();
  for (const node of nodes) await counted(node, 0);
}

async function broadcasts(a: Node, b: Node): Promise<void> {
  const clients = [...await pair(a, b), ...await pair(a, b, "/hall/y")];
  await clients[0]!.order({ act: "burst", count: 5, text: "m" });
  for (const client of clients) assert.deepEqual(await client.take(5), [0, 1, 2, 3, 4].map((i) => `m ${i}`));
  await b.post("/broadcast", { path: HALL, text: "from a route" });
  for (const client of clients) assert.deepEqual(await client.take(1), ["from a route"]);
  await gone([a, b], clients);
}

async function order(a: Node, b: Node): Promise<void> {
  const clients = await pair(a, b);
  const expected = Array.from({ length: 2000 }, (_, i) => `o ${i}`);
  await clients[0].order({ act: "burst", count: 2000, text: "o" });
  for (const client of clients) assert.deepEqual(await client.take(2000), expected);
  await gone([a, b], clients);
}

async function recipients(a: Node, b: Node): Promise<void> {
  const [sender, both] = await pair(a, b, "/hall/1");
  const [onA, onB] = await pair(a, b, "/hall/2");
  for (const room of ["a", "b", "a"]) await both.order({ act: "join", room });
  await onB.order({ act: "join", room: "b" });
  await sender.order({ act: "both", text: "union" });
  assert.deepEqual(await both.take(1), ["union"]);
  assert.deepEqual(await onB.take(1), ["union"]);
  await both.order({ act: "leave", room: "a" });
  await sender.order({ act: "to", room: "a", text: "nobody" });
  await a.post("/broadcast", { path: "/hall/2", text: "path" });
  await a.post("/broadcast", { path: HALL, text: "but one", except: onB.id });
  assert.deepEqual(await sender.take(1), ["but one"]);
  assert.deepEqual(await both.take(1), ["but one"]);
  assert.deepEqual(await onA.take(2), ["path", "but one"]);
  assert.deepEqual(await onB.take(1), ["path"]);
  await gone([a, b], [sender, both, onA, onB]);
}

async function kinds(a: Node, b: Node): Promise<void> {
  const binary = await pair(a, b, "/bytes");
  const frames = await pair(a, b, "/frames");
  const hall = await b.connect("/hall/x");
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
  binary[0].send(bytes);
  assert.deepEqual(await binary[1].next(), bytes);
  for (const text of ["zero \0 byte", "{\n}", "é 😀", ""]) {
    frames[0].send(text);
    await until("the text comes", () => frames[1].received.length > 0);
    assert.equal(frames[1].received.shift(), text);
  }
  frames[0].send(new Uint8Array(0));
  assert.deepEqual(await frames[1].next(), new Uint8Array(0));
  await a.post("/all", { text: "to all" });
  assert.equal(await hall.next(), "to all");
  assert.deepEqual(binary[1].received, []);
  for (const client of [...binary, ...frames]) client.close();
  await gone([a, b], [hall]);
}

async function long(a: Node, b: Node): Promise<void> {
  const clients = await pair(a, b);
  for (const size of [100 * 1024, 450_000]) {
    const text = "é" + "x".repeat(size);
    await a.post(`/long/${size}`);
    await a.post("/broadcast", { path: HALL, text: "behind" });
    for (const client of clients) {
      assert.ok((await client.take(2)).join() === `${text},behind`, `${size} bytes`);
    }
  }
  await gone([a, b], clients);
}

async function single(a: Node, b: Node): Promise<void> {
  const [, far] = await pair(a, b);
  const [near, other] = await pair(a, b);
  await counted(a, 4);
  assert.equal(await a.post(`/send/${far.id}`, { text: "you" }), true);
  assert.deepEqual(await far.take(1), ["you"]);
  assert.deepEqual([near.received, other.received], [[], []]);
  assert.equal(await a.post(`/send/${crypto.randomUUID()}`, { text: "nobody" }), false);
  assert.equal(await a.post(`/disconnect/${far.id}`), true);
  await until("the connection ends", () => far.closed !== null);
  assert.deepEqual(far.closed, { code: 4001, reason: "enough" });
  await counted(a, 3);
  assert.equal(await a.post(`/disconnect/${far.id}`), false);
  assert.equal(await a.post(`/send/${far.id}`, { text: "gone" }), false);
  for (const { id } of await a.get<Member[]>("/presence", { path: HALL })) await a.post(`/disconnect/${id}`);
  await gone([a, b], []);
}

async function state(a: Node, b: Node): Promise<void> {
  const [near, far] = await pair(a, b);
  await far.order({ act: "join", room: "r" });
  await near.order({ act: "join", room: "r" });
  await near.order({ act: "join", room: "q" });
  for (const node of [a, b]) {
    await counted(node, 2, { room: "r" });
    assert.equal(await node.get("/count", { path: "/hall/x" }), 2);
    assert.equal(await node.get("/count", { path: "/hall/y" }), 0);
    await until(
      "rooms are known",
      async () => (await node.get<string[]>("/rooms")).join() === "q,r",
      SOON_MS,
    );
    const members = await node.get<Member[]>("/presence", { path: HALL, room: "r" });
    assert.deepEqual(members.map(({ id }) => id), [far.id, near.id]);
  }
  const infos = await a.get<{ id: string; node: string; rooms: string[] }[]>("/connections");
  assert.deepEqual(infos.map(({ id, rooms }) => [id, rooms]), [[near.id, ["q", "r"]], [far.id, ["r"]]]);
  assert.notEqual(infos[0]!.node, infos[1]!.node);
  assert.deepEqual(await b.get("/connections"), infos);
  await far.order({ act: "leave", room: "r" });
  await counted(a, 1, { room: "r" });
  await gone([a, b], [near, far]);
}

async function isolation(a: Node, env: Record<string, string>): Promise<void> {
  const stranger = await Node.start({ env: { ...env, FITZ_BUS_NAME: `${NAME}2` } });
  const [near, far] = await pair(a, stranger);
  await a.post("/broadcast", { path: HALL, text: "ours" });
  assert.deepEqual(await near.take(1), ["ours"]);
  await pause(300);
  assert.deepEqual(far.received, []);
  assert.equal(await a.get("/count", { path: HALL }), 1);
  await gone([a, stranger], [near, far]);
  await stranger.stop();
}

async function late(a: Node, env: Record<string, string>): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 20 }, () => a.connect("/hall/x")));
  const node = await Node.start({ env, via: hasExecutable() ? "binary" : "cli" });
  await counted(node, 20);
  clients.push(await node.connect("/hall/x"));
  await counted(a, 21);
  await node.stop();
  await counted(a, 20);
  await gone([a], clients);
}

async function lobbySize(node: Node): Promise<number> {
  return (await node.get<Member[]>("/presence", { path: "/lobby", room: "r" })).length;
}

function hasExecutable(): boolean {
  try {
    return Deno.statSync(executable).isFile;
  } catch {
    return false;
  }
}

async function killed(node: Node, killedAt: number): Promise<void> {
  const left = killedAt + 20_000 - performance.now();
  await until("its connections are gone", async () => await lobbySize(node) === 1, left);
  const told = node.records("ws.bus.node_left").find(({ reason }) => reason === "silence")!;
  assert.deepEqual([told.level, told.connections], ["WARN", 2]);
}

async function absence(a: Node, b: Node, server: BusServer): Promise<void> {
  const [near, far] = await pair(a, b);
  await counted(a, 2);
  await server.kill();
  for (const node of [a, b]) await until("it is told", () => node.records("ws.bus.lost").length === 1);
  await near.order({ act: "burst", count: 50, text: "kept" });
  const expected = Array.from({ length: 50 }, (_, i) => `kept ${i}`);
  assert.deepEqual(await near.take(50), expected);
  await near.order({ act: "join", room: "while away" });
  assert.deepEqual(far.received, []);
  await server.start();
  assert.deepEqual(await far.take(50), expected);
  await counted(b, 1, { room: "while away" });
  await counted(a, 2);
  const [restored] = a.records("ws.bus.restored");
  assert.deepEqual([restored!.level, restored!.kept, restored!.dropped], ["INFO", 50, 0]);
  await gone([a, b], [near, far]);
}
