/** Recipients chosen from a connection: `conn.to("a").to("b").others()` (realtime.md 4, 7). */
import { defineKind } from "../operations/kind.ts";
import { checkRoom } from "./close.ts";
import type { Connection } from "./connection.ts";

export class Target {
  constructor(
    private readonly from: Connection,
    private readonly rooms: readonly string[] | null,
    private readonly sparesSender: boolean,
  ) {}

  /** One room more. */
  to(room: string): Target {
    checkRoom(room);
    const { rooms } = this;
    return new Target(
      this.from,
      rooms === null ? [room] : rooms.includes(room) ? rooms : [...rooms, room],
      this.sparesSender,
    );
  }

  /** Without the connection itself. */
  others(): Target {
    return new Target(this.from, this.rooms, true);
  }

  send(value: unknown): void {
    const { from, rooms } = this;
    const { endpoint, hub } = from;
    const except = this.sparesSender ? new Set([from.id]) : null;
    hub.cast(endpoint, { path: null, rooms, except }, endpoint.spec.outgoing(value));
  }
}

defineKind(Target, { name: "WsTarget", display: () => "<WsTarget>" });
