/** The outside world of the inputs: their output is the terminal's, their lines come from where the inputs come from, their clock can be stopped. */
import { TestHost } from "../../runtime/testing/test_host.ts";
import { writeAll } from "../write_all.ts";
import { INTERRUPT, LINE_LENGTH, LINE_START, LINE_STATE, LineState } from "./protocol.ts";
import { Interrupted } from "./session_budget.ts";

const FLUSH_AT = 16_384;

export class ReplHost extends TestHost {
  /** What is sent at the prompt is meant to arrive. */
  override readonly keepsMails = false;
  readonly #state: Int32Array;
  #pending = "";

  /** `ask` tells the prompt that a line is wanted. */
  constructor(private readonly shared: SharedArrayBuffer, private readonly ask: () => void) {
    super(Deno.env.toObject());
    this.#state = new Int32Array(shared, 0, 4);
  }

  override stdout(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= FLUSH_AT || text.endsWith("\n")) this.flush();
  }

  override stderr(text: string): void {
    this.flush();
    writeAll(Deno.stderr, text);
  }

  flush(): void {
    const text = this.#pending;
    this.#pending = "";
    if (text !== "") writeAll(Deno.stdout, text);
  }

  /** Waits for the other thread. */
  override readLine(): string | null {
    this.flush();
    Atomics.store(this.#state, LINE_STATE, LineState.asked);
    this.ask();
    Atomics.wait(this.#state, LINE_STATE, LineState.asked);
    const state = Atomics.exchange(this.#state, LINE_STATE, LineState.none);
    if (state === LineState.interrupted || Atomics.load(this.#state, INTERRUPT) !== 0) {
      throw new Interrupted();
    }
    if (state === LineState.ended) return null;
    const length = Atomics.load(this.#state, LINE_LENGTH);
    const bytes = new Uint8Array(this.shared, LINE_START, length).slice();
    return new TextDecoder().decode(bytes);
  }
}
