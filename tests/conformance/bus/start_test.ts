/** What a program says at its start about its bus: realtime.md 14, item 1, and 22.5, item 6. */
import assert from "node:assert/strict";
import { freePort, Node } from "./node.ts";
import { natsServer } from "./servers.ts";

const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `bus: ${name}`, fn, sanitizeOps: false, sanitizeResources: false });

async function startError(url: string): Promise<string> {
  try {
    const node = await Node.start({ env: { FITZ_BUS_URL: url } });
    await node.kill();
  } catch (error) {
    return (error as Error).message.replace("the node ended: ", "").trim();
  }
  throw new Error(`a node with FITZ_BUS_URL=${url} has started`);
}

test("another scheme is refused", async () => {
  assert.equal(
    await startError("redis://user:secret@localhost:6379"),
    "error: FITZ_BUS_URL: unsupported scheme 'redis' (use nats:// or postgres://)",
  );
});

test("what is no address is refused without being shown", async () => {
  for (const url of ["secret", "nats://", "nats://user:secret@:0x/"]) {
    assert.equal(
      await startError(url),
      "error: FITZ_BUS_URL is not an address such as nats://bus.example:4222",
    );
  }
});

test("no connection names the host, never the credentials", async () => {
  const port = freePort();
  for (const scheme of ["nats", "postgres"]) {
    assert.equal(
      await startError(`${scheme}://user:secret@127.0.0.1:${port}/base`),
      `error: FITZ_BUS_URL: no connection to ${scheme}://127.0.0.1:${port}: connection refused`,
    );
    assert.equal(
      await startError(`${scheme}://user:secret@no-such-host.invalid/base`),
      `error: FITZ_BUS_URL: no connection to ${scheme}://no-such-host.invalid: host not found`,
    );
  }
});

test("credentials that a server refuses are not shown", async () => {
  const server = await natsServer("fitz:right");
  if (!server) return console.error("SKIPPED: nats-server is not installed (tests/README.md)");
  try {
    const message = await startError(server.url.replace("right", "wrong"));
    assert.match(
      message,
      /^error: FITZ_BUS_URL: no connection to nats:\/\/127\.0\.0\.1:\d+: the server refuses these credentials$/,
    );
    await (await Node.start({ env: { FITZ_BUS_URL: server.url } })).stop();
  } finally {
    await server.remove();
  }
});

test("a program without FITZ_BUS_URL opens nothing", async () => {
  const node = await Node.start({ env: { FITZ_BUS_URL: "" } });
  assert.ok(!node.err.includes("ws.bus"), node.err);
  await node.stop();
});

test("the name is that of the package, or `fitz`", async () => {
  const server = await natsServer();
  if (!server) return console.error("SKIPPED: nats-server is not installed (tests/README.md)");
  const env = { FITZ_BUS_URL: server.url };
  const named = (name: string) => Node.start({ env: { ...env, FITZ_BUS_NAME: name } });
  const nodes = await Promise.all([
    Node.start({ env, program: "program/package/src/main.fitz" }),
    named("lobby-service"),
    Node.start({ env }),
    named("fitz"),
  ]);
  try {
    for (const [index, text] of ["of the package", "without one"].entries()) {
      const [sender, hearer] = [nodes[index * 2]!, nodes[index * 2 + 1]!];
      const clients = [await sender.connect("/lobby"), await hearer.connect("/lobby")];
      clients[0]!.send(JSON.stringify(text));
      for (const client of clients) assert.deepEqual(await client.take(1), [text]);
    }
  } finally {
    await Promise.all(nodes.map((node) => node.stop()));
    await server.remove();
  }
});
