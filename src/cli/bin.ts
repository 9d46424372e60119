/** The entry of the executable: runs the program that it carries, or the command line. `fitz test` starts it again as a worker. */
import { readAt, readLayout } from "./executable/layout.ts";
import { loadScript, type ReadPart } from "./executable/load_script.ts";
import { openPack } from "./executable/pack.ts";
import { COMMAND_LINE, type CommandLineScript, PROGRAM, type ProgramScript } from "./executable/scripts.ts";

const file = Deno.openSync(Deno.execPath());
const layout = readLayout(file);
const read = openPack(file, layout);

/** A script that may ask for assets. */
function load<T extends { setAssets(reader: ReadPart): void }>(name: string): T {
  const { exports } = loadScript<T>(name, read);
  exports.setAssets(read);
  return exports;
}

if ("DedicatedWorkerGlobalScope" in globalThis) {
  await load<CommandLineScript>(COMMAND_LINE).work();
} else if (layout.payloadSize > 0) {
  const payload = readAt(file, layout.payloadStart, layout.payloadSize);
  const code = await load<ProgramScript>(PROGRAM).runBuilt(payload, Deno.args);
  Deno.exit(code);
} else await load<CommandLineScript>(COMMAND_LINE).start();
