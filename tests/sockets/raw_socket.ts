/** A WebSocket client made by hand over TCP: it can stop reading, leave pings unanswered, vanish, and send what no decent client sends. */

export interface RawFrame {
  readonly opcode: number;
  readonly payload: Uint8Array;
}

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

export interface RawOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Default true. */
  readonly answersPings?: boolean;
}

/** A refusal before the upgrade. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

export class RawSocket {
  readonly #connection: Deno.TcpConn;
  #bytes: Uint8Array;
  #isOver = false;
  #reading: Promise<RawFrame | null> | null = null;
  pings = 0;

  private constructor(
    connection: Deno.TcpConn,
    rest: Uint8Array,
    readonly headers: Readonly<Record<string, string>>,
    private readonly options: RawOptions,
  ) {
    this.#connection = connection;
    this.#bytes = rest;
  }

  /** Connects and asks for the upgrade. */
  static async open(port: number, path: string, options: RawOptions = {}): Promise<RawSocket | Refusal> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const headers: Record<string, string> = {
      host: `127.0.0.1:${port}`,
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-version": "13",
      "sec-websocket-key": KEY,
      ...options.headers,
    };
    const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    await connection.write(encoder.encode(`GET ${path} HTTP/1.1\r\n${head}\r\n`));
    let bytes = new Uint8Array(0);
    let end = -1;
    while (end < 0) {
      const more = await readSome(connection);
      if (more === null) throw new Error(`the connection ended: ${decoder.decode(bytes)}`);
      bytes = joined(bytes, more);
      end = decoder.decode(bytes).indexOf("\r\n\r\n");
    }
    const [line, ...fields] = decoder.decode(bytes.subarray(0, end)).split("\r\n");
    const found = Object.fromEntries(fields.map((field) => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }));
    const status = Number(line!.split(" ")[1]);
    bytes = bytes.slice(end + 4);
    if (status === 101) return new RawSocket(connection, bytes, found, options);
    while (bytes.length < Number(found["content-length"] ?? 0)) {
      bytes = joined(bytes, await readSome(connection) ?? new Uint8Array(0));
    }
    connection.close();
    return { status, headers: found, body: decoder.decode(bytes) };
  }

  /** The same where a refusal is a failure. */
  static async connect(port: number, path: string, options: RawOptions = {}): Promise<RawSocket> {
    const opened = await RawSocket.open(port, path, options);
    if (opened instanceof RawSocket) return opened;
    throw new Error(`refused: ${opened.status} ${opened.body}`);
  }

  async send(value: string | Uint8Array): Promise<void> {
    await this.sendFrame(
      typeof value === "string" ? TEXT : BINARY,
      typeof value === "string" ? encoder.encode(value) : value,
    );
  }

  async json(value: unknown): Promise<void> {
    await this.send(JSON.stringify(value));
  }

  async close(code?: number, reason = ""): Promise<void> {
    const payload = code === undefined
      ? new Uint8Array(0)
      : joined(new Uint8Array([code >> 8, code & 255]), encoder.encode(reason));
    await this.sendFrame(CLOSE, payload);
  }

  async sendFrame(opcode: number, payload: Uint8Array, isLast = true): Promise<void> {
    const { length } = payload;
    const size = length < 126
      ? [128 | length]
      : length < 65536
      ? [128 | 126, length >> 8, length & 255]
      : [128 | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255)];
    // A mask of zeros leaves the payload as it is.
    const frame = joined(new Uint8Array([(isLast ? 128 : 0) | opcode, ...size, 0, 0, 0, 0]), payload);
    for (let at = 0; at < frame.length;) at += await this.#connection.write(frame.subarray(at));
  }

  /** The next frame that is no ping or pong; null at the end of the connection. Throws after `milliseconds` without one. */
  async next(milliseconds = 2000): Promise<RawFrame | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no frame within ${milliseconds} ms`)), milliseconds);
    });
    try {
      // One that came too late is the next call's.
      this.#reading ??= this.#next();
      const frame = await Promise.race([this.#reading, late]);
      this.#reading = null;
      return frame;
    } finally {
      clearTimeout(timer);
    }
  }

  async #next(): Promise<RawFrame | null> {
    while (true) {
      const frame = this.#take();
      if (frame === null) {
        if (this.#isOver) return null;
        const more = await readSome(this.#connection);
        if (more === null) this.#isOver = true;
        else this.#bytes = joined(this.#bytes, more);
        continue;
      }
      if (frame.opcode === PING) {
        this.pings++;
        if (this.options.answersPings !== false) await this.sendFrame(PONG, frame.payload);
      } else if (frame.opcode !== PONG) return frame;
    }
  }

  /** The JSON of the next text frame. */
  async message(milliseconds?: number): Promise<unknown> {
    const frame = await this.next(milliseconds);
    if (frame?.opcode !== TEXT) throw new Error(`no text frame, but ${describe(frame)}`);
    return JSON.parse(decoder.decode(frame.payload));
  }

  /** Code and reason of the close frame that comes next; null code for a connection that ends without one. */
  async closed(milliseconds?: number): Promise<{ code: number | null; reason: string }> {
    const frame = await this.next(milliseconds);
    if (frame === null) return { code: null, reason: "" };
    if (frame.opcode !== CLOSE) throw new Error(`no close frame, but ${describe(frame)}`);
    const { payload } = frame;
    return payload.length < 2
      ? { code: 1005, reason: "" }
      : { code: (payload[0]! << 8) | payload[1]!, reason: decoder.decode(payload.subarray(2)) };
  }

  /** Whether nothing arrives for a while. */
  async isSilent(milliseconds: number): Promise<boolean> {
    try {
      await this.next(milliseconds);
      return false;
    } catch {
      return true;
    }
  }

  /** Ends the TCP connection without a close frame. */
  drop(): void {
    try {
      this.#connection.close();
    } catch {
      // Already gone.
    }
  }

  #take(): RawFrame | null {
    const bytes = this.#bytes;
    if (bytes.length < 2) return null;
    let length = bytes[1]! & 127;
    let at = 2;
    if (length === 126) {
      if (bytes.length < 4) return null;
      length = (bytes[2]! << 8) | bytes[3]!;
      at = 4;
    } else if (length === 127) {
      if (bytes.length < 10) return null;
      length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(2));
      at = 10;
    }
    if (bytes.length < at + length) return null;
    this.#bytes = bytes.subarray(at + length);
    return { opcode: bytes[0]! & 15, payload: bytes.slice(at, at + length) };
  }
}

function describe(frame: RawFrame | null): string {
  return frame === null
    ? "the end"
    : `opcode ${frame.opcode}: ${decoder.decode(frame.payload.subarray(0, 100))}`;
}

async function readSome(connection: Deno.TcpConn): Promise<Uint8Array | null> {
  const buffer = new Uint8Array(65536);
  try {
    const count = await connection.read(buffer);
    return count === null ? null : buffer.subarray(0, count);
  } catch {
    return null;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
