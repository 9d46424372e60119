/** The protocol between nodes when texts are lost and nodes fall silent, with short times: realtime.md 14. */
import assert from "node:assert/strict";
import { setHost } from "../../src/runtime/host/host.ts";
import type { ConnectionRecord } from "../../src/runtime/sockets/bus.ts";
import { BusError, type BusEvents, type BusTransport } from "../../src/runtime/sockets/bus/bus_transport.ts";
import { decodeEnvelope } from "../../src/runtime/sockets/bus/envelope.ts";
import { BUS_TIMES, type BusHub, type BusTimes, NodeBus } from "../../src/runtime/sockets/bus/node_bus.ts";
import { EVERYBODY } from "../../src/runtime/sockets/endpoint.ts";
import { processHost } from "../../src/cli/process_host.ts";

const TIMES: BusTimes = {
  ...BUS_TIMES,
  announceEvery: 60,
  silence: 300,
  checkEvery: 20,
  gather: 5,
  firstPause: 20,
  longestPause: 150,
};

/** Carries texts between the nodes of one test, until it is told not to. */
class Wire {
  isDown = false;
  readonly connected = new Map<Line, BusEvents>();
  /** Whether a text of a kind is lost. */
  loses: (kind: string) => boolean = () => false;

  carry(from: Line, text: string): void {
    const { kind } = decodeEnvelope(text)!.message;
    if (this.loses(kind)) return;
    for (const [line, events] of this.connected) if (line !== from) queueMicrotask(() => events.onText(text));
  }

  breakDown(): void {
    this.isDown = true;
    const all = [...this.connected.values()];
    this.connected.clear();
    for (const { onLost } of all) onLost("broken");
  }
}

class Line implements BusTransport {
  readonly address = "wire";
  attempts: number[] = [];
  constructor(private readonly wire: Wire, readonly maxBytes: number = Infinity) {}

  async connect(events: BusEvents): Promise<void> {
    this.attempts.push(performance.now());
    if (this.wire.isDown) throw new BusError("down");
    this.wire.connected.set(this, events);
  }

  send(texts: readonly string[]): void {
    for (const text of texts) this.wire.carry(this, text);
  }

  async close(): Promise<void> {
    this.wire.connected.delete(this);
  }
}

/** The connections of a node, and what it was told to do. */
class Hub implements BusHub {
  readonly records = new Map<string, ConnectionRecord>();
  readonly told: string[] = [];

  castHere(template: string | null, _selection: unknown, frame: unknown): void {
    this.told.push(`${template} ${frame}`);
  }
  sendHere(id: string, frame: unknown): void {
    this.told.push(`${id} ${frame}`);
  }
  disconnectHere(id: string, code: number, reason: string): void {
    this.told.push(`${id} ${code} ${reason}`);
  }
  localRecord(id: string): ConnectionRecord | undefined {
    return this.records.get(id);
  }
  localRecords(): Iterable<ConnectionRecord> {
    return this.records.values();
  }
}

class TestNode {
  readonly hub = new Hub();
  readonly line: Line;
  readonly bus: NodeBus;

  constructor(wire: Wire, name: string, times: BusTimes, maxBytes?: number) {
    this.line = new Line(wire, maxBytes);
    this.bus = new NodeBus(this.hub, this.line, { node: name, times });
  }

  open(id: string, rooms: readonly (readonly [string, number])[] = []): void {
    this.hub.records.set(id, {
      id,
      template: "/a",
      path: "/a",
      user: "null",
      ip: "::1",
      openedAt: 1,
      rooms,
      node: this.bus.node,
    });
    this.bus.changed(id);
  }

  end(id: string): void {
    this.hub.records.delete(id);
    this.bus.changed(id);
  }

  get known(): string {
    return [...this.bus.connections("/a")].map(({ id, rooms }) => id + rooms.map(([name]) => name).join(""))
      .sort()
      .join();
  }
}

interface Given {
  readonly times?: Partial<BusTimes>;
  readonly maxBytes?: number;
}

/** Two linked nodes, `a` and `b`. */
function test(name: string, run: (a: TestNode, b: TestNode, wire: Wire) => Promise<void>, given: Given = {}) {
  Deno.test(`bus: ${name}`, async () => {
    const host = processHost([]);
    setHost({ ...host, stderr() {} });
    const wire = new Wire();
    const times = { ...TIMES, ...given.times };
    const [a, b] = [
      new TestNode(wire, "a", times, given.maxBytes),
      new TestNode(wire, "b", times, given.maxBytes),
    ];
    await a.bus.start();
    await b.bus.start();
    try {
      await run(a, b, wire);
    } finally {
      await a.bus.close();
      await b.bus.close();
      // Loops end at their next turn.
      await pause(5);
      setHost(host);
    }
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1000, "it does not come true");
    await pause(3);
  }
}

