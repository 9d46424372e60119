/** The entry of the executable: runs the program that it carries, or the command line. `fitz test` starts it again as a worker. */
import { readAt, readLayout } from "./executable/layout.ts";
import { loadScript } from "./executable/load_script.ts";
import { openPack } from "./executable/pack.ts";
import { COMMAND_LINE, type CommandLineScript, PROGRAM, type ProgramScript } from "./executable/scripts.ts";

const file = Deno.openSync(Deno.execPath());
const layout = readLayout(file);
const read = openPack(file, layout);

if ("DedicatedWorkerGlobalScope" in globalThis) {
  await loadScript<CommandLineScript>(COMMAND_LINE, read).exports.work();
} else if (layout.payloadSize > 0) {
  const payload = readAt(file, layout.payloadStart, layout.payloadSize);
  Deno.exit(await loadScript<ProgramScript>(PROGRAM, read).exports.runBuilt(payload, Deno.args));
} else await loadScript<CommandLineScript>(COMMAND_LINE, read).exports.start();
