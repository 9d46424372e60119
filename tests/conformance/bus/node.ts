/** A node: a real program in a process of its own, and clients of its sockets. */
import assert from "node:assert/strict";
import { fitzCommand } from "../../harness/fitz.ts";

const HERE = new URL("./", import.meta.url).pathname;
const MOST_MS = 20_000;

export interface NodeOptions {
  /** Relative to this folder. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** From the sources by default. */
  readonly via?: "cli" | "binary";
}

export class Node {
  #err = "";

  private constructor(readonly port: number, private readonly child: Deno.ChildProcess) {}

  /** Starts a program and waits until it listens; one that ends before is an error with its stderr. */
  static async start(
    { program = "program/node.fitz", env = {}, via = "cli" }: NodeOptions = {},
  ): Promise<Node> {
    const port = freePort();
    const [command, ...args] = fitzCommand(via);
    const child = new Deno.Command(command!, {
      args: [...args, "run", HERE + program],
      env: {
        NO_COLOR: "1",
        DENO_TLS_CA_STORE: "system",
        DENO_NO_UPDATE_CHECK: "1",
        FITZ_PORT: String(port),
        FITZ_DRAIN_DELAY_SECS: "0",
        FITZ_LOG_FORMAT: "json",
        ...env,
      },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const node = new Node(port, child);
    node.#read();
    const ended = child.status.then(() => true);
    await until("the node listens", async () => {
      if (await Promise.race([ended, pause(20).then(() => false)])) {
        throw new Error(`the node ended: ${node.#err}`);
      }
      return node.#err.includes("server.listening");
    });
    return node;
  }

  /** All that it wrote to stderr. */
  get err(): string {
    return this.#err;
  }

  /** Its records of one name. */
  records(message: string): Record<string, unknown>[] {
    return this.#err.split("\n").filter((line) => line.includes(`"${message}"`)).map((line) =>
      JSON.parse(line)
    );
  }

  async #read(): Promise<void> {
    for await (const text of this.child.stderr.pipeThrough(new TextDecoderStream())) this.#err += text;
  }

  async get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    return await this.#call("GET", path, query) as T;
  }

  async post<T>(path: string, query: Record<string, string> = {}): Promise<T> {
    return await this.#call("POST", path, query) as T;
  }

  async #call(method: string, path: string, query: Record<string, string>): Promise<unknown> {
    const url = `http://127.0.0.1:${this.port}${path}?${new URLSearchParams(query)}`;
    const response = await fetch(url, { method });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  connect(path: string): Promise<Client> {
    return Client.connect(this.port, path);
  }

  /** Stops it, with its connections open. */
  freeze(): void {
    this.child.kill("SIGSTOP");
  }

  thaw(): void {
    this.child.kill("SIGCONT");
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.child.status;
  }

  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    const { code } = await this.child.status;
    assert.equal(code, 0, this.#err);
  }
}

/** A WebSocket client that keeps what it receives. */
export class Client {
  readonly received: (string | Uint8Array)[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  /** Where the program sends it first. */
  id = "";

  private constructor(private readonly socket: WebSocket) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => {
      this.received.push(typeof data === "string" ? data : new Uint8Array(data));
    };
    socket.onclose = ({ code, reason }) => this.closed = { code, reason };
  }

  static async connect(port: number, path: string): Promise<Client> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    const client = new Client(socket);
    await until(`${path} is open`, () => socket.readyState === WebSocket.OPEN);
    if (path.startsWith("/hall")) client.id = await client.next() as string;
    return client;
  }

  send(message: unknown): void {
    const isFrame = typeof message === "string" || message instanceof Uint8Array;
    this.socket.send(isFrame ? message as string : JSON.stringify(message));
  }

  /** Sends an order and waits until the program has done it. */
  async order(order: Record<string, unknown>): Promise<void> {
    this.send(order);
    this.send({ act: "done" });
    await until("the order is done", () => this.received.includes('"done"'));
    this.received.splice(this.received.indexOf('"done"'), 1);
  }

  /** The next frame; a text as the JSON that it is. */
  async next(): Promise<unknown> {
    await until("a frame comes", () => this.received.length > 0);
    const frame = this.received.shift()!;
    return typeof frame === "string" ? JSON.parse(frame) : frame;
  }

  /** All frames that have come, as JSON, when there are `count`; waits a little for more than these. */
  async take(count: number): Promise<unknown[]> {
    await until(`${count} frames come, not ${this.received.length}`, () => this.received.length >= count);
    await pause(100);
    return this.received.splice(0).map((frame) => JSON.parse(frame as string));
  }

  close(): void {
    this.socket.close();
  }
}

/** Waits until a condition holds. @throws when that takes too long */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  most = MOST_MS,
): Promise<number> {
  const started = performance.now();
  while (!await holds()) {
    if (performance.now() - started > most) throw new Error(`${most} ms have passed, and not yet: ${what}`);
    await pause(10);
  }
  return performance.now() - started;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
