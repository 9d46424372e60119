/** `WsConn` and the `ws` namespace: realtime.md 4, 7, 8, 9. */
import { encodeJson } from "../../src/runtime/json/encode.ts";
import { parseJson } from "../../src/runtime/json/decode_text.ts";
import { checkStr, typeError } from "../../src/runtime/operations/check_kind.ts";
import { checkCallback } from "../../src/runtime/operations/function_value.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import type { ConnectionRecord } from "../../src/runtime/sockets/bus.ts";
import { closeCode, closeReason } from "../../src/runtime/sockets/close.ts";
import type { Connection, Messages } from "../../src/runtime/sockets/connection.ts";
import { type Endpoint, EVERYBODY, type Selection } from "../../src/runtime/sockets/endpoint.ts";
import { currentHub, type SocketHub } from "../../src/runtime/sockets/hub.ts";
import { ConnInfo, Presence } from "../../src/runtime/sockets/records.ts";
import { Target } from "../../src/runtime/sockets/target.ts";
import type { Frame } from "../../src/runtime/sockets/transport.ts";
import { dateTimeFromMilliseconds } from "../../src/runtime/values/date_time.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

/** A function that may wait, with the form of it for code that cannot. */
function optional<A extends unknown[], R, N>(
  waiting: (...args: A) => R,
  now: (...args: A) => N,
): ((...args: A) => R) & { now: (...args: A) => N } {
  return Object.assign(waiting, { now });
}

function broadcastFrom(connection: Connection, value: unknown): null {
  const { endpoint, hub } = connection;
  hub.cast(endpoint, EVERYBODY, endpoint.spec.outgoing(value));
  return null;
}

function closeConnection(connection: Connection, code: Int = 1000, reason = ""): null {
  connection.close(code, reason);
  return null;
}

// ------------------------------------------------------------ the namespace

interface Found {
  readonly hub: SocketHub;
  readonly endpoint: Endpoint;
  readonly path: string | null;
}

/** The endpoint of a path; null for an unknown one, and where no server runs. */
function find(path: string): Found | null {
  const hub = currentHub();
  const found = hub?.find(path);
  return hub && found ? { hub, ...found } : null;
}

/** A name or a list of names; null: no limit. */
function names(value: unknown): string[] | null {
  if (value === null) return null;
  if (typeof value === "string") return [value];
  return Array.isArray(value)
    ? value.map((one) => checkStr(one) as string)
    : typeError("Str or List<Str>", value);
}

function broadcast(path: string, value: unknown, room: unknown = null, except: unknown = null): null {
  const rooms = names(room);
  const spared = names(except);
  const found = find(path);
  // A value without a frame is a mistake also where nobody listens.
  const frame = found ? found.endpoint.spec.outgoing(value) : encodeJson(value);
  if (!found) return null;
  const selection: Selection = { path: found.path, rooms, except: spared && new Set(spared) };
  found.hub.cast(found.endpoint, selection, frame);
  return null;
}

function broadcastAll(value: unknown): null {
  const isBinary = value instanceof Uint8Array;
  const frame: Frame = isBinary ? value : encodeJson(value);
  currentHub()?.castAll(isBinary ? "binary" : "json", frame);
  return null;
}

function send(id: string, value: unknown): Result {
  const hub = currentHub();
  const connection = hub?.connection(id);
  if (connection) {
    const result = connection.sendNow(value);
    return result instanceof Ok ? result : new Err("no such connection");
  }
  const remote = hub?.bus?.connection(id);
  if (!hub || !remote) {
    // A value without a frame is a mistake also where nobody listens.
    if (!(value instanceof Uint8Array)) encodeJson(value);
    return new Err("no such connection");
  }
  const endpoint = hub.endpoints.find(({ spec }) => spec.template === remote.template);
  const frame = endpoint ? endpoint.spec.outgoing(value) : encodeJson(value);
  hub.checkSize(frame);
  hub.bus!.send(id, frame);
  return new Ok(null);
}

