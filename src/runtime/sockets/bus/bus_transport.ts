/** What carries texts between nodes: NATS, PostgreSQL, or the memory of one process. */

/** Told by a transport. */
export interface BusEvents {
  /** A text of another node; those of one node come in the order they were sent. */
  onText(text: string): void;
  /** The connection is gone: told once for each that was made. */
  onLost(reason: string): void;
}

export interface BusTransport {
  /** How messages name it; without credentials. */
  readonly address: string;
  /** Bytes that one text may have. */
  readonly maxBytes: number;
  /** @throws BusError when there is no connection to be had */
  connect(events: BusEvents): Promise<void>;
  /**
   * Sends texts in their order, while connected.
   *
   * @returns what ends when the next ones may come; it rejects when these may be lost
   */
  send(texts: readonly string[]): Promise<void> | void;
  close(): Promise<void>;
}

/** No connection; the message says why, without credentials. */
export class BusError extends Error {
  override readonly name = "BusError";
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ETIMEDOUT: "no answer in time",
  CONNECT_TIMEOUT: "no answer in time",
  TIMEOUT: "no answer in time",
  CONNECTION_CLOSED: "the connection was closed",
  "28000": "the server refuses these credentials",
  "28P01": "the server refuses these credentials",
  "3D000": "there is no such database",
  "42501": "the role may not create the table `_fitz_bus`",
  "53300": "the server has too many connections",
  "57P03": "the server is not ready",
};

/** Why a driver failed. Texts of drivers may hold names and addresses with credentials: only what is known is said. */
export function busReason(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const code = String((at as Error & { code?: unknown }).code ?? "");
    if (Object.hasOwn(REASONS, code)) return REASONS[code]!;
    if (/authorization|authentication/i.test(at.name + at.message)) return REASONS["28000"]!;
    if (/timeout/i.test(at.name + at.message)) return REASONS.TIMEOUT!;
    if (/dns|lookup|not known|ENOTFOUND/i.test(at.message)) return REASONS.ENOTFOUND!;
    if (/refused/i.test(at.message)) return REASONS.ECONNREFUSED!;
  }
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^\w{2,40}$/.test(code) ? code : "the connection failed";
}
