/** What `sse` and `stream` give: a producer that has not started, and the objects through which it writes. */
import { checkFuture } from "../../operations/check_kind.ts";
import { defineKind } from "../../operations/kind.ts";
import type { FunctionValue } from "../../values/function.ts";
import type { Result } from "../../values/result.ts";
import { commentText, eventText } from "./event_text.ts";
import type { OpenStream } from "./open_stream.ts";

/** The body of an answer that a function of the program writes piece by piece. */
export interface StreamSource {
  /** Server-sent events: they end when the server stops, while other streams are waited for. */
  readonly isEvents: boolean;
  /** Sent before everything else. */
  readonly prelude: string;
  /** After so many seconds without output a comment is sent; 0 = never. */
  readonly keepAliveSeconds: number;
  /** Runs the producer, at first up to where it waits; the promise of what it returns. */
  start(stream: OpenStream): Promise<unknown>;
}

/** `Stream<T>`: server-sent events, the value that `sse` gives. */
export class EventStream implements StreamSource {
  readonly isEvents = true;

  constructor(
    private readonly produce: FunctionValue,
    private readonly encode: (value: unknown) => string,
    readonly prelude: string,
    readonly keepAliveSeconds: number,
  ) {}

  start(stream: OpenStream): Promise<unknown> {
    return startFunction(this.produce, new EventOut(stream, this.encode));
  }
}

/** The chunked body of `stream`. */
export class ChunkSource implements StreamSource {
  readonly isEvents = false;
  readonly prelude = "";
  readonly keepAliveSeconds = 0;

  constructor(private readonly produce: FunctionValue) {}

  start(stream: OpenStream): Promise<unknown> {
    return startFunction(this.produce, new ChunkOut(stream));
  }
}

/** What the function throws before it first waits rejects the promise too. */
function startFunction(produce: FunctionValue, out: EventOut | ChunkOut): Promise<unknown> {
  return checkFuture(produce(out)).start();
}

/** `SseOut<T>` */
export class EventOut {
  constructor(readonly stream: OpenStream, private readonly encode: (value: unknown) => string) {}

  send(value: unknown, event: string | null, id: unknown): Result | Promise<Result> {
    return this.stream.write(eventText(this.encode(value), event, id));
  }

  comment(text: string): Result | Promise<Result> {
    return this.stream.write(commentText(text));
  }
}

/** `StreamOut` */
export class ChunkOut {
  constructor(readonly stream: OpenStream) {}
}

defineKind(EventStream, { name: "Stream", display: () => "<stream>" });
defineKind(EventOut, { name: "SseOut", display: () => "<event stream>" });
defineKind(ChunkOut, { name: "StreamOut", display: () => "<output stream>" });
