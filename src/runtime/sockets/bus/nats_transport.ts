/** Nodes linked over NATS: one subject, plain publish and subscribe. */
import { BusError, type BusEvents, busReason, type BusTransport } from "./bus_transport.ts";
import { channelName } from "./channel_name.ts";
import { connect, type NatsConnection } from "./library/nats.ts";

const CONNECT_MS = 5000;
const PING_MS = 5000;
const MOST_UNANSWERED = 2;
/** Of a server with default settings. */
const DEFAULT_MAX_BYTES = 1024 ** 2;
/** Room for what goes with a message. */
const PROTOCOL_BYTES = 1024;

export class NatsTransport implements BusTransport {
  readonly address: string;
  maxBytes = DEFAULT_MAX_BYTES - PROTOCOL_BYTES;
  readonly #url: URL;
  readonly #subject: string;
  #connection: NatsConnection | null = null;

  constructor(url: URL, name: string) {
    this.#url = url;
    this.address = `nats://${url.host}`;
    this.#subject = `fitz.bus.${channelName(name)}`;
  }

  async connect(events: BusEvents): Promise<void> {
    try {
      const connection = await connect(this.#options());
      connection.closed().then((error) => {
        if (this.#connection !== connection) return;
        this.#connection = null;
        events.onLost(error ? busReason(error) : "the connection was closed");
      });
      connection.subscribe(this.#subject, {
        callback: (error, message) => {
          if (!error) events.onText(message.string());
        },
      });
      // The server knows the subscription when it answers.
      await connection.flush();
      this.maxBytes = (connection.info?.max_payload ?? DEFAULT_MAX_BYTES) - PROTOCOL_BYTES;
      this.#connection = connection;
    } catch (error) {
      throw new BusError(busReason(error));
    }
  }

  send(texts: readonly string[]): void {
    for (const text of texts) this.#connection?.publish(this.#subject, text);
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    try {
      await connection?.flush();
      await connection?.close();
    } catch {
      // It has gone before.
    }
  }

  #options() {
    const { hostname, port, username, password } = this.#url;
    const user = decodeURIComponent(username);
    return {
      servers: `${hostname}:${port || 4222}`,
      ...(user === ""
        ? {}
        : password === ""
        ? { token: user }
        : { user, pass: decodeURIComponent(password) }),
      name: "fitz",
      noEcho: true,
      // Coming back is the bus's own work, alike for every transport.
      reconnect: false,
      ignoreClusterUpdates: true,
      timeout: CONNECT_MS,
      pingInterval: PING_MS,
      maxPingOut: MOST_UNANSWERED,
    };
  }
}
