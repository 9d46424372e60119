/** The isolate of a further worker, under `deno run`. */
import type { WorkerScope } from "../runtime/http/workers/first_worker.ts";
import { becomeServerWorker } from "./server_workers.ts";

becomeServerWorker(self as unknown as WorkerScope);
