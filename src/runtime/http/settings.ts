/** `@server(…)` when it is evaluated: web.md 3.1, 3.2, 1.3. Literals were checked before; computed values are checked here. */
import { type AddressBlock, parseAddressBlock } from "../../syntax/address_block.ts";
import { isIpLiteral, parseSize, staticPrefix } from "../../syntax/server_values.ts";
import { host } from "../host/host.ts";
import { typeName } from "../operations/type_name.ts";
import type { SocketLimits } from "../sockets/hub.ts";
import type { HttpSettings } from "./http_program.ts";

/** A message for stderr; the process ends with exit code 1 before anything listens. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}

const DEFAULTS: HttpSettings = {
  port: 3000,
  host: "127.0.0.1",
  docs: true,
  title: "Fitz API",
  bodyLimit: 2 * 1024 * 1024,
  requestTimeoutSeconds: 60,
  shutdownTimeoutSeconds: 30,
  observability: true,
  workers: 1,
  tls: null,
  trustedProxies: [],
  staticFiles: null,
  sockets: { heartbeat: 30, timeout: 60, maxFrame: 1024 ** 2, maxQueue: 1024 ** 2 },
};

/** The values that a program gives, by argument name; uniform form. */
export type GivenSettings = { readonly [name: string]: unknown };

/** Settings from what `@server` gives, then `FITZ_HOST` and `FITZ_PORT`. @throws StartupError naming the value */
export function serverSettings(given: GivenSettings): HttpSettings {
  const take = <T>(name: string, check: (value: unknown, name: string) => T, fallback: T): T =>
    Object.hasOwn(given, name) ? check(given[name], name) : fallback;
  const env = host().env;
  const envHost = env.get("FITZ_HOST");
  const envPort = env.get("FITZ_PORT");
  return {
    port: envPort !== undefined && envPort !== ""
      ? portFromText(envPort)
      : take("port", checkPort, DEFAULTS.port),
    host: envHost !== undefined && envHost !== ""
      ? checkHost(envHost)
      : take("host", checkHost, DEFAULTS.host),
    docs: take("docs", checkBool, DEFAULTS.docs),
    title: take("title", checkText, DEFAULTS.title),
    bodyLimit: take("body_limit", checkSize, DEFAULTS.bodyLimit),
    requestTimeoutSeconds: take("request_timeout_secs", checkCount, DEFAULTS.requestTimeoutSeconds),
    shutdownTimeoutSeconds: take("shutdown_timeout_secs", checkCount, DEFAULTS.shutdownTimeoutSeconds),
    observability: take("observability", checkBool, DEFAULTS.observability),
    workers: take("workers", checkWorkers, DEFAULTS.workers),
    tls: tlsFiles(take("tls_cert", checkPath, null), take("tls_key", checkPath, null)),
    trustedProxies: take("trusted_proxies", checkProxies, DEFAULTS.trustedProxies),
    staticFiles: staticFiles(
      take("static_dir", checkPath, null),
      take("static_prefix", checkText, "/static"),
    ),
    sockets: socketLimits(
      take("ws_heartbeat_secs", checkCount, DEFAULTS.sockets.heartbeat),
      take("ws_timeout_secs", checkTimeout, null),
      take("ws_max_frame", checkFrame, DEFAULTS.sockets.maxFrame),
      take("ws_max_queue", checkSize, DEFAULTS.sockets.maxQueue),
    ),
  };
}

const LARGEST_FRAME = 32 * 1024 ** 2;

function socketLimits(
  heartbeat: number,
  timeout: number | null,
  maxFrame: number,
  maxQueue: number,
): SocketLimits {
  if (timeout !== null && timeout <= heartbeat) {
    throw new StartupError(`ws_timeout_secs ${timeout} must be greater than ws_heartbeat_secs ${heartbeat}`);
  }
  return { heartbeat, timeout: timeout ?? (heartbeat === 0 ? Infinity : heartbeat * 2), maxFrame, maxQueue };
}

function checkTimeout(value: unknown, name: string): number | null {
  if (value === null) return null;
  const seconds = checkCount(value, name);
  if (seconds === 0) throw new StartupError(`${name} must be an Int of at least 1, found 0`);
  return seconds;
}

function checkFrame(value: unknown, name: string): number {
  const size = checkSize(value, name);
  if (size > LARGEST_FRAME) throw new StartupError(`${name} is at most "32mb", found ${shown(value)}`);
  return size;
}

function portFromText(text: string): number {
  // 0 lets the system choose: only by the environment, for tests.
  return text === "0" ? 0 : checkPort(/^[0-9]{1,6}$/.test(text) ? Number(text) : text);
}

function checkPort(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new StartupError(`port must be an Int in 1..65535, found ${shown(value)}`);
  }
  if (value < 1 || value > 65535) throw new StartupError(`port ${value} is out of range (1..65535)`);
  return value;
}

function checkHost(value: unknown): string {
  if (typeof value !== "string" || !isIpLiteral(value)) {
    throw new StartupError(
      `host '${
        typeof value === "string" ? value : shown(value)
      }' is not a valid IP (expected IPv4/IPv6 literal)`,
    );
  }
  return value;
}

function checkBool(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") throw new StartupError(`${name} must be a Bool, found ${shown(value)}`);
  return value;
}

function checkText(value: unknown, name: string): string {
  if (typeof value !== "string") throw new StartupError(`${name} must be a Str, found ${shown(value)}`);
  return value;
}

function checkCount(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw new StartupError(`${name} must be an Int of at least 0, found ${shown(value)}`);
  }
  return value;
}

function checkWorkers(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
    throw new StartupError(`${name} must be an Int of at least 1, found ${shown(value)}`);
  }
  return value;
}

/** A path; null and the empty text mean that there is none, so that it may come from an optional variable. */
function checkPath(value: unknown, name: string): string | null {
  return value === null || value === "" ? null : checkText(value, name);
}

function tlsFiles(cert: string | null, key: string | null): HttpSettings["tls"] {
  if (cert !== null && key !== null) return { cert, key };
  if (cert === null && key === null) return null;
  const [given, missing] = cert === null ? ["tls_key", "tls_cert"] : ["tls_cert", "tls_key"];
  throw new StartupError(`${given} needs ${missing} beside it: HTTPS needs both, HTTP neither`);
}

function checkProxies(value: unknown, name: string): AddressBlock[] {
  if (!Array.isArray(value)) throw new StartupError(`${name} must be a list, found ${shown(value)}`);
  return value.map((element) => {
    const block = typeof element === "string" ? parseAddressBlock(element) : null;
    if (block === null) {
      throw new StartupError(`${name}: ${shown(element)} is not an IP address or CIDR block`);
    }
    return block;
  });
}

function staticFiles(folder: string | null, prefix: string): HttpSettings["staticFiles"] {
  return folder === null ? null : { folder, prefix: staticPrefix(prefix) };
}

/** Bytes of a size: an Int, or a text such as `2mb`. @throws StartupError */
export function checkSize(value: unknown, name: string): number {
  const bytes = typeof value === "string" ? parseSize(value) : value;
  if (typeof bytes !== "number" || !Number.isInteger(bytes) || bytes <= 0) {
    throw new StartupError(`${name} must be a size such as 65536 or "2mb", found ${shown(value)}`);
  }
  return bytes;
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? `'${value}'`
    : typeof value === "number"
    ? String(value)
    : typeName(value);
}
