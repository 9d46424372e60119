/** WebSockets of generated clients: typed events, and connections that come back. TypeScript text. */

/** Option of clients with sockets. */
export const SOCKET_OPTION = String.raw`
  /** Opens WebSockets, in place of the global constructor. Headers and cookies are those that the call gave: browsers cannot send them. */
  webSocket?: ((url: string, protocols: string[], headers: { [name: string]: string }) => WebSocket) | undefined;`;

export const SOCKET = String.raw`
export interface SocketEvents<Incoming> {
  /** The connection is there, for the first time or again. */
  open: { isReconnect: boolean };
  message: Incoming;
  /** The connection was lost; it is tried again after a pause. */
  reconnecting: { attempt: number; delayMs: number; code: number; reason: string };
  /** The connection has ended for good. */
  close: { code: number; reason: string };
  /** A frame could not be read, or the connection not be made. */
  error: unknown;
}

export interface SocketReconnect {
  /** Pause before the first try in milliseconds, doubled by each further one, with jitter; default 500. */
  initialMs?: number | undefined;
  /** Longest pause; default 30000. */
  maxMs?: number | undefined;
  /** Tries without a lasting connection after which it ends; default 10. */
  attempts?: number | undefined;
}

export interface SocketOptions {
  /** false: a lost connection has ended. */
  reconnect?: SocketReconnect | false | undefined;
  /** Most messages that wait while there is no connection; default 1000. */
  maxQueued?: number | undefined;
}

interface SocketSetup {
  service: ClientOptions;
  path: unknown[];
  query?: [string, unknown][];
  headers?: [string, unknown][];
  cookies?: [string, unknown][];
  options: SocketOptions | undefined;
  /** What frames of text and of bytes are as messages; null refuses them. */
  readText: ((text: string) => unknown) | null;
  readBytes: ((bytes: Uint8Array) => unknown) | null;
  write: (message: unknown) => string | BufferSource | Blob;
}

type SocketListeners<Incoming> = { [K in keyof SocketEvents<Incoming>]?: ((value: SocketEvents<Incoming>[K]) => void)[] };

/** How long a connection must last to count as one. */
const LASTING_MS = 5000;

/** Normal end, refused by a rule, or a code of the program: the service means it. */
function isFinal(code: number): boolean {
  return code === 1000 || code === 1008 || (code >= 4000 && code <= 4999);
}

/** A connection to an endpoint. It connects at once, comes back when it is lost, and keeps what is sent meanwhile. */
export class FitzSocket<Outgoing, Incoming> {
  readonly #setup: SocketSetup;
  readonly #listeners: SocketListeners<Incoming> = {};
  #socket: WebSocket | null = null;
  #queue: (string | BufferSource | Blob)[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #attempts = 0;
  #wasOpen = false;
  #hasEnded = false;

  constructor(setup: SocketSetup) {
    this.#setup = setup;
    void this.#connect();
  }

  /** Whether messages go out at once. */
  get isOpen(): boolean {
    return this.#socket?.readyState === 1;
  }

  /** Sends a message, now or when the connection is there. @throws when the connection has ended, or too many messages wait */
  send(message: Outgoing): void {
    if (this.#hasEnded) throw new Error("the connection has ended");
    const frame = this.#setup.write(message);
    if (this.isOpen) return this.#socket!.send(frame);
    const most = this.#setup.options?.maxQueued ?? 1000;
    if (this.#queue.length >= most) throw new Error("more than " + most + " messages wait for a connection");
    this.#queue.push(frame);
  }

  /** Calls the listener at each event; gives a function that ends that. */
  on<K extends keyof SocketEvents<Incoming>>(
    event: K,
    listener: (value: SocketEvents<Incoming>[K]) => void,
  ): () => void {
    const listeners: ((value: SocketEvents<Incoming>[K]) => void)[] = this.#listeners[event] ??= [];
    listeners.push(listener);
    return () => {
      const at = listeners.indexOf(listener);
      if (at >= 0) listeners.splice(at, 1);
    };
  }

  /** Ends the connection; it does not come back. @throws for codes other than 1000 and 3000 to 4999 */
  close(code = 1000, reason = ""): void {
    if (this.#hasEnded) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#socket === null) return this.#end(code, reason);
    this.#socket.close(code, reason);
    this.#hasEnded = true;
  }

  async #connect(): Promise<void> {
    let socket: WebSocket;
    try {
      const token = await tokenOf(this.#setup.service);
      if (this.#hasEnded) return;
      socket = openSocket(this.#setup, token === null ? [] : ["bearer." + token]);
    } catch (error) {
      this.#emit("error", error);
      return this.#end(1006, "the connection could not be made");
    }
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    let openedAt: number | null = null;
    socket.onopen = () => {
      openedAt = Date.now();
      const frames = this.#queue;
      this.#queue = [];
      for (const frame of frames) socket.send(frame);
      this.#emit("open", { isReconnect: this.#wasOpen });
      this.#wasOpen = true;
    };
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = ({ code, reason }) => {
      this.#socket = null;
      if (openedAt !== null && Date.now() - openedAt >= LASTING_MS) this.#attempts = 0;
      this.#lost(code, reason);
    };
  }

  #receive(data: unknown): void {
    const { readText, readBytes } = this.#setup;
    let message: Incoming;
    try {
      if (typeof data === "string" && readText) message = readText(data) as Incoming;
      else if (data instanceof ArrayBuffer && readBytes) message = readBytes(new Uint8Array(data)) as Incoming;
      else throw new TypeError("a frame of the wrong kind");
    } catch (error) {
      return this.#emit("error", error);
    }
    this.#emit("message", message);
  }

  #lost(code: number, reason: string): void {
    const { reconnect } = this.#setup.options ?? {};
    if (this.#hasEnded || reconnect === false || isFinal(code)) return this.#end(code, reason);
    const { initialMs = 500, maxMs = 30_000, attempts = 10 } = reconnect ?? {};
    if (this.#attempts >= attempts) return this.#end(code, reason);
    const pause = Math.min(initialMs * 2 ** this.#attempts, maxMs);
    const delayMs = Math.round(pause / 2 + Math.random() * pause / 2);
    this.#attempts++;
    this.#timer = setTimeout(() => void this.#connect(), delayMs);
    this.#emit("reconnecting", { attempt: this.#attempts, delayMs, code, reason });
  }

  #end(code: number, reason: string): void {
    this.#hasEnded = true;
    this.#queue = [];
    this.#emit("close", { code, reason });
  }

  #emit<K extends keyof SocketEvents<Incoming>>(event: K, value: SocketEvents<Incoming>[K]): void {
    const listeners: ((value: SocketEvents<Incoming>[K]) => void)[] = this.#listeners[event] ?? [];
    for (const listener of [...listeners]) listener(value);
  }
}

function openSocket(setup: SocketSetup, protocols: string[]): WebSocket {
  const url = socketAddress(addressOf(setup.service, setup));
  const headers: { [name: string]: string } = {};
  for (const [name, value] of setup.headers ?? []) {
    if (value !== undefined && value !== null) headers[name] = String(value);
  }
  const cookies = cookieText(setup.cookies);
  if (cookies !== "") headers["cookie"] = cookies;
  if (setup.service.webSocket) return setup.service.webSocket(url, protocols, headers);
  if (Object.keys(headers).length === 0) return new WebSocket(url, protocols);
  // Not in browsers: they have no headers here, and refuse this.
  return Reflect.construct(WebSocket, [url, { protocols, headers }]) as WebSocket;
}

/** The base of a page may be relative; sockets need the whole of it. */
function socketAddress(url: string): string {
  const page = (globalThis as { location?: { href: string } }).location?.href;
  return new URL(url, page).href.replace(/^http/, "ws");
}
`;
