/** Messages between `fitz dev` and the processes that run the program: a connection on this machine, each message as its length and JSON. */

/** What the child is told. */
export type ToChild =
  /** Load this program and say so; its top level waits for `start`. */
  | { readonly kind: "load"; readonly order: RunOrder }
  | { readonly kind: "start" };

/** A program to run. */
export interface RunOrder {
  readonly code: string;
  /** The manifest as JSON. */
  readonly app: string;
  /** Source texts by shown path. */
  readonly sources: readonly (readonly [string, string])[];
  readonly envFiles: readonly string[];
  /** null without live reload, else what tells this run from others. */
  readonly liveReload: string | null;
  /** Where the debugger listens; null for none. */
  readonly inspect: string | null;
}

/** What the child says. */
export type FromChild =
  | { readonly kind: "hello"; readonly token: string }
  | { readonly kind: "loaded" }
  /** The program cannot be started; nothing of it has run. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "listening"; readonly url: string };

/** One end of the connection. */
export class Channel<In, Out> {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #sent: Promise<unknown> = Promise.resolve();

  constructor(private readonly connection: Deno.Conn) {}

  /** Sends in the order of the calls. What the other side no longer reads is dropped. */
  send(message: Out): void {
    const body = this.#encoder.encode(JSON.stringify(message));
    const bytes = new Uint8Array(body.length + 4);
    new DataView(bytes.buffer).setUint32(0, body.length);
    bytes.set(body, 4);
    this.#sent = this.#sent.then(() => this.#write(bytes)).catch(() => {});
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.connection.write(bytes.subarray(at));
  }

  /** The next message; null when the other side has gone. */
  async receive(): Promise<In | null> {
    try {
      const head = await this.#read(4);
      if (!head) return null;
      const body = await this.#read(new DataView(head.buffer).getUint32(0));
      return body && JSON.parse(this.#decoder.decode(body)) as In;
    } catch {
      return null;
    }
  }

  async #read(count: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const read = await this.connection.read(bytes.subarray(at));
      if (read === null) return null;
      at += read;
    }
    return bytes;
  }

  close(): void {
    try {
      this.connection.close();
    } catch {
      // It is closed.
    }
  }
}
