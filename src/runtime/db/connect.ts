/** `db.connect`: data.md 2.2. Handles are kept by their URL until the process ends. */
import { host } from "../host/host.ts";
import { logRecord } from "../log/log_record.ts";
import { typeName } from "../operations/type_name.ts";
import { atEnd } from "../program/at_end.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { exposed } from "../values/secret.ts";
import { DbConn } from "./connection.ts";
import { type DatabaseAddress, databaseAddress } from "./database_url.ts";
import { DatabaseFault, refuse } from "./db_error.ts";
import type { Driver } from "./driver.ts";
import { Pool } from "./pool.ts";
import { PoolScope } from "./scope.ts";

/** As the program gives them; null: not given. */
export interface ConnectOptions {
  readonly maxConns: number | bigint | null;
  readonly readUrl: unknown;
  readonly queryTimeoutMs: number | bigint | null;
  readonly acquireTimeoutMs: number | bigint | null;
}

const DEFAULT_SIZE = 10;
const LARGEST_SIZE = 1000;
const LARGEST_DEFAULT_SIZE = 200;
const DEFAULT_ACQUIRE_TIMEOUT_MS = 30_000;
const EMBEDDED = "embedded:";

/** By URL. */
const handles = new Map<string, DbConn>();

/** The handle of a URL, or a DbError of kind `config`. */
export function connectTo(url: unknown, options: ConnectOptions): Result {
  try {
    const text = urlText(url, "url") ?? defaultUrl();
    const read = urlText(options.readUrl, "read_url");
    const key = read === null ? text : `${text}\n${read}`;
    const known = handles.get(key);
    if (known && !known.scope.isClosed) return new Ok(known);
    const made = new DbConn(new PoolScope(makePool(text, options), statementLimit(options)));
    if (handles.size === 0) atEnd(closeAll);
    handles.set(key, made);
    return new Ok(made);
  } catch (error) {
    if (error instanceof DatabaseFault) return new Err(error.error);
    throw error;
  }
}

async function closeAll(): Promise<void> {
  const open = [...handles.values()];
  handles.clear();
  await Promise.all(open.map((handle) => handle.scope.close()));
}

function urlText(value: unknown, name: string): string | null {
  const text = exposed(value);
  if (text === null || text === undefined) return null;
  if (typeof text === "string") return text;
  return refuse("config", `\`${name}\` must be a Str or a Secret<Str>, found ${typeName(text)}`);
}

function defaultUrl(): string {
  const url = host().env.get("DATABASE_URL");
  return url === undefined || url === "" ? EMBEDDED : url;
}

function makePool(url: string, options: ConnectOptions): Pool {
  const address = databaseAddress(url);
  const size = poolSize(options.maxConns);
  const acquireTimeout = limitOption(options.acquireTimeoutMs, "acquire_timeout_ms") ??
    DEFAULT_ACQUIRE_TIMEOUT_MS;
  if (address.kind === "server") {
    for (const key of address.ignored) {
      logRecord("runtime", "warn", "db.url.ignored", [["parameter", key]], null);
    }
  }
  return new Pool(() => loadDriver(address), size, acquireTimeout);
}

async function loadDriver(address: DatabaseAddress): Promise<Driver> {
  if (address.kind === "server") {
    const { ServerDriver } = await import("./postgres/server_driver.ts");
    return new ServerDriver(address);
  }
  const asked = address.kind === "memory"
    ? `memory:${address.name}`
    : address.folder && `embedded:${address.folder}`;
  return refuse(
    "config",
    asked === null
      ? "no database configured: set DATABASE_URL"
      : `there is no embedded database for '${asked}' yet: use a PostgreSQL server, postgres://…`,
  );
}

function poolSize(given: number | bigint | null): number {
  if (given !== null) {
    if (given >= 1 && given <= LARGEST_SIZE) return Number(given);
    return refuse("config", `max_conns must be from 1 to ${LARGEST_SIZE}, found ${given}`);
  }
  const text = host().env.get("FITZ_DB_MAX_CONNS")?.trim() ?? "";
  if (text === "") return DEFAULT_SIZE;
  if (/^-?\d+$/.test(text)) return Math.min(LARGEST_DEFAULT_SIZE, Math.max(1, Number(text)));
  warnOfSetting("FITZ_DB_MAX_CONNS", text, DEFAULT_SIZE);
  return DEFAULT_SIZE;
}

/** Milliseconds for every statement; 0: no limit. */
function statementLimit({ queryTimeoutMs }: ConnectOptions): number {
  const given = limitOption(queryTimeoutMs, "query_timeout_ms");
  if (given !== null) return given;
  const text = host().env.get("FITZ_DB_QUERY_TIMEOUT_MS")?.trim() ?? "";
  if (text === "" || /^\d{1,10}$/.test(text)) return Number(text);
  warnOfSetting("FITZ_DB_QUERY_TIMEOUT_MS", text, 0);
  return 0;
}

function warnOfSetting(setting: string, value: string, used: number): void {
  logRecord(
    "runtime",
    "warn",
    "setting.ignored",
    [["setting", setting], ["value", value], ["used", used]],
    null,
  );
}

function limitOption(given: number | bigint | null, name: string): number | null {
  if (given === null) return null;
  return given >= 0 ? Number(given) : refuse("config", `${name} must not be negative, found ${given}`);
}
