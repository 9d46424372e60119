/** Connections, rooms and ends over real sockets: the runtime alone, without a program. */
import assert from "node:assert/strict";
import type { Exchange } from "../../src/runtime/http/exchange.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { acceptSocket } from "../../src/runtime/sockets/accept.ts";
import type { Connection } from "../../src/runtime/sockets/connection.ts";
import { anyIncoming, jsonOutgoing } from "../../src/runtime/sockets/frames.ts";
import { SocketHub, type SocketLimits } from "../../src/runtime/sockets/hub.ts";
import { Target } from "../../src/runtime/sockets/target.ts";
import { EnumValue } from "../../src/runtime/values/enum_value.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";
import type { WsError } from "../../src/runtime/sockets/ws_error.ts";
import { processHost } from "../../src/cli/process_host.ts";
import { RawSocket } from "./raw_socket.ts";

const LIMITS: SocketLimits = { heartbeat: 30, timeout: 60, maxFrame: 1 << 20, maxQueue: 1 << 20 };

interface Served {
  readonly hub: SocketHub;
  readonly port: number;
  readonly records: string[];
}

type Handler = (connection: Connection) => Promise<unknown>;

/** Serves one endpoint of unparsed frames that sends JSON, while `use` runs. */
async function serving(
  handler: Handler,
  use: (served: Served) => Promise<void>,
  limits: Partial<SocketLimits> = {},
) {
  setHost(processHost([]));
  const records: string[] = [];
  const hub = new SocketHub([
    {
      template: "/room/{name}",
      handler: "room",
      incoming: anyIncoming,
      outgoing: jsonOutgoing(),
      kind: "json",
    },
  ], {
    limits: { ...LIMITS, ...limits },
    log: (_level, message, fields) =>
      records.push(`${message} ${JSON.stringify(Object.fromEntries(fields))}`),
    failureFields: (error) => [["error", String(error)]],
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request, info) => {
    const exchange = {
      request,
      info,
      path: new URL(request.url).pathname,
      clientAddress: info.remoteAddr.hostname,
      server: { sockets: hub, settings: { trustedProxies: [] } },
      traceId: "0".repeat(32),
      header: (name: string) => request.headers.get(name),
      error: (status: number, message: string) => new Response(message, { status }),
    } as unknown as Exchange;
    return acceptSocket(exchange, 0, handler);
  });
  try {
    await use({ hub, port: server.addr.port, records });
  } finally {
    await hub.drain(1001, "server shutting down", 1000);
    await server.shutdown();
  }
  assert.equal(hub.count, 0);
}

const textOf = (result: unknown): string => ((result as Ok).value as EnumValue).payload[0] as string;

/** Answers every text with itself, until the end. */
const echo: Handler = async (connection) => {
  while (true) {
    const result = await connection.recv();
    if (result instanceof Err) return null;
    await connection.send(textOf(result));
  }
};

// The host's timers and the dlopen of the system library outlive single tests.
const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });

test("frames come and go in order, and a handler that returns closes with 1000", () =>
  serving(async (connection) => {
    for (let i = 0; i < 3; i++) await connection.send(textOf(await connection.recv()));
    return null;
  }, async ({ port }) => {
    const client = await RawSocket.connect(port, "/room/a");
    for (const text of ["one", "two", "three"]) await client.send(text);
    for (const text of ["one", "two", "three"]) assert.equal(await client.message(), text);
    assert.deepEqual(await client.closed(), { code: 1000, reason: "" });
    client.drop();
  }));

