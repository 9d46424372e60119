/** One `@ws` function with its connections and rooms. */
import type { Connection } from "./connection.ts";
import type { FrameKind, Incoming, Outgoing } from "./frames.ts";
import type { Frame } from "./transport.ts";

export interface EndpointSpec {
  /** The path without its query part. */
  readonly template: string;
  /** Name of the function. */
  readonly handler: string;
  readonly incoming: Incoming;
  readonly outgoing: Outgoing;
  readonly kind: FrameKind;
}

/** Which connections of an endpoint a frame goes to; what is null does not limit. */
export interface Selection {
  /** Opened on this very path. */
  readonly path: string | null;
  /** Members of any of these rooms. */
  readonly rooms: readonly string[] | null;
  /** Ids that are left out. */
  readonly except: ReadonlySet<string> | null;
}

export const EVERYBODY: Selection = { path: null, rooms: null, except: null };

export class Endpoint {
  readonly connections = new Set<Connection>();
  readonly #rooms = new Map<string, Set<Connection>>();
  /** By the path that a connection was opened on; only where the template has parameters. */
  readonly #paths = new Map<string, Set<Connection>>();
  readonly #hasParameters: boolean;

  constructor(readonly spec: EndpointSpec) {
    this.#hasParameters = spec.template.includes("{");
  }

  add(connection: Connection): void {
    this.connections.add(connection);
    if (this.#hasParameters) addTo(this.#paths, connection.path, connection);
  }

  /** Takes a connection out of everything. */
  remove(connection: Connection): void {
    this.connections.delete(connection);
    for (const room of connection.rooms.keys()) removeFrom(this.#rooms, room, connection);
    if (this.#hasParameters) removeFrom(this.#paths, connection.path, connection);
  }

  join(connection: Connection, room: string): void {
    addTo(this.#rooms, room, connection);
  }

  leave(connection: Connection, room: string): void {
    removeFrom(this.#rooms, room, connection);
  }

  roomNames(): Iterable<string> {
    return this.#rooms.keys();
  }

  /** Whether a concrete path is one of this endpoint's. */
  matches(path: string): boolean {
    const parts = this.spec.template.split("/");
    const segments = path.split("/");
    return parts.length === segments.length &&
      parts.every((part, at) => part.startsWith("{") ? segments[at] !== "" : part === segments[at]);
  }

  /** The connections of a selection, each once. */
  *select(selection: Selection): Generator<Connection> {
    const { path, rooms, except } = selection;
    const seen = rooms !== null && rooms.length > 1 ? new Set<Connection>() : null;
    for (const group of this.#groups(path, rooms)) {
      for (const connection of group) {
        if (except?.has(connection.id) || (path !== null && connection.path !== path)) continue;
        if (seen?.has(connection)) continue;
        seen?.add(connection);
        yield connection;
      }
    }
  }

  /** Sends a frame to the connections of a selection; nobody is waited for. Those who cannot keep up come into `slow`. */
  cast(selection: Selection, frame: Frame, slow: Set<Connection>): void {
    const { path, rooms, except } = selection;
    if (except !== null || (rooms !== null && rooms.length > 1) || (rooms !== null && path !== null)) {
      for (const connection of this.select(selection)) if (!connection.offer(frame)) slow.add(connection);
      return;
    }
    for (const group of this.#groups(path, rooms)) {
      for (const connection of group) if (!connection.offer(frame)) slow.add(connection);
    }
  }

  #groups(path: string | null, rooms: readonly string[] | null): Iterable<Connection>[] {
    if (rooms !== null) return rooms.map((room) => this.#rooms.get(room) ?? []);
    if (path !== null && this.#hasParameters) return [this.#paths.get(path) ?? []];
    return [this.connections];
  }
}

function addTo(groups: Map<string, Set<Connection>>, name: string, connection: Connection): void {
  const group = groups.get(name);
  if (group) group.add(connection);
  else groups.set(name, new Set([connection]));
}

function removeFrom(groups: Map<string, Set<Connection>>, name: string, connection: Connection): void {
  const group = groups.get(name);
  if (group?.delete(connection) && group.size === 0) groups.delete(name);
}
