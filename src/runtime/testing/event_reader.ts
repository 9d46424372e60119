/** Reading server-sent events in tests: web.md 24.2. */
import { fail } from "../failures/failure.ts";
import { parseJson } from "../json/decode_text.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { Ok } from "../values/result.ts";

export class SseEvent extends Instance {
  constructor(readonly event: string | null, readonly id: string | null, readonly data: unknown) {
    super();
  }
}

function field(name: string): FieldInfo {
  return {
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  };
}
const INFO: TypeInfo = { name: "SseEvent", fields: ["event", "id", "data"].map(field), methods: {} };
Object.defineProperty(SseEvent.prototype, "info", { value: INFO });

const LATE = Symbol("late");

export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  readonly #events: SseEvent[] = [];
  /** What a call that ran out of time was waiting for. */
  #pending: Promise<ReadableStreamReadResult<Uint8Array>> | null = null;
  #rest = "";
  #isOver = false;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /**
   * The next `count` events, in order; comments are skipped.
   *
   * @throws Failure `run/test` when they do not come in time (of the real clock: the test waits) or the stream ends before
   */
  async read(count: number, milliseconds: number): Promise<SseEvent[]> {
    let timer = 0;
    const late = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(() => resolve(LATE), milliseconds);
    });
    try {
      while (this.#events.length < count && !this.#isOver) {
        this.#pending ??= this.#reader.read();
        const piece = await Promise.race([this.#pending, late]);
        if (piece === LATE) {
          fail("run/test", `${this.#found(count)} came within ${milliseconds} ms`);
        }
        this.#pending = null;
        this.#take(piece);
      }
    } finally {
      clearTimeout(timer);
    }
    if (this.#events.length < count) fail("run/test", `${this.#found(count)} came before the stream ended`);
    return this.#events.splice(0, count);
  }

  #found(count: number): string {
    return `${this.#events.length} of ${count} event${count === 1 ? "" : "s"}`;
  }

  #take({ done, value }: ReadableStreamReadResult<Uint8Array>): void {
    this.#isOver = done;
    if (!value) return;
    const blocks = (this.#rest + this.#decoder.decode(value, { stream: true })).split("\n\n");
    this.#rest = blocks.pop()!;
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== null) this.#events.push(event);
    }
  }

  /** Leaves the stream as a client does that goes away. */
  close(): void {
    this.#isOver = true;
    this.#reader.cancel().catch(() => {});
  }
}

/** null for a block without data: comments, `retry`. */
function eventOf(block: string): SseEvent | null {
  let event: string | null = null;
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    const value = line.slice(colon + 1).replace(/^ /, "");
    const name = line.slice(0, colon);
    if (name === "event") event = value;
    else if (name === "id") id = value;
    else if (name === "data") data.push(value);
  }
  if (data.length === 0) return null;
  const text = data.join("\n");
  const parsed = parseJson(text);
  return new SseEvent(event, id, parsed instanceof Ok ? parsed.value : text);
}
