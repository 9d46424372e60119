/** HTTPS and HTTP/2 (chosen by ALPN) with a certificate that may be renewed while the server runs: web.md 3.1, production.md 14. */
import { fileReason, readTextFile } from "../../host/files.ts";
import { host } from "../../host/host.ts";
import { workerGroup } from "../../workers/worker_group.ts";
import type { HttpSettings } from "../http_program.ts";
import { logRecord } from "../runtime_log.ts";
import { StartupError } from "../settings.ts";
import { internals, listenSharedTls, type Served } from "./deno_internals.ts";
import { binding, failedOutside, type Handle, type Port, type PortOptions } from "./port.ts";

type TlsFiles = NonNullable<HttpSettings["tls"]>;

/** Texts of PEM files. */
interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

const CHECK_EVERY_MS = 20_000;
const ACCEPT_AGAIN_MS = 1;
const ALPN = ["h2", "http/1.1"];

/** @throws StartupError when the address cannot be bound, or the certificate or key is not usable */
export function openTlsPort(
  handle: Handle,
  options: PortOptions,
  files: TlsFiles,
  checkEvery: number = CHECK_EVERY_MS,
): Port {
  const serve = internals.serveHttpOnConnection;
  if (!serve) throw new StartupError(`HTTPS is not possible with Deno ${Deno.version.deno}`);
  const pair = readPair(files);
  const port = new TlsPort(
    options,
    binding(options, () => listenSharedTls(options, pair, ALPN)),
    (connection) => serve(connection, undefined, handle, failedOutside, () => {}),
  );
  const stop = new AbortController();
  const watching = watch(files, pair, checkEvery, stop.signal, (renewed) => port.renew(renewed));
  return {
    ...port.address,
    async shutdown() {
      stop.abort();
      await watching;
      await port.shutdown();
    },
  };
}

/**
 * Connections are accepted here, not by `Deno.serve`: its listener cannot be closed without its connections, and those that have not sent a request yet would be cut.
 */
class TlsPort {
  readonly address: { readonly hostname: string; readonly port: number };
  #listener: Deno.TlsListener;
  readonly #connections = new Set<Served>();
  #isOver = false;

  constructor(
    private readonly asked: { readonly hostname: string; readonly port: number },
    listener: Deno.TlsListener,
    private readonly serve: (connection: Deno.TlsConn) => Served,
  ) {
    const { hostname, port } = listener.addr as Deno.NetAddr;
    this.address = { hostname, port };
    this.#listener = listener;
    this.#accept(listener);
  }

  async #accept(listener: Deno.TlsListener): Promise<void> {
    while (true) {
      let connection: Deno.TlsConn;
      try {
        connection = await listener.accept();
      } catch {
        if (this.#isOver || listener !== this.#listener) return;
        // Too many open files, or a client that went away: the next one may fare better.
        await host().sleep(ACCEPT_AGAIN_MS);
        continue;
      }
      const server = this.serve(connection);
      this.#connections.add(server);
      // What a client does not keep to (TLS, HTTP) ends its connection and nothing else.
      server.finished.catch(() => {}).finally(() => this.#connections.delete(server));
    }
  }

  /** From now on connections get this certificate; those that are open or wait to be accepted go on. */
  renew(pair: KeyPair): void {
    const old = this.#listener;
    this.#listener = listenSharedTls(this.asked, pair, ALPN);
    this.#accept(this.#listener);
    old.close();
  }

  async shutdown(): Promise<void> {
    this.#isOver = true;
    this.#listener.close();
    await Promise.all([...this.#connections].map((one) => one.shutdown()));
  }
}

/** Looks at the files now and then, and hands on a pair that is new and usable. Ends with the signal. */
async function watch(
  files: TlsFiles,
  first: KeyPair,
  every: number,
  signal: AbortSignal,
  renew: (pair: KeyPair) => void,
): Promise<void> {
  let current = first;
  let complaint = "";
  // Every worker looks; the first one tells.
  const tell = workerGroup().index === 0 ? logRecord : () => {};
  while (true) {
    await host().sleep(every, signal);
    if (signal.aborted) return;
    try {
      const pair = readPair(files);
      if (pair.cert === current.cert && pair.key === current.key) continue;
      renew(pair);
      current = pair;
      complaint = "";
      tell("INFO", "tls.renewed", [["cert", files.cert]]);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      // Once for each problem: half of a pair may be there for a while.
      if (text !== complaint) tell("WARN", "tls.not_renewed", [["error", text]]);
      complaint = text;
    }
  }
}

/** The texts of both files, after the host has taken them as a pair. @throws StartupError naming the path */
function readPair(files: TlsFiles): KeyPair {
  const pair = { cert: readPem("tls_cert", files.cert), key: readPem("tls_key", files.key) };
  try {
    Deno.listenTls({ hostname: "127.0.0.1", port: 0, ...pair }).close();
  } catch (error) {
    throw new StartupError(pairProblem(error, files));
  }
  return pair;
}

function readPem(name: string, path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    throw new StartupError(`${name} '${path}': ${fileReason(error)}`);
  }
}

function pairProblem(error: unknown, { cert, key }: TlsFiles): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/KeyMismatch/.test(text)) return `tls_key '${key}' does not belong to tls_cert '${cert}'`;
  if (/No certificates/.test(text)) return `tls_cert '${cert}': no certificate in PEM form in it`;
  if (/decode certificate|BadEncoding/.test(text)) return `tls_cert '${cert}': the certificate is malformed`;
  if (/No keys/.test(text)) return `tls_key '${key}': no private key in PEM form in it`;
  return `tls_cert '${cert}' and tls_key '${key}' cannot be used: ${text}`;
}
