/** What carries the frames of one connection: a WebSocket of the host, or memory in tests. */

export interface SocketTransport {
  /** Subprotocol that was selected; "" without one. */
  readonly protocol: string;
  /** Bytes that were sent and that the network has not taken. */
  readonly queued: number;
  /** Text as a text frame, bytes as a binary frame. Nothing happens after the end. */
  send(frame: Frame): void;
  /** Starts the closing handshake; `onEnd` follows, at the latest when the peer is gone. */
  close(code: number, reason: string): void;
  /** Ends it without a word: what is queued is discarded, where the host lets us. */
  terminate(): void;
  ping(): void;
}

export type Frame = string | Uint8Array;

/** Told by a transport. `onEnd` comes once. */
export interface TransportEvents {
  onFrame(frame: Frame): void;
  /** Something arrived, a pong included. */
  onSign(): void;
  /**
   * @param code of the peer's close frame, 1005 for one without a code; 1006 when the connection was lost, 1007 for text that is not UTF-8, 1009 for a frame that the host refused
   */
  onEnd(code: number, reason: string): void;
}

/** Answers 101 and carries the frames from then on; `onOpen` is called when the first may be sent. */
export type OpenSocket = (
  events: TransportEvents,
  protocol: string | undefined,
  onOpen: () => void,
) => { readonly transport: SocketTransport; readonly response: Response };
