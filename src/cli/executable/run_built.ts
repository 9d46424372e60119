/** A built program running itself. */
import { basename } from "node:path";
import { runProgram } from "../../runtime/program/program.ts";
import { setHost } from "../../runtime/host/host.ts";
import { loadEnvFiles } from "../env_files.ts";
import { reportError } from "../main.ts";
import { maintain } from "../maintenance.ts";
import { documentOf } from "../document_of.ts";
import { processHost } from "../process_host.ts";
import { processTerminal } from "../process_terminal.ts";
import { workersOf } from "../server_workers.ts";
import { openPayload, type ReadPayload } from "./payload.ts";

/** The name of the executable, as it is typed. */
function startingWord(): string {
  return basename(Deno.execPath()).replace(/\.exe$/i, "");
}

/** Runs the program of a payload, or a maintenance call (`--fitz …`); gives the exit code. */
export async function runBuilt(read: ReadPayload, args: readonly string[]): Promise<number> {
  const { payload, files } = openPayload(read);
  if (args[0] === "--fitz") return await maintain(args.slice(1), payload, startingWord());
  const host = processHost(args);
  try {
    loadEnvFiles([]);
    setHost(host);
    const inspect = Deno.env.get("FITZ_INSPECT");
    if (inspect) {
      const { inspectAddress, openInspector } = await import("../inspect.ts");
      await openInspector(inspectAddress(inspect), "open");
    }
    return await runProgram(payload.code, payload.app, {
      sources: new Map(),
      document: (name) => documentOf(payload.app, name),
      service: {
        startWorker: workersOf({ ...payload, args, sources: new Map(), isLenient: false }),
        ...(files ? { embeddedFiles: files } : {}),
      },
    });
  } catch (error) {
    return reportError(error, processTerminal());
  } finally {
    host.flush();
  }
}
