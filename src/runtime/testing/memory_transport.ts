/** The WebSocket of a test: frames go from one side of it to the other in memory, each in a step of its own as those of a network. */
import type { Frame, OpenSocket, SocketTransport, TransportEvents } from "../sockets/transport.ts";

/** What a client is told. */
export interface ClientEvents {
  onFrame(frame: Frame): void;
  /** The server's close frame, or its answer to the client's. */
  onClose(code: number, reason: string): void;
}

export interface MemoryOptions {
  /** Whether the client answers pings. */
  readonly answersPings: boolean;
  /** Whether it takes what is sent; else all of it stays in the server's queue. */
  readonly reads: boolean;
}

const SWITCHING_PROTOCOLS = 101;
const NO_CODE = 1005;
const LOST = 1006;

export class MemoryTransport implements SocketTransport {
  protocol = "";
  queued = 0;
  #isClosing = false;
  #isEnded = false;
  #server!: TransportEvents;
  #onOpen: () => void = () => {};

  constructor(private readonly client: ClientEvents, private readonly options: MemoryOptions) {}

  /** For the server: answers the request that asks for the upgrade. */
  readonly open: OpenSocket = (events, protocol, onOpen) => {
    this.#server = events;
    this.protocol = protocol ?? "";
    this.#onOpen = onOpen;
    const response = new Response(
      null,
      protocol === undefined ? {} : {
        headers: { "sec-websocket-protocol": protocol },
      },
    );
    // A response that a program makes cannot have this status.
    Object.defineProperty(response, "status", { value: SWITCHING_PROTOCOLS });
    return { transport: this, response };
  };

  // ------------------------------------------------------------ the server's side

  send(frame: Frame): void {
    if (this.#isClosing || this.#isEnded) return;
    if (this.options.reads) queueMicrotask(() => this.client.onFrame(frame));
    else this.queued += frame.length;
  }

  close(code: number, reason: string): void {
    if (this.#isClosing || this.#isEnded) return;
    this.#isClosing = true;
    queueMicrotask(() => {
      this.client.onClose(code, reason);
      // Who does not read sees no close frame, and does not answer it.
      if (this.options.reads) this.#end(code, reason);
    });
  }

  terminate(): void {
    this.#end(LOST, "");
  }

  ping(): void {
    if (this.options.answersPings && this.options.reads && !this.#isEnded) {
      queueMicrotask(() => this.#server.onSign());
    }
  }

  // ------------------------------------------------------------ the client's side

  /** The client has its 101. */
  opened(): void {
    this.#onOpen();
  }

  receive(frame: Frame): void {
    if (this.#isClosing || this.#isEnded) return;
    queueMicrotask(() => {
      if (this.#isEnded) return;
      this.#server.onSign();
      this.#server.onFrame(frame);
    });
  }

  /** The client's close frame, which the server answers. */
  leave(code: number | null, reason: string): void {
    if (this.#isClosing || this.#isEnded) return;
    this.#isClosing = true;
    queueMicrotask(() => {
      this.#end(code ?? NO_CODE, reason);
      this.client.onClose(code ?? NO_CODE, reason);
    });
  }

  /** Lost without a word. */
  drop(): void {
    queueMicrotask(() => this.#end(LOST, ""));
  }

  #end(code: number, reason: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.queued = 0;
    this.#server.onEnd(code, reason);
  }
}
