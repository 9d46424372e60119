/** All connections of a program in this process: recipients, limits, signs of life, the end. */
import { host } from "../host/host.ts";
import { fail } from "../failures/failure.ts";
import { encodeJson } from "../json/encode.ts";
import type { TraceIds } from "../log/log_record.ts";
import type { ConnectionRecord, SocketBus } from "./bus.ts";
import type { Connection } from "./connection.ts";
import { Endpoint, type EndpointSpec, EVERYBODY, type Selection } from "./endpoint.ts";
import { isLargerThan } from "./frames.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Frame } from "./transport.ts";

/** Sizes in bytes, times in seconds; 0 seconds of heartbeat: no pings. */
export interface SocketLimits {
  readonly heartbeat: number;
  /** Silence after which a peer is dead; Infinity: never. */
  readonly timeout: number;
  readonly maxFrame: number;
  readonly maxQueue: number;
}

export interface HubOptions {
  readonly limits: SocketLimits;
  /** Writes a record of the target `ws`. */
  log(
    level: "debug" | "info" | "warn" | "error",
    message: string,
    fields: readonly (readonly [string, unknown])[],
    trace: TraceIds,
  ): void;
  /** Fields that tell of a failure. */
  failureFields(error: unknown): [string, unknown][];
}

/** How long a peer may take to answer a close frame, and what a lost one gets. */
const CLOSE_WAIT_MS = 5000;
const LOST_WAIT_MS = 500;
const DRAIN_CHECK_MS = 5;

let current: SocketHub | null = null;

/** The hub of the running server; null without one: nothing is sent then, counts are 0, lists empty. */
export function currentHub(): SocketHub | null {
  return current;
}

export function setCurrentHub(hub: SocketHub | null): void {
  current = hub;
}

export class SocketHub {
  readonly endpoints: readonly Endpoint[];
  readonly limits: SocketLimits;
  bus: SocketBus | null = null;
  slowConsumers = 0;
  isDraining = false;
  readonly #open = new Map<string, Connection>();
  /** Ended for the program, while their transports are not. */
  readonly #closing = new Map<Connection, ReturnType<typeof setTimeout>>();
  readonly #handlers = new Set<Promise<unknown>>();
  readonly #draining = new Map<Connection, () => void>();
  readonly #slow = new Set<Connection>();
  #isClosingSlow = false;
  readonly #heartbeat: Heartbeat;
  readonly #options: HubOptions;

  constructor(specs: readonly EndpointSpec[], options: HubOptions) {
    this.endpoints = specs.map((spec) => new Endpoint(spec));
    this.limits = options.limits;
    this.#options = options;
    this.#heartbeat = new Heartbeat(options.limits, this.#open);
  }

  get count(): number {
    return this.#open.size;
  }

