/** The streams that a server is sending: web.md 10, production.md 4. */
import { KeepAlive } from "./keep_alive.ts";
import type { OpenStream } from "./open_stream.ts";
import type { StreamSource } from "./stream_source.ts";

export class OpenStreams {
  readonly #events = new Set<OpenStream>();
  readonly #keepAlive = new KeepAlive();
  readonly #running = new Set<Promise<unknown>>();
  #isEnding = false;

  /** How many producers have not ended. */
  get count(): number {
    return this.#running.size;
  }

  /** Takes in a stream with the promise of its producer's end, which does not reject. */
  add(stream: OpenStream, source: StreamSource, ended: Promise<unknown>): void {
    this.#running.add(ended);
    ended.then(() => this.#running.delete(ended));
    if (!stream.isOpen) return;
    if (source.isEvents) {
      if (this.#isEnding) return stream.close();
      this.#events.add(stream);
      const { onEnd } = stream;
      stream.onEnd = (end) => {
        this.#events.delete(stream);
        onEnd?.(end);
      };
    }
    if (source.keepAliveSeconds > 0) this.#keepAlive.add(stream, source.keepAliveSeconds);
  }

  /** Closes all event streams, and those still to come; other bodies go on to their end. */
  endEvents(): void {
    this.#isEnding = true;
    for (const stream of this.#events) stream.close();
  }

  /** Ends when all producers have ended: a closed stream's function may still have something to do. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
