/** What the executable runs when it carries no program: the command line, and the worker of `fitz test`. */
import type { WorkerScope } from "../../runtime/http/workers/first_worker.ts";
import { REPL_WORKER } from "../repl/protocol.ts";
import { becomeServerWorker, SERVER_WORKER } from "../server_workers.ts";

export { main } from "../main.ts";
export { start } from "../start.ts";
export { setAssets } from "../../runtime/host/assets.ts";

/** Makes this isolate a worker that serves, runs tests or evaluates inputs, by its name; messages that wait are handled after it. */
export async function work(name: string): Promise<void> {
  if (name === SERVER_WORKER) becomeServerWorker(self as unknown as WorkerScope);
  else if (name === REPL_WORKER) await import("../repl/worker.ts");
  else await import("../testing/worker.ts");
}
