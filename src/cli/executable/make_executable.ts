/** Makes `fitz` as one executable of its sources: a tiny entry compiled by Deno, and a pack with the scripts, their code caches and the assets. */
import { join } from "node:path";
import { copyExecutable } from "./copy_executable.ts";
import { cacheName, partName, wrapScript } from "./load_script.ts";
import { nativeModules } from "./native_modules.ts";
import { encodePack } from "./pack.ts";
import { COMMAND_LINE, PROGRAM } from "./scripts.ts";

/** A command of Deno that failed, with what it wrote. */
export class CompileError extends Error {
  override readonly name = "CompileError";
}

/** Modules that hardly any start needs, relative to the entry: parts of their own, read when they are required. */
const ASSETS = [
  "../runtime/auth/argon2/generated/portable_worker_text.ts",
  "../runtime/mail/library/nodemailer.ts",
  "../runtime/db/library/postgres.ts",
  "../runtime/sockets/bus/library/nats.ts",
];

/** Modules of gzipped files in base64, relative to the entry: their bytes are parts, a quarter smaller. */
const COMPRESSED = [
  "../runtime/http/generated/scalar.ts",
  "../runtime/http/generated/asyncapi_viewer.ts",
];

/** Packages that executables do without: their native modules are parts instead. */
const OUTSIDE = ["npm:@node-rs/argon2@2.2.1"];

/** Scripts and what they are made of, relative to the entry. */
const SCRIPTS: readonly (readonly [name: string, source: string])[] = [
  [COMMAND_LINE, "./executable/command_line_script.ts"],
  [PROGRAM, "./executable/program_script.ts"],
  ...ASSETS.map((source) => [partName(source), source] as const),
];

/** Calls may nest 5,000 deep (language.md 9.1), also those of larger functions. */
const COMPILE_FLAGS = [
  "--no-check",
  "--no-code-cache",
  "-A",
  "--v8-flags=--stack-size=1900",
];

interface MakeOptions {
  readonly isVerbose?: boolean;
}

/** Bundles what `entry` and the scripts import into `work`, an empty folder, and makes an executable there; gives its path. @throws CompileError */
export async function makeExecutable(entry: URL, work: string, options: MakeOptions = {}): Promise<string> {
  Deno.writeTextFileSync(join(work, "deno.json"), `{ "lock": false }\n`);
  const parts = join(work, "parts");
  Deno.mkdirSync(parts);
  const warmUp = new URL("./executable/warm_up.ts", entry);
  const [bare, warm] = await Promise.all([
    compile(entry, "bin", work, options),
    compile(warmUp, "warm_up", work, options),
    ...SCRIPTS.map(async ([name, source]) => {
      const path = join(parts, name);
      await bundle(new URL(source, entry), path, ["--format", "cjs"], work, options);
      Deno.writeTextFileSync(path, wrapScript(Deno.readTextFileSync(path)));
    }),
  ]);
  await run(warm!, [parts], work, {});
  await run(warm!, [parts, "verify"], work, {});
  const names = SCRIPTS.flatMap(([name, source]) =>
    ASSETS.includes(source) ? [name] : [name, cacheName(name)]
  );
  const contents = new Map(names.map((name) => [name, Deno.readFileSync(join(parts, name))]));
  for (const source of COMPRESSED) {
    const { files } = await import(new URL(source, entry).href) as { files: Record<string, string> };
    for (const [name, text] of Object.entries(files)) contents.set(`${name}.gz`, Uint8Array.fromBase64(text));
  }
  for (const [name, bytes] of await nativeModules(work)) contents.set(name, bytes);
  const pack = encodePack(contents);
  const made = join(work, "fitz");
  copyExecutable(bare!, made, { pack });
  return made;
}

/** Compiles the bundle of a module. Both executables are made alike, so that a code cache of the one fits the other. */
async function compile(entry: URL, name: string, work: string, options: MakeOptions): Promise<string> {
  const script = `${name}.js`;
  await bundle(entry, join(work, script), [], work, options);
  const made = join(work, name);
  await deno(["compile", "--quiet", ...COMPILE_FLAGS, "-o", made, script], work, options);
  return made;
}

async function bundle(
  entry: URL,
  output: string,
  flags: readonly string[],
  work: string,
  options: MakeOptions,
): Promise<void> {
  const host = `--allow-import=${entry.host || "localhost"}`;
  const outside = [...ASSETS, ...COMPRESSED].filter((source) =>
    !entry.pathname.endsWith(source.replace(/^\.\./, ""))
  );
  const assets = outside.map((source) => `*/${source.split("/").slice(-2).join("/")}`);
  const external = [...assets, ...OUTSIDE].flatMap((one) => ["--external", one]);
  const args = ["--quiet", host, "--platform", "deno", "--minify", ...external, ...flags, "--output", output];
  await deno(["bundle", ...args, entry.href], work, options);
}

async function deno(args: string[], cwd: string, options: MakeOptions): Promise<void> {
  await run(Deno.execPath(), args, cwd, options);
}

async function run(command: string, args: string[], cwd: string, options: MakeOptions): Promise<void> {
  const output = await new Deno.Command(command, {
    args,
    cwd,
    stdin: "null",
    stdout: options.isVerbose ? "inherit" : "piped",
    stderr: options.isVerbose ? "inherit" : "piped",
    env: { DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  if (output.success) return;
  const text = options.isVerbose
    ? ""
    : new TextDecoder().decode(output.stderr).trim().split("\n").slice(0, 3).join(" ");
  throw new CompileError(`\`${command === Deno.execPath() ? "deno" : command} ${args[0]}\` failed: ${text}`);
}
