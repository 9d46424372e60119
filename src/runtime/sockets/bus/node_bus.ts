/**
 * One node among others: the protocol of realtime.md 14 over any transport. Frames go out at once and in order; every node announces itself, and tells what changes among its connections. A node that hears of a version of
 * another's state which it has not got asks for all of it, so that a lost text costs a moment and nothing else.
 */
import { host } from "../../host/host.ts";
import { logRecord } from "../../log/log_record.ts";
import type { ConnectionRecord, SocketBus } from "../bus.ts";
import type { Selection } from "../endpoint.ts";
import { isLargerThan } from "../frames.ts";
import type { Frame } from "../transport.ts";
import { BusError, type BusTransport } from "./bus_transport.ts";
import { decodeEnvelope, encodeEnvelope, type Message } from "./envelope.ts";
import { Outbox } from "./outbox.ts";
import { type LocalConnections, OwnState } from "./own_state.ts";
import { RemoteNodes } from "./remote_nodes.ts";
import { splitText } from "./split_text.ts";

/** What a node does with what others send. */
export interface BusHub extends LocalConnections {
  castHere(template: string | null, selection: Selection, frame: Frame): void;
  sendHere(id: string, frame: Frame): void;
  disconnectHere(id: string, code: number, reason: string): void;
}

/** Milliseconds. */
export interface BusTimes {
  readonly announceEvery: number;
  /** Silence after which a node is removed. */
  readonly silence: number;
  readonly checkEvery: number;
  /** Changes within this time are told together. */
  readonly gather: number;
  readonly keepMs: number;
  readonly keepMost: number;
  readonly firstPause: number;
  readonly longestPause: number;
}

export const BUS_TIMES: BusTimes = {
  announceEvery: 5000,
  silence: 15_000,
  checkEvery: 1000,
  gather: 50,
  keepMs: 30_000,
  keepMost: 10_000,
  firstPause: 500,
  longestPause: 10_000,
};

const MOST_AT_ONCE = 64;
const LONGEST_GOODBYE_MS = 1000;
/** A snapshot that does not come is asked for again. */
const ASK_AGAIN_MS = 1000;

export interface BusOptions {
  readonly node: string;
  readonly times?: BusTimes;
  /** Whether nodes that come and go are told of at level `info`, not `debug`. */
  readonly isQuiet?: boolean;
}

export class NodeBus implements SocketBus {
  readonly node: string;
  isConnected = false;
  readonly #times: BusTimes;
  /** Frames and orders, which are kept while the bus is away. */
  readonly #outbox: Outbox;
  /** Signs of life and state, which are of the moment. */
  readonly #signs: Outbox;
  /** Nodes that were there before the bus was away, and have not been heard since: what was kept waits for them. */
  readonly #awaited = new Set<string>();
  readonly #own: OwnState;
  readonly #others = new RemoteNodes();
  /** When the state of a node was asked for last. */
  readonly #asked = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #isQuiet: boolean;
  /** Number of the connection. */
  #connection = 0;
  #isSending = false;
  #isSnapshotDue = false;
  #lastCheck = 0;

  constructor(
    private readonly hub: BusHub,
    private readonly transport: BusTransport,
    { node, times = BUS_TIMES, isQuiet = false }: BusOptions,
  ) {
    this.node = node;
    this.#times = times;
    this.#outbox = new Outbox(times);
    this.#signs = new Outbox({ ...times, keepMost: Infinity });
    this.#own = new OwnState(hub);
    this.#isQuiet = isQuiet;
  }

  get dropped(): number {
    return this.#outbox.dropped;
  }

  /** Connects, and lives until `close`. @throws BusError */
  async start(): Promise<void> {
    await this.#connect();
    this.#hello(true);
    this.#log("info", "ws.bus.connected", []);
    this.#announce();
    this.#watch();
  }

