/** URLs of databases: data.md 2.1, 2.4. */
import os from "node:os";
import { refuse } from "./db_error.ts";

export type TlsMode = "disable" | "require" | "verify-ca" | "verify-full";

export interface ServerAddress {
  readonly kind: "server";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  readonly tls: TlsMode;
  /** Path of a PEM file, relative to the working directory. */
  readonly rootCertificate: string | null;
  readonly applicationName: string;
  readonly connectTimeoutSeconds: number;
  /** Prepared statements kept per connection. */
  readonly statementCache: number;
  /** Keys that mean nothing. */
  readonly ignored: readonly string[];
}

export interface EmbeddedAddress {
  readonly kind: "embedded";
  /** null: the default folder. */
  readonly folder: string | null;
}

export interface MemoryAddress {
  readonly kind: "memory";
  readonly name: string;
}

export type DatabaseAddress = ServerAddress | EmbeddedAddress | MemoryAddress;

const FORMS = "use postgres://…";
const DEFAULT_PORT = 5432;
const DEFAULT_CONNECT_TIMEOUT = 10;
const DEFAULT_STATEMENT_CACHE = 256;
const MODES: readonly string[] = ["disable", "require", "verify-ca", "verify-full"];
const SERVER =
  /^postgres(?:ql)?:\/\/(?:(?<login>[^@/?#]*)@)?(?<host>\[[^\]]*\]|[^:@/?#]*)(?::(?<port>[^@/?#]*))?(?:\/(?<database>[^?#]*))?(?:\?(?<query>[^#]*))?$/i;

/** Reads the URL of a database. @throws DatabaseFault of kind `config`; its message has no password */
export function databaseAddress(url: string): DatabaseAddress {
  const text = url.trim();
  if (/^embedded:/i.test(text)) {
    const folder = text.slice("embedded:".length);
    return { kind: "embedded", folder: folder === "" ? null : folder };
  }
  if (/^memory:/i.test(text)) return { kind: "memory", name: text.slice("memory:".length) };
  if (text === "") refuse("config", `the database URL is empty: ${FORMS}`);
  if (!/^postgres(ql)?:/i.test(text)) {
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
    refuse(
      "config",
      scheme === undefined
        ? `'${hidePassword(text)}' is no database URL: ${FORMS}`
        : `the scheme '${scheme}' of the database URL is not known: ${FORMS}`,
    );
  }
  return serverAddress(text);
}

function serverAddress(text: string): ServerAddress {
  const parts = SERVER.exec(text)?.groups;
  const shown = hidePassword(text);
  if (!parts) {
    refuse(
      "config",
      `'${shown}' is no database URL: write postgres://user:password@host:port/database, and encode \`@\`, \`:\` and \`/\` in a password`,
    );
  }
  if (parts.host === "") refuse("config", `the database URL '${shown}' names no host`);
  const database = decode(parts.database ?? "", shown);
  if (database === "") refuse("config", `the database URL '${shown}' names no database`);
  const colon = parts.login?.indexOf(":") ?? -1;
  const user = parts.login === undefined ? "" : colon < 0 ? parts.login : parts.login.slice(0, colon);
  const query = queryOf(parts.query ?? "", shown);
  return {
    kind: "server",
    host: decode(parts.host.replace(/^\[|\]$/g, ""), shown),
    port: portOf(parts.port, shown),
    user: user === "" ? os.userInfo().username : decode(user, shown),
    password: colon < 0 ? null : decode(parts.login!.slice(colon + 1), shown),
    database,
    ...tlsOf(query),
    applicationName: query.get("application_name") ?? "fitz",
    connectTimeoutSeconds: numberOf(query, "connect_timeout", 1, DEFAULT_CONNECT_TIMEOUT),
    statementCache: numberOf(query, "statement_cache", 0, DEFAULT_STATEMENT_CACHE),
    ignored: [...query.keys()].filter((key) => !KNOWN.has(key)),
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  "sslmode",
  "sslrootcert",
  "application_name",
  "connect_timeout",
  "statement_cache",
]);

function queryOf(text: string, shown: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const piece of text.split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    const key = decode(equals < 0 ? piece : piece.slice(0, equals), shown);
    values.set(key, equals < 0 ? "" : decode(piece.slice(equals + 1), shown));
  }
  return values;
}

function tlsOf(query: ReadonlyMap<string, string>): Pick<ServerAddress, "tls" | "rootCertificate"> {
  for (const key of ["sslcert", "sslkey", "sslpassword"]) {
    if (query.has(key)) refuse("config", `${key}: client certificates are not supported`);
  }
  const mode = query.get("sslmode");
  const rootCertificate = query.get("sslrootcert") ?? null;
  if (mode === "prefer" || mode === "allow") {
    refuse("config", `sslmode=${mode} is not implemented: use ${MODES.join(", ")}`);
  }
  if (mode !== undefined && !MODES.includes(mode)) {
    refuse("config", `unknown sslmode '${mode}': use ${MODES.join(", ")}`);
  }
  if (rootCertificate !== null && !mode?.startsWith("verify")) {
    refuse(
      "config",
      mode === undefined
        ? "sslrootcert needs sslmode=verify-ca or sslmode=verify-full"
        : `sslrootcert has no meaning with sslmode=${mode}: use sslmode=verify-ca or sslmode=verify-full`,
    );
  }
  return { tls: (mode ?? "disable") as TlsMode, rootCertificate };
}

function portOf(text: string | undefined, shown: string): number {
  if (text === undefined || text === "") return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) {
    refuse("config", `the database URL '${shown}' has the port '${text}': use 1 to 65535`);
  }
  return port;
}

function numberOf(query: ReadonlyMap<string, string>, key: string, least: number, otherwise: number): number {
  const text = query.get(key);
  if (text === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < least) {
    refuse("config", `${key} of the database URL must be a whole number from ${least}, found '${text}'`);
  }
  return value;
}

function decode(text: string, shown: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    refuse("config", `the database URL '${shown}' has a malformed % sequence`);
  }
}

/** A URL as messages show it: a password is `***`. */
export function hidePassword(url: string): string {
  return url.replace(/^([^:]*:\/\/[^:@/?#]*):.*@/, "$1:***@").replace(/([?&]sslpassword=)[^&]*/i, "$1***");
}
