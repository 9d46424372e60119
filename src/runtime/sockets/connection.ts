/** One open WebSocket as the program sees it: realtime.md 4, 5. */
import { asFailure } from "../failures/as_failure.ts";
import { fail } from "../failures/failure.ts";
import { host } from "../host/host.ts";
import { defineKind } from "../operations/kind.ts";
import { currentContext, runInContext, type TraceContext } from "../trace/trace_context.ts";
import { callValue } from "../operations/function_value.ts";
import { Future } from "../values/future.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { checkRoom, closeCode, closeReason } from "./close.ts";
import type { Endpoint } from "./endpoint.ts";
import { isLargerThan } from "./frames.ts";
import type { SocketHub } from "./hub.ts";
import type { Frame, SocketTransport, TransportEvents } from "./transport.ts";
import { closedError, WsError } from "./ws_error.ts";

/** What is known of a client before the upgrade. */
export interface Peer {
  /** The path that was asked for. */
  readonly path: string;
  /** The authenticated user; null on an open endpoint. */
  readonly user: unknown;
  readonly ip: string;
  readonly traceId: string;
}

interface End {
  readonly code: number;
  readonly reason: string;
  readonly isByClient: boolean;
}

const MOST_UNREAD = 10_000;
const UNREAD_QUEUES = 16;
/** A loop that ignores the end of its connection fails at this call. */
const MOST_FUTILE_CALLS = 100;

export class Connection implements TransportEvents {
  readonly id: string;
  readonly data = new FitzMap();
  /** Rooms with the time of joining, in milliseconds since 1970. */
  readonly rooms = new Map<string, number>();
  readonly openedAt = host().now();
  readonly path: string;
  framesIn = 0;
  framesOut = 0;
  /** Something arrived since the heartbeat last looked. */
  hasSign = false;
  lastSign = host().monotonic();
  lastPing = 0;
  transport!: SocketTransport;
  #unread: (Frame | WsError)[] = [];
  #unreadSize = 0;
  /** The queue has at most so many bytes; the host is asked for the number only when that is too many. */
  #mostQueued = 0;
  #receive: ((result: Result) => void) | null = null;
  #end: End | null = null;
  #onClose: { readonly closure: unknown; readonly context: TraceContext | undefined }[] = [];
  #futileCalls = 0;

  constructor(readonly hub: SocketHub, readonly endpoint: Endpoint, readonly peer: Peer) {
    this.id = crypto.randomUUID();
    this.path = peer.path;
  }

  get isOpen(): boolean {
    return this.#end === null;
  }

  // ------------------------------------------------------------ what the program calls

