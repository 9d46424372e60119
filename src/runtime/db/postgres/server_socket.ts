/** TCP connections to a server, with TLS as its URL wants it: data.md 2.4. */
import net from "node:net";
import tls from "node:tls";
import { readFileSync } from "node:fs";
import type { ServerAddress } from "../database_url.ts";
import { DatabaseFault, DbError, refuse } from "../db_error.ts";

/** Length, then the code that asks for TLS. */
const TLS_REQUEST = new Uint8Array([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const YES = "S".charCodeAt(0);
const NO = "N".charCodeAt(0);

/** Connects, and makes the connection secure where that is wanted. @throws DatabaseFault */
export async function openSocket(address: ServerAddress): Promise<net.Socket> {
  const roots = address.rootCertificate === null ? null : readRoots(address.rootCertificate);
  const socket = new net.Socket();
  const seconds = address.connectTimeoutSeconds;
  const timer = setTimeout(
    () => socket.destroy(new Error(`no connection within ${seconds} s`)),
    seconds * 1000,
  );
  try {
    await event(socket, "connect", () => socket.connect(address.port, address.host), address);
    socket.setNoDelay(true);
    return address.tls === "disable" ? socket : await secured(socket, address, roots);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function secured(
  socket: net.Socket,
  address: ServerAddress,
  roots: string | null,
): Promise<net.Socket> {
  const reply = await event(socket, "data", () => socket.write(TLS_REQUEST), address) as Uint8Array;
  if (reply[0] === NO) refuse("tls", "TLS: the server does not support TLS");
  if (reply[0] !== YES || reply.length !== 1) {
    refuse("tls", "TLS: the server gave no answer to the request for TLS");
  }
  const verifies = address.tls !== "require";
  const secure = tls.connect({
    socket,
    // The host verifies this name, which may be an address.
    host: address.host,
    rejectUnauthorized: verifies,
    ...(roots === null ? {} : { ca: roots }),
    ...(address.tls === "verify-ca" ? { checkServerIdentity: () => undefined } : {}),
  });
  try {
    await event(secure, "secureConnect", () => {}, address);
  } catch (error) {
    secure.destroy();
    throw error;
  }
  return secure;
}

function readRoots(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return refuse("config", `sslrootcert: the file '${path}' cannot be read`);
  }
}

/** Waits for an event of a socket that `start` brings about; an error or the end comes as a DatabaseFault. */
function event(
  socket: net.Socket,
  name: string,
  start: () => void,
  address: ServerAddress,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      socket.removeListener(name, onEvent);
      socket.removeListener("error", onError);
      socket.removeListener("close", onClose);
      finish();
    };
    const onEvent = (value: unknown) => settle(() => resolve(value));
    const onError = (error: Error) => settle(() => reject(networkFault(error, address)));
    const onClose = () => onError(new Error("the connection was closed"));
    socket.on(name, onEvent);
    socket.on("error", onError);
    socket.on("close", onClose);
    start();
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "unknown host",
  EAI_AGAIN: "unknown host",
  ETIMEDOUT: "timed out",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to the network",
  ECONNRESET: "connection reset",
  EPIPE: "connection closed",
  CONNECTION_CLOSED: "connection closed",
  CONNECTION_DESTROYED: "connection closed",
  CONNECTION_ENDED: "connection closed",
  CONNECT_TIMEOUT: "timed out",
};

const TLS_FAILURE = /certificate|handshake|\btls\b/i;

/** A failure of the network, or of what makes it secure. */
export function networkFault(error: unknown, { host, port }: ServerAddress): DatabaseFault {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  // The host says so only when the first bytes are read.
  if (TLS_FAILURE.test(message)) return new DatabaseFault(new DbError("tls", `TLS: ${message}`));
  const name = host.includes(":") ? `[${host}]` : host;
  return new DatabaseFault(
    new DbError("unavailable", `network: ${REASONS[code] ?? message} (${name}:${port})`),
  );
}
