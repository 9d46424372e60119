/** Ports that a server listens on: plain or with TLS, its own or shared by several workers. */
import type { HttpSettings } from "../http_program.ts";
import { StartupError } from "../settings.ts";
import { internals, listenShared } from "./deno_internals.ts";

export interface Port {
  readonly hostname: string;
  readonly port: number;
  /** Accepts nothing more and ends when all requests have their answers. */
  shutdown(): Promise<void>;
}

export type Handle = (
  request: Request,
  info: { readonly remoteAddr: Deno.Addr },
) => Response | Promise<Response>;

export interface PortOptions {
  readonly hostname: string;
  /** 0: the system chooses. */
  readonly port: number;
  readonly tls: HttpSettings["tls"];
  /** Other isolates of this process listen there too. */
  readonly isShared: boolean;
}

/** @throws StartupError when the address cannot be bound, or the certificate or key is not usable */
export async function openPort(handle: Handle, options: PortOptions): Promise<Port> {
  if (options.tls !== null) {
    const { openTlsPort } = await import("./tls_port.ts");
    return openTlsPort(handle, options, options.tls);
  }
  return binding(options, () => options.isShared ? openShared(handle, options) : openOwn(handle, options));
}

function openOwn(handle: Handle, { hostname, port }: PortOptions): Port {
  const server = Deno.serve({ hostname, port, onListen: () => {}, onError: failedOutside }, handle);
  return { hostname: server.addr.hostname, port: server.addr.port, shutdown: () => server.shutdown() };
}

/** A port that isolates share: whoever is free accepts the next connection. */
function openShared(handle: Handle, { hostname, port }: PortOptions): Port {
  const serve = internals.serveHttpOnListener;
  if (!serve) throw new StartupError(`several workers are not possible with Deno ${Deno.version.deno}`);
  const listener = listenShared({ hostname, port });
  const server = serve(listener, undefined, handle, failedOutside, () => {});
  const { addr } = listener;
  return { hostname: addr.hostname, port: addr.port, shutdown: () => server.shutdown() };
}

/** Binds; what the system says against it names the address. */
export function binding<T>({ hostname, port }: { hostname: string; port: number }, bind: () => T): T {
  try {
    return bind();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const reason = error instanceof Deno.errors.AddrInUse
      ? "Address already in use"
      : error instanceof Error
      ? error.message.replace(/ \(os error \d+\)$/, "")
      : String(error);
    throw new StartupError(`cannot listen on ${shownAddress(hostname, port)}: ${reason}`);
  }
}

export function shownAddress(hostname: string, port: number): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

/** What the host reports about an answer that could not be sent: the client has gone. */
export function failedOutside(_error: unknown): Response {
  return new Response('{"error":"internal error"}', {
    status: 500,
    headers: { "content-type": "application/json" },
  });
}
