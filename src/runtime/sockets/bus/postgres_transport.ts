/**
 * Nodes linked by PostgreSQL's LISTEN and NOTIFY, over one connection. A notification has less than 8000 bytes and no zero bytes: other texts lie in a table for some minutes, and the notification says where.
 */
import { host } from "../../host/host.ts";
import { isLargerThan } from "../frames.ts";
import { BusError, type BusEvents, busReason, type BusTransport } from "./bus_transport.ts";
import { channelName } from "./channel_name.ts";
import { postgres } from "../../db/library/postgres.ts";

type Sql = ReturnType<typeof postgres>;
type Options = NonNullable<Parameters<typeof postgres>[1]>;

const CONNECT_SECONDS = 5;
/** A statement without an answer means a connection that is none. */
const STATEMENT_MS = 10_000;
const MOST_NOTIFIED = 7900;
const CLEAN_EVERY_MS = 60_000;
/** Frames have at most 32 MiB. */
const MAX_BYTES = 64 * 1024 ** 2;
/** First character of a notification that says where a text lies; envelopes begin with a bracket. */
const REFERENCE = "@";

const TABLE_LOCK = 0x6669747a;
const CREATE = `create unlogged table if not exists _fitz_bus (
  id bigint generated always as identity primary key,
  payload bytea not null,
  created_at timestamptz not null default clock_timestamp()
)`;
// Several nodes may start at the same time.
const CREATE_IF_MISSING = `do $$ begin
  if to_regclass('_fitz_bus') is null then
    perform pg_advisory_xact_lock(${TABLE_LOCK});
    ${CREATE};
  end if;
end $$`;
// An array of texts would need its type to be asked for.
const NOTIFY = "select pg_notify($1, value) from json_array_elements_text($2::text::json)";
const NOTIFY_REFERENCE = `with stored as (insert into _fitz_bus (payload) values ($2) returning id)
  select pg_notify($1, '${REFERENCE}' || id || $3::text) from stored`;
const READ = "select payload from _fitz_bus where id = $1";
const CLEAN = "delete from _fitz_bus where created_at < clock_timestamp() - interval '5 minutes'";

export class PostgresTransport implements BusTransport {
  readonly address: string;
  readonly maxBytes = MAX_BYTES;
  readonly #url: URL;
  readonly #channel: string;
  /** Behind the references of this node, which it need not read. */
  readonly #origin = `@${crypto.randomUUID()}`;
  #sql: Sql | null = null;
  #stop = new AbortController();
  /** Ends with the last text that had to be read from the table. */
  #arriving: Promise<void> | null = null;
  #lost: (reason: string) => void = () => {};

  constructor(url: URL, name: string) {
    this.#url = url;
    this.address = `postgres://${url.host}`;
    this.#channel = `fitz_bus_${channelName(name)}`;
  }

  async connect(events: BusEvents): Promise<void> {
    // `onnotify` is missing in the declarations of the package.
    const options: Options & { onnotify(channel: string, payload: string): void } = {
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: CONNECT_SECONDS,
      fetch_types: false,
      onnotice() {},
      onnotify: (_channel, payload) => this.#notified(sql, events, payload),
      onclose: () => lost("the connection was closed"),
    };
    const sql: Sql = postgres(this.#url.href, options);
    const lost = this.#lost = (reason) => {
      if (this.#sql !== sql) return;
      this.#release();
      events.onLost(reason);
    };
    try {
      await sql.unsafe(CREATE_IF_MISSING);
      await sql.unsafe(`listen "${this.#channel}"`);
    } catch (error) {
      void sql.end({ timeout: 0 });
      throw new BusError(busReason(error));
    }
    this.#sql = sql;
    this.#stop = new AbortController();
    this.#arriving = null;
    this.#clean(sql, this.#stop.signal);
  }

  async send(texts: readonly string[]): Promise<void> {
    const sql = this.#sql;
    if (!sql) return;
    const statements: Promise<unknown>[] = [];
    let small: string[] = [];
    const notify = () => {
      if (small.length > 0) {
        statements.push(sql.unsafe(NOTIFY, [this.#channel, JSON.stringify(small)], { prepare: true }));
      }
      small = [];
    };
    for (const text of texts) {
      if (!isLargerThan(text, MOST_NOTIFIED) && !text.includes("\0")) {
        small.push(text.toWellFormed());
        continue;
      }
      notify();
      const payload = new TextEncoder().encode(text);
      statements.push(
        sql.unsafe(NOTIFY_REFERENCE, [this.#channel, payload, this.#origin], { prepare: true }),
      );
    }
    notify();
    await this.#answered(Promise.all(statements));
  }

  async close(): Promise<void> {
    await this.#release();
  }

  /** Waits for statements; ends the connection when no answer comes. */
  async #answered(statements: Promise<unknown>): Promise<void> {
    const timer = new AbortController();
    host().sleep(STATEMENT_MS, timer.signal).then(() => {
      if (!timer.signal.aborted) this.#lost("no answer in time");
    });
    try {
      await statements;
    } finally {
      timer.abort();
    }
  }

  #notified(sql: Sql, events: BusEvents, payload: string): void {
    const isReference = payload.startsWith(REFERENCE);
    if (isReference && payload.endsWith(this.#origin)) return;
    if (!isReference && this.#arriving === null) return events.onText(payload);
    // What comes behind a text in the table waits for it.
    const arriving = (this.#arriving ?? Promise.resolve())
      .then(() => isReference ? this.#read(sql, payload.split(REFERENCE)[1]!) : payload)
      .then((text) => {
        if (this.#arriving === arriving) this.#arriving = null;
        if (text !== null) events.onText(text);
      });
    this.#arriving = arriving;
  }

  /** null for a text that is not to be had any more. */
  async #read(sql: Sql, id: string): Promise<string | null> {
    try {
      const [row] = await sql.unsafe(READ, [id], { prepare: true });
      return row ? new TextDecoder().decode(row.payload as Uint8Array) : null;
    } catch {
      return null;
    }
  }

  async #clean(sql: Sql, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await sql.unsafe(CLEAN);
      } catch {
        // The connection has gone: the next one does it.
      }
      await host().sleep(CLEAN_EVERY_MS, signal);
    }
  }

  async #release(): Promise<void> {
    const sql = this.#sql;
    this.#sql = null;
    this.#stop.abort();
    await sql?.end({ timeout: 0 });
  }
}
