/** `test.ws`: the client of a WebSocket in tests (web.md 24.2). */
import { setImmediate } from "node:timers";
import { parseJson } from "../json/decode_text.ts";
import { encodeJson } from "../json/encode.ts";
import { currentHub } from "../sockets/hub.ts";
import type { Frame } from "../sockets/transport.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { type MemoryOptions, MemoryTransport } from "./memory_transport.ts";
import { onTestEnd } from "./test_session.ts";

const END_WAIT_MS = 1000;

export class TestSocket extends Instance {
  readonly transport: MemoryTransport;
  #protocol = "";
  #frames: Frame[] = [];
  #waiting: (() => void)[] = [];
  #isOpen = true;
  #code: number | null = null;
  #reason: string | null = null;

  constructor(options: MemoryOptions) {
    super();
    this.transport = new MemoryTransport({
      onFrame: (frame) => {
        this.#frames.push(frame);
        this.#wake();
      },
      onClose: (code, reason) => {
        this.#isOpen = false;
        this.#code = code;
        this.#reason = reason;
        this.#wake();
      },
    }, options);
  }

  /** The subprotocol that the server has selected; "" without one. */
  get protocol(): string {
    return this.#protocol;
  }

  /** The server has answered 101. The connection ends with the test at the latest. */
  async begin(): Promise<void> {
    this.#protocol = this.transport.protocol;
    this.transport.opened();
    if (open.size === 0) onTestEnd(endAll);
    open.add(this);
    await nextTurn();
  }

  /** Ends when the server has had the time to look at the frame. */
  async send(frame: Frame): Promise<null> {
    this.transport.receive(frame);
    await nextTurn();
    return null;
  }

  sendValue(value: unknown): Promise<null> {
    return this.send(encodeJson(value));
  }

  /** The next frame; an `Err` where none comes in time (of the real clock: the test waits) or the connection is over. */
  async recv(milliseconds: number): Promise<Result> {
    if (!await this.#arrives(milliseconds)) {
      return new Err(this.#isOpen ? `no frame within ${milliseconds} ms` : this.#ending());
    }
    const frame = this.#frames.shift()!;
    if (typeof frame !== "string") return new Ok(frame);
    const value = parseJson(frame);
    return value instanceof Ok ? value : new Ok(frame);
  }

  async silent(milliseconds: number): Promise<boolean> {
    return !await this.#arrives(milliseconds);
  }

  async close(code: number, reason: string): Promise<null> {
    this.#isOpen = false;
    this.transport.leave(code, reason);
    await nextTurn();
    return null;
  }

  async drop(): Promise<null> {
    this.#isOpen = false;
    this.transport.drop();
    this.#wake();
    await nextTurn();
    return null;
  }

  isOpen(): boolean {
    return this.#isOpen;
  }

  closeCode(): number | null {
    return this.#code;
  }

  closeReason(): string | null {
    return this.#reason;
  }

  #ending(): string {
    if (this.#code === null) return "the connection is lost";
    return `closed (${this.#code})${this.#reason === "" ? "" : `: ${this.#reason}`}`;
  }

  /** Whether a frame is there, or comes in time. */
  async #arrives(milliseconds: number): Promise<boolean> {
    if (this.#frames.length > 0) return true;
    if (!this.#isOpen) {
      // What was sent before the end.
      await nextTurn();
      return this.#frames.length > 0;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#frames.length > 0;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

const PROTOCOL: FieldInfo = {
  name: "protocol",
  property: "protocol",
  isFloat: false,
  isPrivate: false,
  isHidden: false,
  accept: (value) => value,
};
const INFO: TypeInfo = { name: "TestSocket", fields: [PROTOCOL], methods: {} };
Object.defineProperty(TestSocket.prototype, "info", { value: INFO });

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Those of the running test. */
const open = new Set<TestSocket>();

/** Ends all connections, and waits until the code behind their loops has run, so that it does not run in the next test; not without end. */
async function endAll(): Promise<void> {
  for (const socket of open) socket.transport.drop();
  open.clear();
  const end = performance.now() + END_WAIT_MS;
  while (currentHub()!.census().handlers > 0 && performance.now() < end) await nextTurn();
}
