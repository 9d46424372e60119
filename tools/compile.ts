/**
 * Makes `build/fitz`, one executable: bundles, then compiles the bundle in a folder of its own, so that nothing else gets in.
 * DENORT_BIN names the runtime to embed; without it Deno downloads its own.
 */
import { join } from "node:path";
import { makeExecutable } from "../src/cli/executable/make_executable.ts";

const root = new URL("../", import.meta.url).pathname;
const build = join(root, "build");
const work = join(build, "bundle");

Deno.mkdirSync(build, { recursive: true });
try {
  Deno.removeSync(work, { recursive: true });
} catch (error) {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
Deno.mkdirSync(work);

const started = performance.now();
const made = await makeExecutable(new URL("../src/cli/bin.ts", import.meta.url), work, { isVerbose: true });
Deno.renameSync(made, join(build, "fitz"));
const size = Deno.statSync(join(build, "fitz")).size / 1_000_000;
const seconds = (performance.now() - started) / 1000;
console.log(`build/fitz: ${size.toFixed(1)} MB, ${seconds.toFixed(1)} s`);
