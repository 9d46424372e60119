/** What the host can do beyond its public functions (docs/decisions/0016). */
import type { Handle } from "./port.ts";

/** A running `Deno.serve`. */
export interface Served {
  readonly finished: Promise<void>;
  shutdown(): Promise<void>;
}

type Serve<From> = (
  from: From,
  signal: AbortSignal | undefined,
  handle: Handle,
  onError: (error: unknown) => Response,
  onListen: () => void,
) => Served;

interface Internals {
  readonly serveHttpOnListener?: Serve<Deno.Listener>;
  readonly serveHttpOnConnection?: Serve<Deno.Conn>;
}

const host = Deno as unknown as Record<symbol, Internals | undefined> & { readonly internal?: symbol };

/** Each part may be missing in another version of the host. */
export const internals: Internals = (host.internal && host[host.internal]) || {};

interface Address {
  readonly hostname: string;
  readonly port: number;
}

/**
 * A listener on a socket that belongs to the process: each call with the same address, in any isolate, gives another listener on the one socket, and what waits there is lost only
 * when the last of them is closed.
 */
export function listenShared({ hostname, port }: Address): Deno.TcpListener {
  return Deno.listen({ hostname, port, loadBalanced: true } as Deno.TcpListenOptions);
}

/**
 * The same with TLS. `Deno.listenTls` does not hand the option on, but the host looks for it in what it is handed, and finds it in the prototype of all objects, where it is as long as
 * this one call of the host lasts.
 */
export function listenSharedTls(
  { hostname, port }: Address,
  pair: { readonly cert: string; readonly key: string },
  alpnProtocols: string[],
): Deno.TlsListener {
  Object.defineProperty(Object.prototype, "loadBalanced", { value: true, configurable: true });
  try {
    const options = { hostname, port, alpnProtocols, ...pair };
    return Deno.listenTls(options as Deno.ListenTlsOptions & Deno.TlsCertifiedKeyPem);
  } finally {
    delete (Object.prototype as { loadBalanced?: boolean }).loadBalanced;
  }
}
