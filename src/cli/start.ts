/** The start of the command line. */
import { main } from "./main.ts";
import { processTerminal } from "./process_terminal.ts";

const MINIMUM_DENO = [2, 7];

/** Runs the command that this process was started for, or the program of the `fitz dev` that started it, and ends the process. */
export async function start(): Promise<never> {
  if (isTooOld(Deno.version.deno)) {
    console.error(`✗ fitz needs Deno ${MINIMUM_DENO.join(".")} or newer, this is Deno ${Deno.version.deno}`);
    Deno.exit(1);
  }
  const dev = Deno.env.get("FITZ_DEV_CHILD");
  if (dev !== undefined) {
    const { runForDev } = await import("./dev/child_main.ts");
    return end(await runForDev(dev));
  }
  return end(await main(Deno.args, processTerminal()));
}

/** Asks for `Deno.exit` when it is wanted: it may have been replaced meanwhile. */
function end(code: number): never {
  Deno.exit(code);
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < MINIMUM_DENO[0]! || (major === MINIMUM_DENO[0] && minor < MINIMUM_DENO[1]!);
}
