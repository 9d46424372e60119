/** What is known of the other nodes: who they are, and their connections. */
import type { ConnectionRecord } from "../bus.ts";
import type { Message, WireRecord } from "./envelope.ts";

type Snapshot = Extract<Message, { kind: "snapshot" }>;
type Change = Extract<Message, { kind: "change" }>;
type Part = Extract<Message, { kind: "part" }>;

interface RemoteNode {
  readonly ids: Set<string>;
  /** Version of the state that `ids` are; null before there was one. */
  version: number | null;
  /** By the monotonic clock. */
  lastSign: number;
  /** Parts of a snapshot that is arriving. */
  arriving: WireRecord[] | null;
  /** Pieces of long texts that are arriving: of frames, of state. */
  readonly pieces: { frames: string[]; state: string[] };
}

export class RemoteNodes {
  readonly #nodes = new Map<string, RemoteNode>();
  readonly #records = new Map<string, ConnectionRecord>();
  readonly #byTemplate = new Map<string, Map<string, ConnectionRecord>>();

  /** Notes a sign of life; true for a node that was not known. */
  sign(name: string, now: number): boolean {
    const node = this.#nodes.get(name);
    if (node) {
      node.lastSign = now;
      return false;
    }
    this.#nodes.set(name, {
      ids: new Set(),
      version: null,
      lastSign: now,
      arriving: null,
      pieces: { frames: [], state: [] },
    });
    return true;
  }

  names(): Iterable<string> {
    return this.#nodes.keys();
  }

  /** Names of those that gave no sign since `before`. */
  silentSince(before: number): string[] {
    return [...this.#nodes].filter(([, { lastSign }]) => lastSign < before).map(([name]) => name);
  }

  /** Forgets a node with all of its connections; gives their number, or null for one that was not known. */
  remove(name: string): number | null {
    const node = this.#nodes.get(name);
    if (!node) return null;
    const count = node.ids.size;
    for (const id of [...node.ids]) this.#removeRecord(node, id);
    this.#nodes.delete(name);
    return count;
  }

  /** Whether what is known of a node is its state of that version. An empty state needs no words. */
  isAt(name: string, version: number): boolean {
    const node = this.#nodes.get(name)!;
    if (node.version === null && version === 0) node.version = 0;
    return node.version === version;
  }

  /** Takes a change over; false when one before it is missing. */
  change(name: string, { version, records, gone }: Change): boolean {
    const node = this.#nodes.get(name)!;
    if (node.version === null && version === 1) node.version = 0;
    if (node.version !== version - 1) return node.version !== null && node.version >= version;
    node.version = version;
    for (const id of gone) this.#removeRecord(node, id);
    for (const record of records) this.#putRecord(name, node, record);
    return true;
  }

  /** Takes a part of a snapshot; the last one replaces what was known. */
  snapshot(name: string, { version, isFirst, isLast, records }: Snapshot): void {
    const node = this.#nodes.get(name)!;
    if (isFirst) node.arriving = [];
    if (!node.arriving) return;
    node.arriving.push(...records);
    if (!isLast) return;
    const all = node.arriving;
    node.arriving = null;
    if (node.version !== null && node.version > version) return;
    node.version = version;
    for (const id of [...node.ids]) this.#removeRecord(node, id);
    for (const record of all) this.#putRecord(name, node, record);
  }

  /** Takes a piece of a long text; gives the text with its last one, else null. A text with a missing piece is lost. */
  piece(name: string, { isState, index, count, text }: Part): string | null {
    const { pieces } = this.#nodes.get(name)!;
    const queue = isState ? "state" : "frames";
    if (index === 0) pieces[queue] = [];
    if (pieces[queue].length !== index) return null;
    pieces[queue].push(text);
    if (pieces[queue].length < count) return null;
    const whole = pieces[queue].join("");
    pieces[queue] = [];
    return whole;
  }

  record(id: string): ConnectionRecord | undefined {
    return this.#records.get(id);
  }

  records(template: string): Iterable<ConnectionRecord> {
    return this.#byTemplate.get(template)?.values() ?? [];
  }

  #putRecord(name: string, node: RemoteNode, wire: WireRecord): void {
    const record: ConnectionRecord = { ...wire, node: name };
    node.ids.add(record.id);
    this.#records.set(record.id, record);
    const group = this.#byTemplate.get(record.template);
    if (group) group.set(record.id, record);
    else this.#byTemplate.set(record.template, new Map([[record.id, record]]));
  }

  #removeRecord(node: RemoteNode, id: string): void {
    if (!node.ids.delete(id)) return;
    const { template } = this.#records.get(id)!;
    this.#records.delete(id);
    const group = this.#byTemplate.get(template)!;
    group.delete(id);
    if (group.size === 0) this.#byTemplate.delete(template);
  }
}
