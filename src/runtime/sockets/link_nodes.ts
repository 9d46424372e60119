/** Links the sockets of a server with those of other nodes, where there are any: realtime.md 14. */
import { host } from "../host/host.ts";
import { workerGroup } from "../workers/worker_group.ts";
import type { SocketHub } from "./hub.ts";

/**
 * Opens the bus unless it is open: over `FITZ_BUS_URL`, else between the workers of this process. A server that is alone loads and opens nothing.
 *
 * @param name of the package
 * @throws StartupError when there is no connection to the bus
 */
export async function linkNodes(hub: SocketHub | null, name: string | null): Promise<void> {
  if (hub === null || hub.bus !== null) return;
  if (!host().env.get("FITZ_BUS_URL") && workerGroup().count === 1) return;
  const { openBus } = await import("./bus/open_bus.ts");
  await openBus(hub, name);
}
