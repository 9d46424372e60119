/** `DbConn`, `DbRow`, and the `db` and `sql` namespaces: data.md 2, 3, 17. What talks to databases is loaded by the first call of `db.connect`. */
import { checkCallback } from "../../src/runtime/operations/function_value.ts";
import { checkStr } from "../../src/runtime/operations/check_kind.ts";
import type { ConnectOptions } from "../../src/runtime/db/connect.ts";
import { appPool } from "../../src/runtime/db/app_pool.ts";
import { Connecting } from "../../src/runtime/db/connecting.ts";
import type { DbConn } from "../../src/runtime/db/connection.ts";
import type { DbRow } from "../../src/runtime/db/db_row.ts";
import type { DbListener, Notification } from "../../src/runtime/db/listener.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import type { Shape } from "../../src/runtime/json/shape.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Future } from "../../src/runtime/values/future.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

/** A connection, or a `db.connect(…)` that has not been awaited. */
type Receiver = DbConn | Future;
type Limit = Int | null | undefined;

/** Runs on the connection of a receiver; gives its value as Ok, its fault as Err. */
function on(receiver: Receiver, run: (connection: DbConn) => Promise<unknown>): Future {
  return new Future(async () => {
    const connected = receiver instanceof Future ? await receiver.start() as Result : new Ok(receiver);
    if (connected instanceof Err) return connected;
    try {
      return new Ok(await run(connected.value as DbConn));
    } catch (error) {
      if (error instanceof Error && error.name === "DatabaseFault") {
        return new Err((error as Error & { error: unknown }).error);
      }
      throw error;
    }
  });
}

function limitOf(value: Limit): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function connect(
  url: unknown = null,
  maxConns: Int | null = null,
  readUrl: unknown = null,
  queryTimeoutMs: Int | null = null,
  acquireTimeoutMs: Int | null = null,
): Future {
  const options: ConnectOptions = { maxConns, readUrl, queryTimeoutMs, acquireTimeoutMs };
  return new Connecting(url, options);
}

function transaction(receiver: Receiver, callback: unknown, isolation = ""): Future {
  const body = checkCallback(callback, 1);
  return new Future(async () => {
    let result: Result | null = null;
    const outcome = await on(receiver, async (connection) => {
      result = await connection.transaction(isolation, (tx) => body(tx));
    }).start() as Result;
    return outcome instanceof Err ? outcome : result;
  });
}

async function* messages(listener: DbListener): AsyncGenerator<Notification> {
  for (let next = await listener.next(); next; next = await listener.next()) yield next;
}

type Given = [sql: string, params?: unknown[], limit?: Limit];

function query(receiver: Receiver, ...[sql, params = [], limit]: Given): Future {
  return on(receiver, (connection) => connection.query(sql, params, limitOf(limit)));
}

function queryOne(receiver: Receiver, ...[sql, params = [], limit]: Given): Future {
  return on(receiver, (connection) => connection.queryOne(sql, params, limitOf(limit)));
}

function queryAs(shape: Shape, receiver: Receiver, ...[sql, params = [], limit]: Given): Future {
  return on(receiver, (connection) => connection.queryAs(shape, sql, params, limitOf(limit)));
}

function exec(receiver: Receiver, ...[sql, params = [], limit]: Given): Future {
  return on(receiver, (connection) => connection.exec(sql, params, limitOf(limit)));
}

function listen(receiver: Receiver, channel: string): Future {
  return on(receiver, (connection) => connection.listen(channel));
}

function notify(receiver: Receiver, channel: string, payload: string): Future {
  return on(receiver, (connection) => connection.notify(channel, payload));
}

/** The connection of the program. */
function pool(): Receiver {
  return appPool() as Receiver;
}

export const implementations = {
  "db.connect": connect,
  "sql.ident": (name: string): string => `"${checkStr(name).replaceAll('"', '""')}"`,
  "db.query": (...given: Given) => query(pool(), ...given),
  "db.query_one": (...given: Given) => queryOne(pool(), ...given),
  "db.query_as": (shape: Shape, ...given: Given) => queryAs(shape, pool(), ...given),
  "db.exec": (...given: Given) => exec(pool(), ...given),
  "db.transaction": (callback: unknown, isolation?: string) => transaction(pool(), callback, isolation),
  "db.notify": (channel: string, payload: string) => notify(pool(), channel, payload),
  "db.listen": (channel: string) => listen(pool(), channel),
  "DbConn.query": query,
  "DbConn.query_one": queryOne,
  "DbConn.query_as": queryAs,
  "DbConn.exec": exec,
  "DbConn.listen": listen,
  "DbConn.notify": notify,
  "DbConn.transaction": transaction,
  "DbConn.primary": (receiver: Receiver): Receiver => receiver,
  "DbConn.close": (receiver: Receiver) =>
    on(receiver, async (connection) => (await connection.scope.close(), null)),
  "DbConn.is_closed": (receiver: Receiver): boolean =>
    (receiver instanceof Future ? (receiver as Connecting).connection : receiver)?.scope.isClosed ?? false,
  "DbRow.get": (row: DbRow, column: string) => row.value(column),
  "DbRow.get_int": (row: DbRow, column: string) => row.int(column),
  "DbRow.get_float": (row: DbRow, column: string) => row.float(column),
  "DbRow.get_str": (row: DbRow, column: string) => row.str(column),
  "DbRow.get_bool": (row: DbRow, column: string) => row.bool(column),
  "DbRow.get_decimal": (row: DbRow, column: string) => row.decimal(column),
  "DbRow.get_bytes": (row: DbRow, column: string) => row.bytes(column),
  "DbRow.len": (row: DbRow): number => row.size,
  "DbRow.keys": (row: DbRow): unknown[] => [...row.keys()],
  "DbRow.to_map": (row: DbRow): FitzMap => new FitzMap(row),
  "DbListener.recv": (listener: DbListener): Future => new Future(() => listener.receive()),
  "DbListener.messages": messages,
  "DbListener.close": (listener: DbListener): Future =>
    new Future(async () => new Ok(await listener.close())),
};
