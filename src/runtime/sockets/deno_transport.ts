/**
 * WebSockets of `Deno.serve`. The host pings by a fixed rule, tells nothing of pongs and cannot end a connection at once; the first two are taken from the socket's inner parts, found by the descriptions
 * of their symbols as in http/deno_server_objects.ts, the last from the operating system (terminate_socket.ts). Where the insides are others, the host's own rule holds.
 */
import { terminateSocket } from "./terminate_socket.ts";
import type { Frame, SocketTransport, TransportEvents } from "./transport.ts";

interface Insides {
  /** Seconds: the host pings after half of it. */
  readonly idleTimeout: symbol;
  readonly timer: symbol;
  /** Called by the host for every frame, pongs included. */
  readonly restart: symbol;
}

let insides: Insides | null | undefined;

function insidesOf(socket: WebSocket): Insides | null {
  const find = (object: object, description: string) =>
    Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === description);
  const idleTimeout = find(socket, "[[idleTimeout]]");
  const timer = find(socket, "[[idleTimeoutTimeout]]");
  const restart = find(Object.getPrototypeOf(socket), "[[serverHandleIdleTimeout]]");
  if (!idleTimeout || !timer || !restart) return null;
  return typeof (socket as unknown as Parts)[restart] === "function" ? { idleTimeout, timer, restart } : null;
}

type Parts = { [key: symbol]: unknown };

/** Whether pings are ours to send: else the host sends them, by the `idleTimeout` of the upgrade. */
export function canPing(): boolean {
  return insides !== null;
}

/** Longest delay of a timer: the host's own end of a silent connection never comes. */
const NEVER_SECONDS = 4_000_000;
const SOON_SECONDS = 1e-6;

export class DenoTransport implements SocketTransport {
  readonly #socket: WebSocket;
  readonly #events: TransportEvents;
  #isEnded = false;
  #problem: string | null = null;

  /** @param peer address of the client, by which the operating system knows the connection */
  constructor(socket: WebSocket, events: TransportEvents, private readonly peer: Deno.NetAddr | null) {
    this.#socket = socket;
    this.#events = events;
    insides ??= insidesOf(socket);
    socket.binaryType = "arraybuffer";
    if (insides) {
      (socket as unknown as Parts)[insides.restart] = () => events.onSign();
      socket.onmessage = ({ data }) => events.onFrame(typeof data === "string" ? data : new Uint8Array(data));
    } else {
      socket.onmessage = ({ data }) => {
        events.onSign();
        events.onFrame(typeof data === "string" ? data : new Uint8Array(data));
      };
    }
    socket.onerror = (event) => {
      this.#problem = (event as ErrorEvent).message;
      this.#end(codeOfProblem(this.#problem), "");
    };
    socket.onclose = ({ code, reason, wasClean }) => this.#end(wasClean ? code : 1006, reason);
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  get queued(): number {
    return this.#socket.bufferedAmount;
  }

  send(frame: Frame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame as string);
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(code, reason);
  }

  terminate(): void {
    if (this.#isEnded) return;
    if (this.peer) terminateSocket(this.peer);
    this.#end(1006, "");
  }

  ping(): void {
    if (!insides || this.#socket.readyState !== WebSocket.OPEN) return;
    const parts = this.#socket as unknown as Parts;
    const restart = Object.getPrototypeOf(this.#socket)[insides.restart] as () => void;
    parts[insides.idleTimeout] = SOON_SECONDS;
    restart.call(this.#socket);
    // Read again when the ping has been sent, for the time until the host ends the connection.
    parts[insides.idleTimeout] = NEVER_SECONDS;
  }

  /** The host may tell the end twice. */
  #end(code: number, reason: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (insides) clearTimeout((this.#socket as unknown as Parts)[insides.timer] as number);
    this.#events.onEnd(code, reason);
  }
}

/** The host names what was wrong with a frame by a text alone. */
function codeOfProblem(message: string): number {
  if (message === "Invalid UTF-8") return 1007;
  return message === "Frame too large" ? 1009 : 1006;
}