  /** The next frame's value, or why there is none. At once where a frame waits. */
  recv(): Result | Promise<Result> {
    const next = this.#unread.shift();
    if (next !== undefined) return this.#read(next);
    if (this.#end) return this.#futile();
    if (this.#receive) fail("run/websocket", "another task already waits in `recv` of this connection");
    return new Promise((resolve) => this.#receive = resolve);
  }

  messages(): Messages {
    return new Messages(this);
  }

  /** For loops over messages: passes over what does not fit; undefined at the end. */
  async nextMessage(): Promise<{ readonly value: unknown } | undefined> {
    while (true) {
      const next = this.#unread.shift();
      if (next === undefined && this.#end) return undefined;
      const result = next === undefined ? await this.recv() : this.#read(next);
      if (result instanceof Ok) return result;
      const error = result.value as WsError;
      if (error.kind !== "invalid") continue;
      this.hub.log("debug", "ws.invalid_frame", this, [["error", error.message]]);
    }
  }

  /** Queues a value for this client; waits while the queue is more than half full. */
  send(value: unknown): Result | Promise<Result> {
    const frame = this.endpoint.spec.outgoing(value);
    this.hub.checkSize(frame);
    if (this.#end) return this.#futile();
    const { maxQueue } = this.hub.limits;
    if (this.#mostQueued * 2 > maxQueue) this.#mostQueued = this.transport.queued;
    if (this.#mostQueued * 2 <= maxQueue) return this.#sent(frame);
    return this.hub.drained(this).then(() => this.#end ? this.#futile() : this.#sent(frame));
  }

  /** The same for code that cannot wait. */
  sendNow(value: unknown): Result {
    const frame = this.endpoint.spec.outgoing(value);
    this.hub.checkSize(frame);
    if (this.#end) {
      this.#countFutile();
      return new Err(this.#closed());
    }
    this.push(frame);
    return this.#end === null ? new Ok(null) : new Err(this.#closed());
  }

  join(room: string): void {
    checkRoom(room);
    if (this.#end || this.rooms.has(room)) return;
    this.rooms.set(room, host().now());
    this.endpoint.join(this, room);
    this.hub.changed(this);
  }

  leave(room: string): boolean {
    if (!this.rooms.delete(room)) return false;
    this.endpoint.leave(this, room);
    this.hub.changed(this);
    return true;
  }

  close(code: unknown, reason: string): void {
    this.finish(closeCode(code), closeReason(reason));
  }

  /** Registers a closure; one on an ended connection runs at once. */
  onClose(closure: unknown): void {
    if (this.#end) this.#runClosure(closure);
    else this.#onClose.push({ closure, context: currentContext() });
  }

  // ------------------------------------------------------------ what others send

  /** Queues a frame without waiting; a client that cannot keep up is closed. */
  push(frame: Frame): void {
    if (!this.offer(frame)) this.fallBehind();
  }

  /** Queues a frame if it fits; false where the client cannot keep up. */
  offer(frame: Frame): boolean {
    if (this.#end) return true;
    const { maxQueue } = this.hub.limits;
    const size = mostBytes(frame);
    if (this.#mostQueued + size > maxQueue) {
      this.#mostQueued = this.transport.queued;
      if (this.#mostQueued + frame.length > maxQueue) return false;
    }
    this.#mostQueued += size;
    this.framesOut++;
    this.transport.send(frame);
    return true;
  }

  /** Ends the connection of a client that cannot keep up. */
  fallBehind(): void {
    if (this.#end) return;
    this.hub.slowConsumers++;
    this.finish(1013, "slow consumer");
  }

  // ------------------------------------------------------------ what the transport tells

  onFrame(frame: Frame): void {
    this.hasSign = true;
    if (this.#end) return;
    const { maxFrame, maxQueue } = this.hub.limits;
    if (isLargerThan(frame, maxFrame)) {
      this.#take(new WsError("too_large", `frame too large: the limit is ${maxFrame} bytes`, 1009), 0);
      this.finish(1009, "frame too large", true);
      return;
    }
    this.framesIn++;
    this.#take(frame, frame.length);
    if (this.#unread.length > MOST_UNREAD || this.#unreadSize > UNREAD_QUEUES * maxQueue) {
      this.finish(1008, "too many unread messages");
    }
  }

  onSign(): void {
    this.hasSign = true;
  }

  onEnd(code: number, reason: string): void {
    this.hub.ended(this);
    if (code === 1006) this.#ended({ code, reason: "connection lost", isByClient: false }, true);
    else if (code === 1007) this.#ended({ code, reason: "invalid UTF-8", isByClient: false }, true);
    else if (code === 1009) {
      const { maxFrame } = this.hub.limits;
      this.#take(new WsError("too_large", `frame too large: the limit is ${maxFrame} bytes`, 1009), 0);
      this.#ended({ code, reason: "frame too large", isByClient: false }, true);
    } else this.#ended({ code, reason, isByClient: true }, true);
  }

  // ------------------------------------------------------------ the end

  /** Ends the connection from this side. Frames that were not read are dropped unless `keepsUnread`. */
  finish(code: number, reason: string, keepsUnread = false): void {
    if (this.#end) return;
    this.#ended({ code, reason, isByClient: false }, keepsUnread);
    this.transport.close(code, reason);
    this.hub.closing(this);
  }

  /** A peer that gives no sign of life. */
  lose(): void {
    if (this.#end) return;
    this.#ended({ code: 1006, reason: "heartbeat timeout", isByClient: false }, true);
    this.transport.close(1001, "heartbeat timeout");
    this.hub.closing(this, true);
  }

  #ended(end: End, keepsUnread: boolean): void {
    if (this.#end) return;
    this.#end = end;
    if (!keepsUnread) {
      this.#unread = [];
      this.#unreadSize = 0;
    }
    this.endpoint.remove(this);
    this.rooms.clear();
    this.hub.left(this, end.code, end.reason);
    const closures = this.#onClose;
    this.#onClose = [];
    for (const { closure, context } of closures) {
      // Its records belong to the trace of the connection, whoever ends it.
      if (context) runInContext(context, () => this.#runClosure(closure));
      else this.#runClosure(closure);
    }
    const receive = this.#receive;
    this.#receive = null;
    receive?.(new Err(this.#closed()));
  }

  #runClosure(closure: unknown): void {
    const failed = (error: unknown) => {
      if (!asFailure(error)) throw error;
      this.hub.failed(this, error);
    };
    try {
      const value = callValue(closure, []);
      if (value instanceof Future) value.start().catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  // ------------------------------------------------------------ details

  #take(item: Frame | WsError, size: number): void {
    const receive = this.#receive;
    if (receive) {
      this.#receive = null;
      receive(this.#result(item));
      return;
    }
    this.#unread.push(item);
    this.#unreadSize += size;
  }

  #read(item: Frame | WsError): Result {
    if (!(item instanceof WsError)) this.#unreadSize -= item.length;
    return this.#result(item);
  }

  #result(item: Frame | WsError): Result {
    const value = item instanceof WsError ? item : this.endpoint.spec.incoming(item);
    return value instanceof WsError ? new Err(value) : new Ok(value);
  }

  #sent(frame: Frame): Result {
    this.#mostQueued += mostBytes(frame);
    this.framesOut++;
    this.transport.send(frame);
    return new Ok(null);
  }

  #closed(): WsError {
    const { code, reason, isByClient } = this.#end!;
    return closedError(code, reason, isByClient);
  }

  #countFutile(): void {
    if (++this.#futileCalls >= MOST_FUTILE_CALLS) fail("run/websocket", "connection is closed");
  }

  /** A call on an ended connection; lets others run first. */
  async #futile(): Promise<Result> {
    this.#countFutile();
    if (this.#futileCalls > 1) await new Promise((resolve) => setTimeout(resolve, 0));
    return new Err(this.#closed());
  }
}

/** A UTF-16 unit makes at most three bytes. */
function mostBytes(frame: Frame): number {
  return typeof frame === "string" ? frame.length * 3 : frame.length;
}

/** What `for` goes through: every message until the end. */
export class Messages {
  constructor(private readonly connection: Connection) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    while (true) {
      const next = await this.connection.nextMessage();
      if (next === undefined) return;
      yield next.value;
    }
  }
}

defineKind(Connection, { name: "WsConn", display: ({ id }) => `<WsConn ${id}>` });
defineKind(Messages, { name: "WsMessages", display: () => "<WsMessages>" });