test("a lost change is made good by a snapshot", async (a, b, wire) => {
  a.open("1");
  await until(() => b.known === "1");
  wire.loses = (kind) => kind === "change";
  a.open("2");
  a.end("1");
  await pause(30);
  assert.equal(b.known, "1");
  wire.loses = () => false;
  await until(() => b.known === "2");
  a.open("2", [["r", 5]]);
  await until(() => b.known === "2r");
});

test("a lost snapshot is asked for again", async (a, b, wire) => {
  wire.loses = (kind) => kind === "change" || kind === "snapshot";
  a.open("1");
  await pause(150);
  assert.equal(b.known, "");
  wire.loses = () => false;
  await until(() => b.known === "1");
});

test("a node that is silent is forgotten, and known again when it speaks", async (a, b, wire) => {
  a.open("1");
  await until(() => b.known === "1");
  wire.loses = () => true;
  await until(() => b.known === "");
  wire.loses = () => false;
  await until(() => b.known === "1");
});

test("what comes and goes at once is never told", async (a, b) => {
  a.open("1");
  a.end("1");
  a.open("2");
  await until(() => b.known === "2");
  assert.equal(b.bus.connection("1"), undefined);
});

test("many connections come in parts, long texts in pieces, in between each other", async (a, b, wire) => {
  for (let i = 0; i < 1234; i++) a.open(String(i));
  await until(() => b.known.split(",").length === 1234);
  wire.loses = (kind) => kind === "change";
  a.open("x");
  wire.loses = () => false;
  a.bus.cast("/a", EVERYBODY, "😀".repeat(5000));
  a.bus.cast("/a", EVERYBODY, "behind");
  await until(() => b.bus.connection("x") !== undefined);
  assert.deepEqual(b.hub.told, [`/a ${"😀".repeat(5000)}`, "/a behind"]);
}, { maxBytes: 4096 });

test(
  "pauses grow, messages are kept in order, and wait for nodes that come back later",
  async (a, b, wire) => {
    a.open("1");
    await until(() => b.known === "1");
    wire.breakDown();
    for (let i = 0; i < 5; i++) a.bus.cast("/a", EVERYBODY, String(i));
    assert.equal(a.bus.isConnected, false);
    a.line.attempts.length = 0;
    await until(() => a.line.attempts.length === 4);
    const [first, second, third, fourth] = a.line.attempts as [number, number, number, number];
    assert.ok(second - first < third - second && third - second < fourth - third, `${a.line.attempts}`);
    wire.isDown = false;
    await until(() => b.hub.told.length === 5);
    assert.deepEqual(b.hub.told, ["/a 0", "/a 1", "/a 2", "/a 3", "/a 4"]);
    assert.deepEqual([a.bus.dropped, a.bus.isConnected], [0, true]);
  },
);

test("messages that are too old or too many are dropped and counted", async (a, b, wire) => {
  wire.breakDown();
  for (let i = 0; i < 15; i++) a.bus.cast("/a", EVERYBODY, String(i));
  assert.equal(a.bus.dropped, 5);
  await pause(80);
  a.bus.send("x", "young");
  wire.isDown = false;
  await until(() => b.hub.told.length > 0);
  await pause(20);
  assert.deepEqual(b.hub.told, ["x young"]);
  assert.equal(a.bus.dropped, 15);
}, { times: { keepMost: 10, keepMs: 70, longestPause: 30 } });

test("a node that does not come back holds up the others only for the longest pause", async (a, b, wire) => {
  const third = new TestNode(wire, "c", TIMES);
  await third.bus.start();
  third.open("3");
  await until(() => a.known === "3" && b.known === "3");
  wire.breakDown();
  await third.bus.close();
  a.bus.cast("/a", EVERYBODY, "kept");
  wire.isDown = false;
  await until(() => b.hub.told.length === 1);
});

test("texts of strangers are passed over", async (a, b, wire) => {
  const texts = [
    "",
    "hello",
    "{}",
    "[]",
    "[1]",
    '[2,"x","hello",0,true]',
    '[1,"x","change",1,[[1]],[]]',
    '[1,"x","cast"]',
  ];
  for (const text of [...texts, '[1,"x","part",false,0,-1]\n', '[1,"x","constructor"]']) {
    for (const { onText } of wire.connected.values()) onText(text);
  }
  a.open("1");
  await until(() => b.known === "1");
  assert.deepEqual([a.known, a.hub.told], ["", []]);
});
