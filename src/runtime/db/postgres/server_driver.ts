/** A PostgreSQL server by postgres.js: one client with one connection per session, so that nothing waits behind another's statement. */
import type { ServerAddress } from "../database_url.ts";
import { DatabaseFault, DbError } from "../db_error.ts";
import type { Driver, Notice, Session, Statement, StatementResult } from "../driver.ts";
import { Oid } from "../oid.ts";
import { postgres } from "../library/postgres.ts";
import { serverFault } from "./server_error.ts";
import { networkFault, openSocket } from "./server_socket.ts";

/** An idle connection is closed after so long. */
const IDLE_SECONDS = 300;
const CLOSE_SECONDS = 5;

type Client = ReturnType<typeof postgres>;
type Pending = ReturnType<Client["unsafe"]>;

/** Texts stay as they are, in both directions: the conversions are ours. */
const same = (value: unknown) => value;
const TEXTS = {
  to: Oid.text,
  from: [0, ...Object.values(Oid)],
  serialize: same,
  parse: same,
};

export class ServerDriver implements Driver {
  readonly cancels = true;
  readonly mostSessions = null;
  readonly #listeners = new Set<{ close(): Promise<void> }>();

  constructor(readonly address: ServerAddress) {}

  open(): Promise<Session> {
    return Promise.resolve(new ServerSession(this.address));
  }

  async listen(channel: string, onNotice: (notice: Notice) => void): Promise<{ close(): Promise<void> }> {
    const { address } = this;
    let pid = 0;
    const client = makeClient(address, () => {});
    try {
      const subscription = await client.listen(channel, (payload) => onNotice({ channel, payload, pid }));
      pid = subscription.state.pid;
    } catch (error) {
      await client.end({ timeout: 0 });
      throw faultOf(error, address);
    }
    const listener = {
      close: async () => {
        this.#listeners.delete(listener);
        await client.end({ timeout: CLOSE_SECONDS });
      },
    };
    this.#listeners.add(listener);
    return listener;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener.close()));
  }
}

function makeClient(address: ServerAddress, onClose: () => void): Client {
  return postgres(
    {
      host: address.host,
      port: address.port,
      user: address.user,
      password: address.password ?? "",
      database: address.database,
      max: 1,
      ssl: false,
      prepare: true,
      fetch_types: false,
      idle_timeout: IDLE_SECONDS,
      max_lifetime: null,
      connect_timeout: address.connectTimeoutSeconds,
      backoff: () => 0,
      connection: { application_name: address.applicationName },
      types: { texts: TEXTS },
      onnotice() {},
      onclose: onClose,
      socket: () => openSocket(address),
    } as unknown as Parameters<typeof postgres>[0],
  );
}

class ServerSession implements Session {
  isBroken = false;
  readonly #client: Client;
  /** Texts that this connection has prepared, the least recently used first. */
  readonly #prepared = new Set<string>();
  #running: Pending | null = null;

  constructor(readonly address: ServerAddress) {
    this.#client = makeClient(address, () => {
      this.isBroken = true;
    });
  }

  async run({ text, params }: Statement): Promise<StatementResult> {
    const { typed } = this.#client;
    const args = params.map((param) => param.text === null ? null : typed(param.text as never, param.type));
    const query = this.#client.unsafe(text, args as never[], {
      prepare: this.#isPrepared(text),
      // Without parameters the client would send several statements at once.
      simple: false,
    } as never);
    return await this.#settle(query.values() as unknown as Pending);
  }

  runScript(text: string): Promise<StatementResult> {
    return this.#settle(this.#client.unsafe(text).values() as unknown as Pending);
  }

  cancel(): void {
    this.#running?.cancel();
  }

  async close(): Promise<void> {
    this.isBroken = true;
    await this.#client.end({ timeout: CLOSE_SECONDS });
  }

  /** Whether a text is prepared under a name: as many as the connection may keep. */
  #isPrepared(text: string): boolean {
    if (this.#prepared.has(text)) return true;
    if (this.#prepared.size >= this.address.statementCache) return false;
    this.#prepared.add(text);
    return true;
  }

  async #settle(query: Pending): Promise<StatementResult> {
    this.#running = query;
    try {
      return resultOf(await query as unknown as ClientResult | ClientResult[]);
    } catch (error) {
      const fault = faultOf(error, this.address);
      if ((error as { severity?: string }).severity !== "ERROR") this.isBroken = true;
      throw fault;
    } finally {
      this.#running = null;
    }
  }
}

interface ClientResult extends Array<(string | null)[]> {
  readonly columns?: readonly { readonly name: string; readonly type: number }[];
  readonly count: number | null;
}

/** Of several statements the last. */
function resultOf(given: ClientResult | ClientResult[]): StatementResult {
  const isSeveral = !("count" in given);
  const result = isSeveral ? given.at(-1)! as ClientResult : given as ClientResult;
  return { columns: result.columns ?? [], rows: [...result], count: result.count ?? 0 };
}

function faultOf(error: unknown, address: ServerAddress): DatabaseFault {
  if (error instanceof DatabaseFault) return error;
  const fields = error as Record<string, string | undefined> & Error;
  // Its name is lost in executables.
  if (fields.severity !== undefined) {
    return serverFault({
      severity: fields.severity,
      code: fields.code,
      message: fields.message,
      table: fields.table_name,
      column: fields.column_name,
      constraint: fields.constraint_name,
    });
  }
  if (fields.code === "MAX_PARAMETERS_EXCEEDED") {
    return new DatabaseFault(new DbError("usage", "a statement takes at most 65533 parameters"));
  }
  if (fields.code === "SASL_SIGNATURE_MISMATCH" || fields.code === "AUTH_TYPE_NOT_IMPLEMENTED") {
    return serverFault({ code: "28000", message: fields.message });
  }
  return networkFault(error, address);
}
