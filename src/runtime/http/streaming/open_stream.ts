/** The body of one answer while it is being sent piece by piece: a bounded queue between the program and the client. */
import { Err, Ok, type Result } from "../../values/result.ts";

/** Bytes that may wait for a slow client before writers have to wait too. */
const QUEUE_BYTES = 64 * 1024;

const WRITTEN = new Ok(null);
const encoder = new TextEncoder();

/** How a stream ended: `aborted` when the client left before its end, or the program failed on the way. */
export type StreamEnd = "complete" | "aborted";

export class OpenStream {
  /** False once the client has left or the stream was closed. */
  isOpen = true;
  /** Told after each output. */
  onOutput: (() => void) | null = null;
  /** Told once, when the stream ends in whatever way. */
  onEnd: ((end: StreamEnd) => void) | null = null;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  #controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  /** Resolved when the queue has room again, or never will have. */
  #room: PromiseWithResolvers<void> | null = null;
  #hasLeft = false;

  /** @param prelude comes first, and is no output of the program */
  constructor(prelude: string) {
    this.body = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
        if (prelude !== "") controller.enqueue(encoder.encode(prelude));
      },
      pull: () => this.#release(),
      cancel: () => this.leave(),
    }, { highWaterMark: QUEUE_BYTES, size: (chunk) => chunk.byteLength });
  }

  /**
   * Queues a piece.
   *
   * @returns Ok, as a promise while the client is slow; Err once it is gone or the stream was closed
   */
  write(piece: string | Uint8Array): Result | Promise<Result> {
    if (!this.isOpen) return this.#closed();
    const bytes = typeof piece === "string" ? encoder.encode(piece) : piece as Uint8Array<ArrayBuffer>;
    if (bytes.length > 0) this.#controller.enqueue(bytes);
    // The host may find out here that the client has left.
    if (!this.isOpen) return this.#closed();
    this.onOutput?.();
    return this.hasRoom ? WRITTEN : this.#whenRoom();
  }

  /** Whether the client keeps up. */
  get hasRoom(): boolean {
    return (this.#controller.desiredSize ?? 0) > 0;
  }

  async #whenRoom(): Promise<Result> {
    this.#room ??= Promise.withResolvers();
    await this.#room.promise;
    return this.#hasLeft ? this.#closed() : WRITTEN;
  }

  #release(): void {
    this.#room?.resolve();
    this.#room = null;
  }

  #closed(): Err {
    return new Err(this.#hasLeft ? "the client has left" : "the stream is closed");
  }

  /** Ends the body; what is queued is still sent. */
  close(): void {
    if (!this.isOpen) return;
    this.#controller.close();
    this.#end("complete");
  }

  /** Breaks the connection off, so that the client sees an incomplete body. */
  abort(): void {
    if (!this.isOpen) return;
    this.#end("aborted");
    // Not before the host has taken the head and what was written: it drops both together with the body.
    setTimeout(() => this.#controller.error(new Error("the program failed while it sent the body")), 0);
  }

  /** The client has left, or nobody will ever read the body. */
  leave(): void {
    if (!this.isOpen) return;
    this.#hasLeft = true;
    this.#end("aborted");
  }

  #end(end: StreamEnd): void {
    this.isOpen = false;
    this.#release();
    this.onEnd?.(end);
  }
}
