/** What several nodes tell each other: realtime.md 14. A hub without a bus keeps everything in the process. */
import type { Selection } from "./endpoint.ts";
import type { Frame } from "./transport.ts";

/** A connection as every node knows it. */
export interface ConnectionRecord {
  readonly id: string;
  /** Template of its endpoint. */
  readonly template: string;
  readonly path: string;
  /** JSON form of the user, as text. */
  readonly user: string;
  readonly ip: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** Rooms with the time of joining. */
  readonly rooms: readonly (readonly [name: string, joinedAt: number])[];
  /** Name of the node that holds it. */
  readonly node: string;
}

/** The other nodes, as a hub sees them. None of its calls waits. */
export interface SocketBus {
  /** Name of this node. */
  readonly node: string;
  /** Whether messages go out at present; they are kept for a while when not. */
  readonly isConnected: boolean;
  /** Messages that were kept in vain, since the start. */
  readonly dropped: number;
  /** To the connections of an endpoint on the other nodes; null: of every endpoint with frames of this kind. */
  cast(template: string | null, selection: Selection, frame: Frame): void;
  /** The connection of another node by that id. */
  connection(id: string): ConnectionRecord | undefined;
  /** Connections of an endpoint on the other nodes. */
  connections(template: string): Iterable<ConnectionRecord>;
  /** To one connection of another node. */
  send(id: string, frame: Frame): void;
  /** Ends a connection of another node. */
  disconnect(id: string, code: number, reason: string): void;
  /** A connection of this node is new, in other rooms, or gone. */
  changed(id: string): void;
  /** Says goodbye. */
  close(): Promise<void>;
}
