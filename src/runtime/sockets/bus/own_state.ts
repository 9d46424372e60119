/** What this node tells the others of its connections: changes soon after they happen, everything when somebody asks. */
import type { ConnectionRecord } from "../bus.ts";
import type { Message, WireRecord } from "./envelope.ts";

/** The connections of this node. */
export interface LocalConnections {
  localRecord(id: string): ConnectionRecord | undefined;
  localRecords(): Iterable<ConnectionRecord>;
}

const RECORDS_PER_PART = 500;

export class OwnState {
  /** Number of changes that were told. */
  version = 0;
  readonly #changed = new Set<string>();
  /** Connections that the others have been told of. */
  readonly #told = new Set<string>();

  constructor(private readonly local: LocalConnections) {}

  /** True for the first change since the last were told. */
  note(id: string): boolean {
    this.#changed.add(id);
    return this.#changed.size === 1;
  }

  /** What has changed since it was called last; null when nothing has. */
  change(): Message | null {
    const records: WireRecord[] = [];
    const gone: string[] = [];
    for (const id of this.#changed) {
      const record = this.local.localRecord(id);
      if (record) {
        this.#told.add(id);
        records.push(record);
      } else if (this.#told.delete(id)) gone.push(id);
    }
    this.#changed.clear();
    if (records.length === 0 && gone.length === 0) return null;
    return { kind: "change", version: ++this.version, records, gone };
  }

  /** Everything, as the last version of it that was told or a newer one: changes that follow are whole records. */
  *snapshot(): Generator<Message> {
    const all = [...this.local.localRecords()];
    for (const { id } of all) this.#told.add(id);
    const { version } = this;
    let start = 0;
    do {
      const records = all.slice(start, start + RECORDS_PER_PART);
      const isFirst = start === 0;
      start += RECORDS_PER_PART;
      yield { kind: "snapshot", version, isFirst, isLast: start >= all.length, records };
    } while (start < all.length);
  }
}