function recordsOf(path: string, room: string | null): ConnectionRecord[] {
  const found = find(path);
  return found ? found.hub.records(found.endpoint, membersOf(found, room)) : [];
}

function membersOf({ path }: Found, room: string | null): Selection {
  return { path, rooms: names(room), except: null };
}

function countOf(path: string, room: string | null = null): number {
  const found = find(path);
  return found ? found.hub.countOf(found.endpoint, membersOf(found, room)) : 0;
}

function roomsOf(path: string): string[] {
  const found = find(path);
  return found ? [...found.hub.roomsOf(found.endpoint, membersOf(found, null))].sort() : [];
}

function valueOf(json: string): unknown {
  const parsed = parseJson(json);
  return parsed instanceof Ok ? parsed.value : null;
}

function connections(path: string, room: string | null = null): ConnInfo[] {
  return recordsOf(path, room).map((one) =>
    new ConnInfo(
      one.id,
      one.path,
      valueOf(one.user),
      one.rooms.map(([name]) => name).sort(),
      one.ip,
      dateTimeFromMilliseconds(one.openedAt),
      one.node,
    )
  );
}

function presence(path: string, room: string | null = null): Presence[] {
  const joinedAt = ({ rooms, openedAt }: ConnectionRecord) =>
    room === null ? openedAt : rooms.find(([name]) => name === room)![1];
  return recordsOf(path, room)
    .sort((a, b) => joinedAt(a) - joinedAt(b) || (a.id < b.id ? -1 : 1))
    .map((one) => new Presence(one.id, valueOf(one.user), dateTimeFromMilliseconds(joinedAt(one))));
}

function disconnect(id: string, code: Int = 1000, reason = ""): boolean {
  const hub = currentHub();
  const connection = hub?.connection(id);
  if (!connection) {
    const [checked, cut] = [closeCode(code), closeReason(reason)];
    if (!hub?.bus?.connection(id)) return false;
    hub.bus.disconnect(id, checked, cut);
    return true;
  }
  connection.close(code, reason);
  return true;
}

export const implementations = {
  "WsConn.recv": (connection: Connection): Result | Promise<Result> => connection.recv(),
  "WsConn.messages": (connection: Connection): Messages => connection.messages(),
  "WsConn.send": optional(
    (connection: Connection, value: unknown): Result | Promise<Result> => connection.send(value),
    (connection: Connection, value: unknown): Result => connection.sendNow(value),
  ),
  "WsConn.broadcast": optional(broadcastFrom, broadcastFrom),
  "WsConn.to": (connection: Connection, room: string): Target => new Target(connection, null, false).to(room),
  "WsConn.others": (connection: Connection): Target => new Target(connection, null, true),
  "WsConn.join": (connection: Connection, room: string): null => (connection.join(room), null),
  "WsConn.leave": (connection: Connection, room: string): boolean => connection.leave(room),
  "WsConn.rooms": (connection: Connection): string[] => [...connection.rooms.keys()].sort(),
  "WsConn.close": optional(closeConnection, closeConnection),
  "WsConn.is_open": (connection: Connection): boolean => connection.isOpen,
  "WsConn.on_close": (
    connection: Connection,
    f: unknown,
  ): null => (connection.onClose(checkCallback(f, 0)), null),
  "WsTarget.to": (target: Target, room: string): Target => target.to(room),
  "WsTarget.others": (target: Target): Target => target.others(),
  "WsTarget.send": (target: Target, value: unknown): null => (target.send(value), null),
  "ws.broadcast": broadcast,
  "ws.broadcast_all": broadcastAll,
  "ws.send": send,
  "ws.count": countOf,
  "ws.rooms": roomsOf,
  "ws.connections": connections,
  "ws.presence": presence,
  "ws.disconnect": disconnect,
  "ws_broadcast": broadcast,
};
