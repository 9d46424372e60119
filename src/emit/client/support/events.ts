/** Streams of server-sent events as async iterables. TypeScript text. */

export const EVENTS = String.raw`
export interface ServerEvent<T> {
  data: T;
  /** The event's name; null without one. */
  event: string | null;
  id: string | null;
}

/** What a route streams. The request is sent when somebody iterates, and ended when the loop is left. */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #open: () => Promise<Response>;
  readonly #read: (text: string) => unknown;

  constructor(open: () => Promise<Response>, read: (text: string) => unknown) {
    this.#open = open;
    this.#read = read;
  }

  /** The values, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { data } of this.events()) yield data;
  }

  /** The values with the names and ids of their events. */
  async *events(): AsyncGenerator<ServerEvent<T>, void, undefined> {
    const { body } = await this.#open();
    if (body === null) return;
    const reader = body.getReader();
    try {
      let event: string | null = null;
      let id: string | null = null;
      let data: string[] = [];
      for await (const line of linesOf(reader)) {
        if (line === "") {
          if (data.length > 0) yield { data: this.#read(data.join("\n")) as T, event, id };
          event = null;
          id = null;
          data = [];
          continue;
        }
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "data") data.push(value);
        else if (field === "event") event = value;
        else if (field === "id") id = value;
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }
}

async function* linesOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    // A CR at the end may be the first half of a line end.
    for (let match; (match = /\r\n|\n|\r(?!$)/.exec(rest)) !== null;) {
      yield rest.slice(0, match.index);
      rest = rest.slice(match.index + match[0].length);
    }
  }
}
`;