test("fragments are one frame; a close code is told and echoed", () => {
  let seen: unknown = null;
  return serving(async (connection) => {
    await connection.send(textOf(await connection.recv()));
    seen = (await connection.recv() as Err).value;
    return null;
  }, async ({ port }) => {
    const client = await RawSocket.connect(port, "/room/a");
    await client.sendFrame(1, new TextEncoder().encode("ab"), false);
    await client.sendFrame(0, new TextEncoder().encode("cd"));
    assert.equal(await client.message(), "abcd");
    await client.close(4001, "bye");
    assert.deepEqual(await client.closed(), { code: 4001, reason: "bye" });
    const { kind, message, code } = seen as WsError;
    assert.deepEqual({ kind, message, code }, {
      kind: "closed",
      message: "closed by the client (4001): bye",
      code: 4001,
    });
    client.drop();
  });
});

test("rooms, unions, others and paths", () =>
  serving(async (connection) => {
    for (const room of textOf(await connection.recv()).split(",")) connection.join(room);
    await connection.send("ready");
    const order = textOf(await connection.recv());
    let target = new Target(connection, null, false);
    for (const step of order.split(".")) target = step === "others" ? target.others() : target.to(step);
    target.send(order);
    return await connection.recv();
  }, async ({ port, hub }) => {
    const open = async (path: string, rooms: string) => {
      const client = await RawSocket.connect(port, path);
      await client.send(rooms);
      assert.equal(await client.message(), "ready");
      return client;
    };
    const both = await open("/room/1", "a,b,a");
    const onlyA = await open("/room/1", "a");
    const onlyC = await open("/room/2", "c");
    assert.deepEqual([...hub.endpoints[0]!.roomNames()].sort(), ["a", "b", "c"]);
    await both.send("a.b.others");
    assert.equal(await onlyA.message(), "a.b.others");
    assert.ok(await both.isSilent(100));
    await onlyA.send("a.b");
    assert.equal(await both.message(), "a.b");
    assert.equal(await onlyA.message(), "a.b");
    assert.ok(await onlyC.isSilent(50));
    const found = hub.find("/room/2")!;
    hub.cast(found.endpoint, { path: found.path, rooms: null, except: null }, '"to 2"');
    assert.equal(await onlyC.message(), "to 2");
    assert.ok(await both.isSilent(100));
    for (const client of [both, onlyA, onlyC]) client.drop();
  }));

