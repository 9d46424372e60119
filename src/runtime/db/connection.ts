/** `DbConn`: data.md 2.9, 3. */
import { defineKind } from "../operations/kind.ts";
import { Future } from "../values/future.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { refuse } from "./db_error.ts";
import { type DbRow, rowsOf } from "./db_row.ts";
import type { StatementResult } from "./driver.ts";
import { DbListener } from "./listener.ts";
import { rowsAs } from "./rows_as.ts";
import type { Shape } from "../json/shape.ts";
import { parameter } from "./parameters.ts";
import type { Scope } from "./scope.ts";
import { runTransaction } from "./transaction.ts";

/** The longest payload of a notification, in bytes. */
const LONGEST_PAYLOAD = 7999;

export class DbConn {
  constructor(readonly scope: Scope) {}

  async #run(text: string, params: readonly unknown[], limitMs: number | null): Promise<StatementResult> {
    const given = params.map((value, i) => parameter(value, `parameter $${i + 1}`));
    return await this.scope.run({ text, params: given }, limitMs, false);
  }

  async query(text: string, params: readonly unknown[], limitMs: number | null): Promise<DbRow[]> {
    return rowsOf(await this.#run(text, params, limitMs));
  }

  async queryOne(text: string, params: readonly unknown[], limitMs: number | null): Promise<DbRow> {
    const result = await this.#run(text, params, limitMs);
    if (result.rows.length === 0) refuse("not_found", "no rows");
    return rowsOf({ ...result, rows: [result.rows[0]] })[0];
  }

  async queryAs(
    shape: Shape,
    text: string,
    params: readonly unknown[],
    limitMs: number | null,
  ): Promise<unknown[]> {
    return rowsAs(shape, await this.#run(text, params, limitMs));
  }

  async exec(text: string, params: readonly unknown[], limitMs: number | null): Promise<number> {
    const { count } = params.length > 0
      ? await this.#run(text, params, limitMs)
      : await this.scope.run({ text, params: [] }, limitMs, true);
    return count;
  }

  async notify(channel: string, payload: string): Promise<null> {
    const size = new TextEncoder().encode(payload).length;
    if (size > LONGEST_PAYLOAD) {
      refuse("usage", `the payload of a notification has at most ${LONGEST_PAYLOAD} bytes, found ${size}`);
    }
    await this.#run("SELECT pg_notify($1, $2)", [channel, payload], null);
    return null;
  }

  async listen(channel: string): Promise<DbListener> {
    if (this.scope.depth > 0) refuse("usage", "listen on the connection, not inside a transaction");
    if (this.scope.isClosed) refuse("closed", "the connection is closed");
    const listener = new DbListener();
    const driver = await this.scope.pool.driver();
    listener.attach(await driver.listen(channel, (notice) => listener.push(notice)));
    return listener;
  }

  async transaction(isolation: string, callback: (connection: DbConn) => unknown): Promise<Result> {
    return await runTransaction(this.scope, isolation, async (scope) => {
      const given = callback(new DbConn(scope));
      const result = given instanceof Future ? await given.start() : await given;
      return result instanceof Ok || result instanceof Err ? result : new Ok(result);
    });
  }
}

defineKind(DbConn, { name: "DbConn", display: () => "<database connection>" });
