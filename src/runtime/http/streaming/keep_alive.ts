/** Comments on event streams that have been silent for a while, so that proxies do not take them for dead: web.md 10.1. */
import { host } from "../../host/host.ts";
import { commentText } from "./event_text.ts";
import type { OpenStream } from "./open_stream.ts";

const PING = commentText("ping");

/** Watches all streams of one period with one timer: they stand in the order of their last output. */
class Watch {
  readonly #silentSince = new Map<OpenStream, number>();
  #stop: AbortController | null = null;

  constructor(private readonly period: number) {}

  touch(stream: OpenStream): void {
    this.#silentSince.delete(stream);
    this.#silentSince.set(stream, host().monotonic());
    if (this.#stop === null) this.#run(this.#stop = new AbortController());
  }

  remove(stream: OpenStream): void {
    this.#silentSince.delete(stream);
    if (this.#silentSince.size > 0) return;
    this.#stop?.abort();
    this.#stop = null;
  }

  async #run({ signal }: AbortController): Promise<void> {
    while (!signal.aborted) {
      const [stream, since] = this.#silentSince.entries().next().value!;
      const wait = since + this.period - host().monotonic();
      if (wait > 0) await host().sleep(Math.ceil(wait), signal);
      // Where output is queued the connection is not silent, the client is slow.
      else if (stream.hasRoom) stream.write(PING);
      else this.touch(stream);
    }
  }
}

export class KeepAlive {
  readonly #watches = new Map<number, Watch>();

  /** Pings `stream` after every `seconds` without output, until it ends. */
  add(stream: OpenStream, seconds: number): void {
    let watch = this.#watches.get(seconds);
    if (!watch) this.#watches.set(seconds, watch = new Watch(seconds * 1000));
    const period = watch;
    const { onOutput, onEnd } = stream;
    stream.onOutput = () => {
      onOutput?.();
      period.touch(stream);
    };
    stream.onEnd = (end) => {
      period.remove(stream);
      onEnd?.(end);
    };
    period.touch(stream);
  }
}
