/** From a producer to the answer that sends what it writes: web.md 10.1. */
import { Err } from "../../values/result.ts";
import { type HeaderList, makeResponse } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { OpenStream } from "./open_stream.ts";
import type { StreamSource } from "./stream_source.ts";

/**
 * The head of the answer waits for the first output, so that a failure before it can still be a 500; but not longer than this, because clients take the head for the sign that the
 * stream stands. Real time, whatever clock the program sees: a client waits.
 */
const HEAD_WAITS_MS = 100;

/** The answer for an `Err` that the producer returns before any output. */
export type AnswerErr = (exchange: Exchange, error: unknown) => Response | Promise<Response>;

/** Starts the producer; gives the answer, at once where it writes before it first waits. */
export function startStream(
  exchange: Exchange,
  source: StreamSource,
  status: number,
  headers: HeaderList,
  answerErr: AnswerErr,
): Response | Promise<Response> {
  // Nobody would read what it writes.
  if (exchange.method === "HEAD") return makeResponse(status, headers, null);
  const stream = new OpenStream(source.prelude);
  const head = new Head(exchange, stream, status, headers);
  stream.onOutput = () => head.send();
  exchange.stream = stream;
  const refuse = (answer: () => Response | Promise<Response>, report: () => void): void => {
    if (head.replace(answer)) return;
    report();
    // An event stream just ends, and its client comes again; of anything else the client must see that it is not complete.
    if (source.isEvents) stream.close();
    else stream.abort();
  };
  const { server } = exchange;
  const ended = source.start(stream).then(
    (result) => {
      if (result instanceof Err) {
        const { value } = result;
        // What a writer got because there is nobody any more is no failure.
        const report = () => stream.isOpen && server.reportErr(exchange, value, status);
        return refuse(() => answerErr(exchange, value), report);
      }
      stream.close();
      head.send();
    },
    (error) => refuse(() => server.failed(exchange, error), () => server.reportFailure(exchange, error)),
  );
  server.streams.add(stream, source, ended);
  return head.answer();
}

/** The answer before it is decided: the stream, or what takes its place when the producer fails before any output. */
class Head {
  #answer: Response | Promise<Response> | null = null;
  #resolve: ((answer: Response | Promise<Response>) => void) | null = null;
  #timer = 0;

  constructor(
    private readonly exchange: Exchange,
    private readonly stream: OpenStream,
    private readonly status: number,
    private readonly headers: HeaderList,
  ) {}

  answer(): Response | Promise<Response> {
    if (this.#answer !== null) return this.#answer;
    this.#timer = setTimeout(() => this.send(), HEAD_WAITS_MS);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** From now on the answer is the stream. */
  send(): void {
    if (this.#answer !== null) return;
    this.#give(new Response(this.stream.body, { status: this.status, headers: this.headers }));
    // The request's time was over before, so nobody takes the answer.
    if (this.exchange.isOver) this.stream.leave();
  }

  /** Answers otherwise; false when the stream has begun. */
  replace(answer: () => Response | Promise<Response>): boolean {
    if (this.#answer !== null) return false;
    this.stream.leave();
    this.#give(answer());
    return true;
  }

  #give(answer: Response | Promise<Response>): void {
    this.#answer = answer;
    clearTimeout(this.#timer);
    this.#resolve?.(answer);
  }
}
