/** The entry of the executable: runs the program that it carries, or the command line. Services with several workers and `fitz test` start it again in isolates of their own. */
import { readAt, readLayout } from "./executable/layout.ts";
import { loadScript, type ReadPart } from "./executable/load_script.ts";
import { openPack } from "./executable/pack.ts";
import { COMMAND_LINE, type CommandLineScript, PROGRAM, type ProgramScript } from "./executable/scripts.ts";

const file = Deno.openSync(Deno.execPath());
const layout = readLayout(file);
const read = openPack(file, layout);

/** A part of the program's payload. */
function readPayload(offset: number, length: number): Uint8Array<ArrayBuffer> {
  return readAt(file, layout.payloadStart + offset, length);
}

/** A script that may ask for assets. */
function load<T extends { setAssets(reader: ReadPart): void }>(name: string): T {
  const { exports } = loadScript<T>(name, read);
  exports.setAssets(read);
  return exports;
}

if ("DedicatedWorkerGlobalScope" in globalThis) {
  if (layout.payloadSize > 0) load<ProgramScript>(PROGRAM).work(readPayload);
  else await load<CommandLineScript>(COMMAND_LINE).work(self.name);
} else if (layout.payloadSize > 0) {
  const code = await load<ProgramScript>(PROGRAM).runBuilt(readPayload, Deno.args);
  Deno.exit(code);
} else await load<CommandLineScript>(COMMAND_LINE).start();
