/**
 * A program of its own that is compiled and run once while the executable is made: it lets the scripts in a folder do what most starts do and writes the code that V8 made of them beside
 * them; run once more, it makes sure that V8 takes the caches. `warm_up FOLDER [verify]`
 */
import { join } from "node:path";
import { compileTarget } from "../../project/compile.ts";
import { denoFileSystem } from "../../project/deno_file_system.ts";
import { findTarget } from "../../project/target.ts";
import { version } from "../../project/version.ts";
import { processTerminal } from "../process_terminal.ts";
import { cacheName, type LoadedScript, loadScript, type ReadPart } from "./load_script.ts";
import { encodePayload, identityOf, type ReadPayload } from "./payload.ts";
import { COMMAND_LINE, type CommandLineScript, PROGRAM, type ProgramScript } from "./scripts.ts";
import { SCRIPT_SAMPLE, SERVICE_SAMPLE } from "./warm_up_samples.ts";

const [folder, action] = Deno.args;
const work = Deno.makeTempDirSync();
try {
  if (action === "verify") verify(folder!);
  else await warmUp(folder!);
} finally {
  Deno.removeSync(work, { recursive: true });
}
// The services still run.
Deno.exit(0);

async function warmUp(folder: string): Promise<void> {
  const read = partsIn(folder);
  const script = join(work, "script.fitz");
  const service = join(work, "service.fitz");
  Deno.writeTextFileSync(script, SCRIPT_SAMPLE);
  Deno.writeTextFileSync(service, SERVICE_SAMPLE);

  const commandLine = loadScript<CommandLineScript>(COMMAND_LINE, read);
  const { main } = commandLine.exports;
  expectSuccess("script", await main(["run", script], processTerminal()));
  await askService(() => main(["run", service], processTerminal()));
  save(folder, COMMAND_LINE, commandLine);

  const program = loadScript<ProgramScript>(PROGRAM, read);
  const { runBuilt } = program.exports;
  expectSuccess("built script", await runBuilt(await payloadOf(script), []));
  const built = await payloadOf(service);
  await askService(() => runBuilt(built, []));
  save(folder, PROGRAM, program);
}

/** Starts a service and asks it what a service is asked first; it is left running. */
async function askService(start: () => Promise<number>): Promise<void> {
  const port = freePort();
  Deno.env.set("FITZ_PORT", String(port));
  let ended: Error | null = null;
  start().then((code) => ended = new Error(`the service ended with ${code}`), (error) => ended = error);
  const base = `http://127.0.0.1:${port}`;
  while (true) {
    if (ended) throw ended;
    try {
      await (await fetch(`${base}/healthz`)).text();
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const item = JSON.stringify({ name: "tea", count: 2, price: 1.5, tags: ["hot"] });
  for (const [method, path, body] of [["GET", "/"], ["GET", "/items/1?limit=2"], ["POST", "/items", item]]) {
    const headers = { "content-type": "application/json" };
    const response = await fetch(base + path!, { method: method!, ...(body ? { headers, body } : {}) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  }
}

async function payloadOf(path: string): Promise<ReadPayload> {
  const target = findTarget({ file: path }, denoFileSystem);
  const { code, app } = await compileTarget(target, denoFileSystem);
  const bytes = encodePayload({ ...identityOf(target), toolchain: version, app: app!, code: code! });
  return (offset, length) => bytes.slice(offset, offset + length);
}

function save(folder: string, name: string, script: LoadedScript<unknown>): void {
  Deno.writeFileSync(join(folder, cacheName(name)), script.createCache());
}

/** Throws when a new process does not take the caches that an earlier one made. */
function verify(folder: string): void {
  for (const name of [COMMAND_LINE, PROGRAM]) {
    if (!loadScript(name, partsIn(folder)).isCached) {
      throw new Error(`the code cache of ${name} does not fit`);
    }
  }
}

function partsIn(folder: string): ReadPart {
  return (name) => {
    try {
      return Deno.readFileSync(join(folder, name));
    } catch {
      return null;
    }
  };
}

function expectSuccess(what: string, code: number): void {
  if (code !== 0) throw new Error(`the ${what} ended with ${code}`);
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