  async close(): Promise<void> {
    this.#tell({ kind: "bye" });
    const deadline = host().monotonic() + LONGEST_GOODBYE_MS;
    while (this.isConnected && this.#isSending && host().monotonic() < deadline) await host().sleep(5);
    this.#stop.abort();
    this.isConnected = false;
    await this.transport.close();
  }

  // ------------------------------------------------------------ what the hub says

  cast(template: string | null, { path, rooms, except }: Selection, frame: Frame): void {
    this.#say({ kind: "cast", template, path, rooms, except: except && [...except], frame });
  }

  send(id: string, frame: Frame): void {
    this.#say({ kind: "send", id, frame });
  }

  disconnect(id: string, code: number, reason: string): void {
    this.#say({ kind: "disconnect", id, code, reason });
  }

  connection(id: string): ConnectionRecord | undefined {
    return this.#others.record(id);
  }

  connections(template: string): Iterable<ConnectionRecord> {
    return this.#others.records(template);
  }

  changed(id: string): void {
    if (this.#own.note(id)) this.#soon(() => this.#tellChange());
  }

  #tellChange(): void {
    const change = this.#own.change();
    if (change) this.#tell(change);
  }

  async #soon(action: () => void): Promise<void> {
    await host().sleep(this.#times.gather, this.#stop.signal);
    if (!this.#stop.signal.aborted) action();
  }

  // ------------------------------------------------------------ what others say

  #hear(text: string): void {
    const envelope = decodeEnvelope(text);
    if (!envelope || envelope.node === this.node || this.#stop.signal.aborted) return;
    const { node, message } = envelope;
    if (message.kind === "bye") return this.#remove(node, "goodbye");
    if (this.#others.sign(node, host().monotonic())) {
      this.#log(this.#isQuiet ? "debug" : "info", "ws.bus.node_joined", [["other", node]]);
      // It may not have heard of this one.
      if (message.kind !== "hello" || !message.asks) this.#hello(false);
    }
    if (this.#awaited.delete(node) && this.#awaited.size === 0) this.#pump();
    this.#take(node, message);
  }

  #take(node: string, message: Message): void {
    switch (message.kind) {
      case "hello":
        if (message.asks) this.#hello(false);
        if (!this.#others.isAt(node, message.version)) this.#ask(node);
        return;
      case "want":
        if (message.from === this.node) this.#giveSnapshot();
        return;
      case "snapshot":
        return this.#others.snapshot(node, message);
      case "change":
        if (!this.#others.change(node, message)) this.#ask(node);
        return;
      case "cast": {
        const { template, path, rooms, except, frame } = message;
        return this.hub.castHere(template, { path, rooms, except: except && new Set(except) }, frame);
      }
      case "send":
        return this.hub.sendHere(message.id, message.frame);
      case "disconnect":
        return this.hub.disconnectHere(message.id, message.code, message.reason);
      case "part": {
        const whole = this.#others.piece(node, message);
        if (whole !== null) this.#hear(whole);
      }
    }
  }

  #ask(node: string): void {
    const now = host().monotonic();
    if (now - (this.#asked.get(node) ?? -ASK_AGAIN_MS) < ASK_AGAIN_MS) return;
    this.#asked.set(node, now);
    this.#tell({ kind: "want", from: node });
  }

  /** Several that ask at the same time get one answer. */
  #giveSnapshot(): void {
    if (this.#isSnapshotDue) return;
    this.#isSnapshotDue = true;
    this.#soon(() => {
      this.#isSnapshotDue = false;
      for (const part of this.#own.snapshot()) this.#tell(part);
    });
  }

  #remove(node: string, reason: string): void {
    const connections = this.#others.remove(node);
    this.#asked.delete(node);
    if (connections === null) return;
    if (reason === "goodbye" && this.#awaited.delete(node) && this.#awaited.size === 0) this.#pump();
    const level = reason === "silence" ? "warn" : this.#isQuiet ? "debug" : "info";
    this.#log(level, "ws.bus.node_left", [["other", node], ["reason", reason], ["connections", connections]]);
  }

  // ------------------------------------------------------------ signs of life

  #hello(asks: boolean): void {
    this.#tell({ kind: "hello", version: this.#own.version, asks });
  }

  async #announce(): Promise<void> {
    while (true) {
      await host().sleep(this.#times.announceEvery, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      this.#hello(false);
    }
  }

  async #watch(): Promise<void> {
    const { checkEvery, silence } = this.#times;
    this.#lastCheck = host().monotonic();
    while (true) {
      await host().sleep(checkEvery, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      const now = host().monotonic();
      // After a standstill of this process the others' signs wait to be read.
      const stoodStill = now - this.#lastCheck > checkEvery + silence / 2;
      this.#lastCheck = now;
      if (stoodStill) continue;
      this.#outbox.expire(now);
      for (const node of this.#others.silentSince(now - silence)) this.#remove(node, "silence");
    }
  }

  // ------------------------------------------------------------ the way out

  /** Something that is worth being sent later. */
  #say(message: Message): void {
    this.#queue(this.#outbox, message);
  }

  /** Something of this moment. */
  #tell(message: Message): void {
    if (this.isConnected) this.#queue(this.#signs, message);
  }

  #queue(queue: Outbox, message: Message): void {
    if (this.#stop.signal.aborted) return;
    const text = encodeEnvelope(this.node, message);
    const now = host().monotonic();
    const { maxBytes } = this.transport;
    if (isLargerThan(text, maxBytes)) {
      const pieces = splitText(text, maxBytes);
      const isState = queue === this.#signs;
      pieces.forEach((piece, index) => {
        const part: Message = { kind: "part", isState, index, count: pieces.length, text: piece };
        queue.add(encodeEnvelope(this.node, part), now);
      });
    } else queue.add(text, now);
    this.#pump();
  }

  /** The next texts; none while those that were kept wait for the other nodes. */
  #next(): string[] {
    const now = host().monotonic();
    if (this.#signs.length > 0) return this.#signs.take(MOST_AT_ONCE, now);
    return this.#awaited.size > 0 ? [] : this.#outbox.take(MOST_AT_ONCE, now);
  }

  #pump(): void {
    while (this.isConnected && !this.#isSending) {
      const texts = this.#next();
      if (texts.length === 0) return;
      const taken = this.transport.send(texts);
      if (!taken) continue;
      this.#isSending = true;
      const connection = this.#connection;
      const go = () => {
        if (connection !== this.#connection) return;
        this.#isSending = false;
        this.#pump();
      };
      // Texts may have arrived though the connection broke: sending them again could deliver them twice.
      taken.then(go, go);
    }
  }

  // ------------------------------------------------------------ the connection

  async #connect(): Promise<void> {
    let early: string | null = null;
    const connection = ++this.#connection;
    await this.transport.connect({
      onText: (text) => this.#hear(text),
      onLost: (reason) => {
        early = reason;
        if (connection === this.#connection) this.#lost(reason);
      },
    });
    if (early !== null) throw new BusError(early);
    this.isConnected = true;
    this.#isSending = false;
  }

  #lost(reason: string): void {
    if (!this.isConnected || this.#stop.signal.aborted) return;
    this.isConnected = false;
    this.#signs.clear();
    for (const node of this.#others.names()) this.#awaited.add(node);
    this.#log("warn", "ws.bus.lost", [["error", reason]]);
    this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const since = host().monotonic();
    const { dropped } = this;
    let pause = this.#times.firstPause;
    while (true) {
      await host().sleep(pause, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      pause = Math.min(pause * 2, this.#times.longestPause);
      try {
        await this.#connect();
        break;
      } catch (error) {
        if (!(error instanceof BusError)) throw error;
        this.#log("debug", "ws.bus.retry", [["error", error.message], ["pause_ms", pause]]);
      }
    }
    const connection = this.#connection;
    const now = host().monotonic();
    this.#outbox.expire(now);
    this.#log("info", "ws.bus.restored", [
      ["away_ms", Math.round(now - since)],
      ["kept", this.#outbox.length],
      ["dropped", this.dropped - dropped],
    ]);
    this.#hello(true);
    // Others come back after pauses of their own; one that does not must not hold up the rest.
    await host().sleep(this.#times.longestPause, this.#stop.signal);
    if (connection !== this.#connection) return;
    this.#awaited.clear();
    this.#pump();
  }

  #log(
    level: "debug" | "info" | "warn",
    message: string,
    fields: readonly (readonly [string, unknown])[],
  ): void {
    const own: [string, unknown][] = [["bus", this.transport.address], ["node", this.node]];
    logRecord("ws", this.#isQuiet && level === "info" ? "debug" : level, message, [...own, ...fields]);
  }
}
