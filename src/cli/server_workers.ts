/** Further workers of a service: `@server(workers=…)`. */
import type { App } from "../app/manifest.ts";
import { setHost } from "../runtime/host/host.ts";
import { FirstWorker, type WorkerScope } from "../runtime/http/workers/first_worker.ts";
import type { FileSource } from "../runtime/http/static/file_source.ts";
import type { StartWorker, WorkerPlace } from "../runtime/http/workers/protocol.ts";
import { runProgram } from "../runtime/program/program.ts";
import { documentOf } from "./document_of.ts";
import { processHost } from "./process_host.ts";

/** What `bin.ts` knows such an isolate by. */
export const SERVER_WORKER = "fitz-server";

/** The program that all workers run. */
export interface WorkerProgram {
  readonly code: string;
  readonly app: App;
  readonly args: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
  readonly isLenient: boolean;
}

/** First message to the isolate. */
export type WorkerStart = WorkerProgram & { readonly kind: "start"; readonly place: WorkerPlace };

/** Makes workers for a program. */
export function workersOf(program: WorkerProgram): StartWorker {
  return (place) => {
    // The main module of the executable knows when it runs as a worker.
    const url = Deno.build.standalone ? Deno.mainModule : new URL("./server_worker.ts", import.meta.url).href;
    const worker = new Worker(url, { type: "module", name: SERVER_WORKER });
    const start: WorkerStart = { kind: "start", ...program, place };
    worker.postMessage(start);
    return worker;
  };
}

/** Makes this isolate a worker of a service, as the first message says; `files` are those that its executable carries. */
export function becomeServerWorker(scope: WorkerScope, files: FileSource | null = null): void {
  const started = ({ data }: MessageEvent<WorkerStart | { readonly kind: string }>) => {
    if (data.kind === "start") void runWorker(data as WorkerStart, scope, files);
  };
  scope.addEventListener("message", started);
}

async function runWorker(
  { place, ...program }: WorkerStart,
  scope: WorkerScope,
  files: FileSource | null,
): Promise<void> {
  const host = processHost(program.args);
  setHost(host);
  const firstWorker = new FirstWorker(scope, place);
  const code = await runProgram(program.code, program.app, {
    sources: program.sources,
    document: (name) => documentOf(program.app, name),
    isLenient: program.isLenient,
    service: { firstWorker, ...(files ? { embeddedFiles: files } : {}) },
  });
  host.flush();
  scope.postMessage({ kind: "ended", code });
}
