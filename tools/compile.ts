/**
 * Makes `build/fitz`, one executable: bundles, then compiles the bundle in a folder of its own, so that nothing else gets in.
 * DENORT_BIN names the runtime to embed; without it Deno downloads its own.
 */
import { join } from "node:path";

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
Deno.writeTextFileSync(join(work, "deno.json"), "{}\n");

const started = performance.now();
await deno([
  "bundle",
  "--quiet",
  "--platform",
  "deno",
  "--minify",
  "-o",
  join(work, "fitz.js"),
  join(root, "src/cli/bin.ts"),
], root);
await deno(
  ["compile", "--quiet", "--no-check", "--no-code-cache", "-A", "-o", join(work, "fitz"), "fitz.js"],
  work,
);
Deno.renameSync(join(work, "fitz"), join(build, "fitz"));

const size = (path: string) => (Deno.statSync(path).size / 1_000_000).toFixed(1);
console.log(
  `build/fitz: ${size(join(build, "fitz"))} MB, bundle ${size(join(work, "fitz.js"))} MB, ${
    ((performance.now() - started) / 1000).toFixed(1)
  } s`,
);

async function deno(args: string[], cwd: string): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (!success) {
    console.error(`deno ${args[0]} failed`);
    Deno.exit(1);
  }
}
