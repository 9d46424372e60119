/** The bus of a server: by `FITZ_BUS_URL`, or between the workers of the process. */
import { host } from "../../host/host.ts";
import { StartupError } from "../../http/settings.ts";
import { workerGroup } from "../../workers/worker_group.ts";
import type { SocketHub } from "../hub.ts";
import { BusError, type BusTransport } from "./bus_transport.ts";
import { NodeBus } from "./node_bus.ts";
import { WorkerTransport } from "./worker_transport.ts";

const DEFAULT_NAME = "fitz";

/** @param name of the package @throws StartupError for a URL that is none, and where nobody answers */
export async function openBus(hub: SocketHub, name: string | null): Promise<void> {
  const { env } = host();
  const url = env.get("FITZ_BUS_URL");
  const node = nodeName();
  if (!url) {
    const bus = new NodeBus(hub, new WorkerTransport(workerGroup()), { node, isQuiet: true });
    await bus.start();
    hub.bus = bus;
    return;
  }
  const transport = await transportOf(url, env.get("FITZ_BUS_NAME") || name || DEFAULT_NAME);
  const bus = new NodeBus(hub, transport, { node });
  try {
    await bus.start();
  } catch (error) {
    if (!(error instanceof BusError)) throw error;
    throw new StartupError(`FITZ_BUS_URL: no connection to ${transport.address}: ${error.message}`);
  }
  hub.bus = bus;
}

async function transportOf(text: string, name: string): Promise<BusTransport> {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !["nats", "postgres", "postgresql"].includes(scheme)) {
    throw new StartupError(
      `FITZ_BUS_URL: unsupported scheme '${scheme}' (use nats:// or postgres://)`,
    );
  }
  const url = scheme === undefined ? null : URL.parse(text);
  if (!url || url.hostname === "") {
    throw new StartupError("FITZ_BUS_URL is not an address such as nats://bus.example:4222");
  }
  if (scheme === "nats") return new (await import("./nats_transport.ts")).NatsTransport(url, name);
  return new (await import("./postgres_transport.ts")).PostgresTransport(url, name);
}

/** Names a process, or one of its workers, for people and apart from all others. */
function nodeName(): string {
  let machine = "node";
  try {
    machine = Deno.hostname();
  } catch (error) {
    // Programs may be denied to know it.
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
  }
  return `${machine}-${crypto.randomUUID().slice(0, 8)}`;
}