  /** What is alive; all of it is 0 when everybody has gone. */
  census(): { connections: number; rooms: number; handlers: number; timers: number } {
    const rooms = this.endpoints.reduce((sum, one) => sum + [...one.roomNames()].length, 0);
    const timers = this.#closing.size + this.#waiting.size + (this.#heartbeat.isRunning ? 1 : 0);
    return { connections: this.count, rooms, handlers: this.#handlers.size, timers };
  }

  // ------------------------------------------------------------ life

  /** A connection whose transport is set joins, and its handler runs until it returns. */
  start(connection: Connection, handler: (connection: Connection) => Promise<void>): void {
    this.#open.set(connection.id, connection);
    connection.endpoint.add(connection);
    this.#heartbeat.start();
    this.changed(connection);
    this.log("info", "ws.open", connection, []);
    const run = handler(connection).catch((error) => this.failed(connection, error, true));
    this.#handlers.add(run);
    run.finally(() => this.#handlers.delete(run));
  }

  /** The program has been told, or will be, that the connection has ended. */
  left(connection: Connection, code: number, reason: string): void {
    this.#open.delete(connection.id);
    this.#draining.get(connection)?.();
    if (this.#open.size === 0) this.#heartbeat.stop();
    this.changed(connection);
    this.log("info", "ws.close", connection, [
      ["code", code],
      ["reason", reason],
      ["duration_ms", Math.round(host().now() - connection.openedAt)],
      ["frames_in", connection.framesIn],
      ["frames_out", connection.framesOut],
    ]);
  }

  /** This side has sent a close frame: the peer has some seconds for its own. */
  closing(connection: Connection, isLost = false): void {
    const timer = setTimeout(() => {
      this.#closing.delete(connection);
      connection.transport.terminate();
    }, isLost ? LOST_WAIT_MS : CLOSE_WAIT_MS);
    this.#closing.set(connection, timer);
  }

  /** The transport is gone. */
  ended(connection: Connection): void {
    const timer = this.#closing.get(connection);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#closing.delete(connection);
  }

  /** A handler or closure has failed. */
  failed(connection: Connection, error: unknown, isHandler = false): void {
    this.log("error", "ws.error", connection, this.#options.failureFields(error));
    if (isHandler) connection.finish(1011, "internal error");
  }

  /** Closes all connections and waits for their handlers; what has not ended after `milliseconds` is cut. */
  async drain(code: number, reason: string, milliseconds: number): Promise<void> {
    this.isDraining = true;
    for (const connection of [...this.#open.values()]) connection.finish(code, reason);
    const late = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      Promise.all([...this.#handlers]).then(() => this.#transportsEnded()).then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    await late;
    for (const [connection, timer] of [...this.#closing]) {
      clearTimeout(timer);
      connection.transport.terminate();
    }
    this.#closing.clear();
    await this.bus?.close();
  }

  async #transportsEnded(): Promise<void> {
    while (this.#closing.size > 0) await new Promise((resolve) => setTimeout(resolve, DRAIN_CHECK_MS));
  }

  /** Ends when the queue of a connection is at most half full, or the connection has ended. */
  drained(connection: Connection): Promise<void> {
    const known = this.#waiting.get(connection);
    if (known) return known;
    const promise = new Promise<void>((resolve) => {
      const done = () => {
        clearInterval(timer);
        this.#draining.delete(connection);
        this.#waiting.delete(connection);
        resolve();
      };
      // The network's own pace: a clock that tests have stopped does not count.
      const timer = setInterval(() => {
        if (connection.transport.queued * 2 <= this.limits.maxQueue) done();
      }, DRAIN_CHECK_MS);
      this.#draining.set(connection, done);
    });
    this.#waiting.set(connection, promise);
    return promise;
  }
  readonly #waiting = new Map<Connection, Promise<void>>();

  /** Its rooms are others, or it is new or gone. */
  changed(connection: Connection): void {
    this.bus?.changed(connection.id);
  }

  log(
    level: "debug" | "info" | "warn" | "error",
    message: string,
    connection: Connection,
    fields: readonly (readonly [string, unknown])[],
  ): void {
    const own: [string, unknown][] = [["ws.path", connection.endpoint.spec.template], [
      "ws.id",
      connection.id,
    ]];
    this.#options.log(level, message, [...own, ...fields], {
      traceId: connection.peer.traceId,
      spanId: null,
    });
  }

  // ------------------------------------------------------------ recipients

  /** @throws Failure for a frame that no queue could take */
  checkSize(frame: Frame): void {
    const { maxQueue } = this.limits;
    if (isLargerThan(frame, maxQueue)) {
      fail(
        "run/websocket",
        `a frame is larger than the queue of a connection: the limit is ${maxQueue} bytes`,
      );
    }
  }

  /** To a selection of an endpoint's connections, on every node. */
  cast(endpoint: Endpoint, selection: Selection, frame: Frame): void {
    this.checkSize(frame);
    endpoint.cast(selection, frame, this.#slow);
    this.bus?.cast(endpoint.spec.template, selection, frame);
    this.#closeSlow();
  }

  /** To every connection of every endpoint with frames of a kind, on every node. */
  castAll(kind: "json" | "binary", frame: Frame): void {
    this.checkSize(frame);
    this.#castHere(kind, EVERYBODY, frame);
    this.bus?.cast(null, EVERYBODY, frame);
    this.#closeSlow();
  }

  #castHere(kind: "json" | "binary", selection: Selection, frame: Frame): void {
    for (const endpoint of this.endpoints) {
      if (endpoint.spec.kind === kind) endpoint.cast(selection, frame, this.#slow);
    }
  }

  /**
   * Closes those who could not keep up, when the frame has gone to everybody: closures that run at their end may cast themselves, and all connections see casts in one order. What such casts bring is closed by
   * the outermost call.
   */
  #closeSlow(): void {
    if (this.#isClosingSlow) return;
    this.#isClosingSlow = true;
    try {
      for (const connection of this.#slow) {
        this.#slow.delete(connection);
        connection.fallBehind();
      }
    } finally {
      this.#isClosingSlow = false;
    }
  }

  // ------------------------------------------------------------ what other nodes send

  /** To connections of this node; null: of every endpoint with frames of this kind. */
  castHere(template: string | null, selection: Selection, frame: Frame): void {
    if (template === null) this.#castHere(typeof frame === "string" ? "json" : "binary", selection, frame);
    else this.endpoints.find(({ spec }) => spec.template === template)?.cast(selection, frame, this.#slow);
    this.#closeSlow();
  }

  sendHere(id: string, frame: Frame): void {
    this.connection(id)?.push(frame);
  }

  disconnectHere(id: string, code: number, reason: string): void {
    this.connection(id)?.finish(code, reason);
  }

  localRecord(id: string): ConnectionRecord | undefined {
    const connection = this.connection(id);
    return connection && this.record(connection);
  }

  /** The endpoint that a template or concrete path names, with the path where it is a concrete one. */
  find(path: string): { readonly endpoint: Endpoint; readonly path: string | null } | null {
    const exact = this.endpoints.find((one) => one.spec.template === path);
    if (exact) return { endpoint: exact, path: null };
    const matching = this.endpoints.find((one) => one.matches(path));
    return matching ? { endpoint: matching, path } : null;
  }

  connection(id: string): Connection | undefined {
    return this.#open.get(id);
  }

  /** Records of all connections of a selection, on every node, the oldest first. */
  records(endpoint: Endpoint, selection: Selection): ConnectionRecord[] {
    const found = Array.from(endpoint.select(selection), (connection) => this.record(connection));
    found.push(...this.#elsewhere(endpoint, selection));
    // Those of one millisecond stay in the order in which they came.
    return found.sort((a, b) => a.openedAt - b.openedAt);
  }

  /** How many connections a selection has on every node. */
  countOf(endpoint: Endpoint, selection: Selection): number {
    let count = 0;
    for (const _ of endpoint.select(selection)) count++;
    for (const _ of this.#elsewhere(endpoint, selection)) count++;
    return count;
  }

  /** Names of the rooms that the connections of a selection are in, on every node. */
  roomsOf(endpoint: Endpoint, selection: Selection): Set<string> {
    const names = new Set<string>();
    for (const { rooms } of endpoint.select(selection)) for (const name of rooms.keys()) names.add(name);
    for (const { rooms } of this.#elsewhere(endpoint, selection)) for (const [name] of rooms) names.add(name);
    return names;
  }

  /** The connections of a selection on the other nodes. */
  *#elsewhere({ spec }: Endpoint, { path, rooms }: Selection): Generator<ConnectionRecord> {
    for (const record of this.bus?.connections(spec.template) ?? []) {
      if (path !== null && record.path !== path) continue;
      if (rooms === null || record.rooms.some(([name]) => rooms.includes(name))) yield record;
    }
  }

  /** Records of this node's connections. */
  *localRecords(): Generator<ConnectionRecord> {
    for (const connection of this.#open.values()) yield this.record(connection);
  }

  record(connection: Connection): ConnectionRecord {
    const { id, endpoint, path, peer, openedAt, rooms } = connection;
    return {
      id,
      template: endpoint.spec.template,
      path,
      user: encodeJson(peer.user),
      ip: peer.ip,
      openedAt,
      rooms: [...rooms],
      node: this.bus?.node ?? "local",
    };
  }
}
