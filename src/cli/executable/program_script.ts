/** What the executable runs when it carries a program: the runtime without the compiler. */
import type { WorkerScope } from "../../runtime/http/workers/first_worker.ts";
import { becomeServerWorker } from "../server_workers.ts";

import { openPayload, type ReadPayload } from "./payload.ts";

export { runBuilt } from "./run_built.ts";
export { setAssets } from "../../runtime/host/assets.ts";

/** Makes this isolate a further worker of the service. */
export function work(read: ReadPayload): void {
  becomeServerWorker(self as unknown as WorkerScope, openPayload(read).files);
}