test("a connection that is lost ends once, with 1006", () => {
  const ends: unknown[] = [];
  return serving(async (connection) => {
    connection.join("a");
    const error = (await connection.recv() as Err).value as WsError;
    ends.push([error.code, error.message, connection.rooms.size]);
    return null;
  }, async ({ port, hub, records }) => {
    const client = await RawSocket.connect(port, "/room/a");
    await until(() => hub.count === 1);
    client.drop();
    await until(() => ends.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(ends, [[1006, "connection lost", 0]]);
    assert.equal(records.filter((record) => record.startsWith("ws.close")).length, 1);
  });
});

test("a frame above the limit ends the connection with 1009, one at the limit is read", () => {
  const seen: string[] = [];
  return serving(async (connection) => {
    while (true) {
      const result = await connection.recv();
      if (result instanceof Ok) seen.push(String(textOf(result).length));
      else {
        const { kind, code } = result.value as WsError;
        seen.push(`${kind} ${code}`);
        if (kind === "closed") return null;
      }
    }
  }, async ({ port }) => {
    const client = await RawSocket.connect(port, "/room/a");
    await client.send("x".repeat(1000));
    await client.send("é".repeat(501));
    assert.deepEqual(await client.closed(), { code: 1009, reason: "frame too large" });
    assert.deepEqual(seen, ["1000", "too_large 1009", "closed 1009"]);
    client.drop();
  }, { maxFrame: 1000 });
});

test("pings after silence: who answers stays, who does not is torn down", () => {
  const ends: string[] = [];
  return serving(async (connection) => {
    const error = (await connection.recv() as Err).value as WsError;
    ends.push(`${connection.path} ${error.code} ${error.message}`);
    return null;
  }, async ({ port, hub }) => {
    const alive = await RawSocket.connect(port, "/room/alive");
    const dead = await RawSocket.connect(port, "/room/dead", { answersPings: false });
    const reading = alive.next(2500).catch(() => null);
    const deadEnd = dead.next(2500).catch((error) => error);
    await reading;
    assert.ok(alive.pings >= 5, `${alive.pings} pings`);
    assert.deepEqual(ends, ["/room/dead 1006 heartbeat timeout"]);
    assert.equal(hub.count, 1);
    await deadEnd;
    assert.ok(dead.pings >= 1 && dead.pings <= 3, `${dead.pings} pings`);
    alive.drop();
    dead.drop();
  }, { heartbeat: 0.3, timeout: 0.8 });
});

test("a client that stops reading is closed with 1013, its queue is freed, others go on", () => {
  return serving(echo, async ({ port, hub }) => {
    const stalled = await RawSocket.connect(port, "/room/stalled");
    const reader = await RawSocket.connect(port, "/room/reader");
    await until(() => hub.count === 2);
    const frame = JSON.stringify("x".repeat(50_000));
    let received = 0;
    for (let i = 0; i < 200 && hub.count === 2; i++) {
      hub.cast(hub.endpoints[0]!, { path: null, rooms: null, except: null }, frame);
      await reader.next();
      received++;
    }
    assert.equal(hub.count, 1);
    assert.equal(hub.slowConsumers, 1);
    await reader.send("still here");
    assert.equal(await reader.message(), "still here");
    assert.ok(received >= 20, `${received} frames`);
    stalled.drop();
    reader.drop();
  });
});

test("a handler that writes more than the queue waits for a slow client", () =>
  serving(async (connection) => {
    for (let i = 0; i < 100; i++) await connection.send(`${i} ${"x".repeat(100_000)}`);
    return null;
  }, async ({ port }) => {
    const client = await RawSocket.connect(port, "/room/a");
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (let i = 0; i < 100; i++) {
      if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      assert.ok((await client.message() as string).startsWith(`${i} `));
    }
    assert.equal((await client.closed()).code, 1000);
    client.drop();
  }));

test("a failing handler closes with 1011, and only its own connection", () =>
  serving(async (connection) => {
    const text = textOf(await connection.recv());
    if (text === "fail") throw new Error("boom");
    await connection.send(text);
    return await connection.recv();
  }, async ({ port, records }) => {
    const [bad, good] = [await RawSocket.connect(port, "/room/a"), await RawSocket.connect(port, "/room/b")];
    await bad.send("fail");
    assert.deepEqual(await bad.closed(), { code: 1011, reason: "internal error" });
    await good.send("fine");
    assert.equal(await good.message(), "fine");
    assert.ok(records.some((record) => record.startsWith("ws.error") && record.includes("boom")));
    bad.drop();
    good.drop();
  }));

test("a loop that ignores the end fails, and the server goes on", () => {
  let calls = 0;
  return serving(async (connection) => {
    while (true) {
      calls++;
      await connection.recv();
    }
  }, async ({ port, records }) => {
    const client = await RawSocket.connect(port, "/room/a");
    client.drop();
    await until(() => records.some((record) => record.includes("connection is closed")));
    assert.ok(calls <= 102, `${calls} calls`);
  });
});

test("draining tells every client 1001 and waits for handlers", () => {
  let farewells = 0;
  return serving(async (connection) => {
    await connection.recv();
    await new Promise((resolve) => setTimeout(resolve, 50));
    farewells++;
    return null;
  }, async ({ port, hub }) => {
    const clients = await Promise.all(
      ["a", "b", "c"].map((name) => RawSocket.connect(port, `/room/${name}`)),
    );
    await until(() => hub.count === 3);
    const drained = hub.drain(1001, "server shutting down", 2000);
    for (const client of clients) {
      assert.deepEqual(await client.closed(), { code: 1001, reason: "server shutting down" });
      await client.close(1001);
    }
    await drained;
    assert.equal(farewells, 3);
    for (const client of clients) client.drop();
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("it did not come to that");
}
