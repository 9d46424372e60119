/** A built program running itself. */
import { basename } from "node:path";
import { runProgram } from "../../runtime/program/program.ts";
import { setHost } from "../../runtime/host/host.ts";
import { loadEnvFiles } from "../env_files.ts";
import { reportError } from "../main.ts";
import { maintain } from "../maintenance.ts";
import { openapiOf } from "../openapi_of.ts";
import { processHost } from "../process_host.ts";
import { processTerminal } from "../process_terminal.ts";
import { decodePayload } from "./payload.ts";

/** The name of the executable, as it is typed. */
function startingWord(): string {
  return basename(Deno.execPath()).replace(/\.exe$/i, "");
}

/** Runs the program of a payload, or a maintenance call (`--fitz …`); gives the exit code. */
export async function runBuilt(bytes: Uint8Array, args: readonly string[]): Promise<number> {
  const payload = decodePayload(bytes);
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
      openapi: () => openapiOf(payload.app),
    });
  } catch (error) {
    return reportError(error, processTerminal());
  } finally {
    host.flush();
  }
}
