/** Native modules of npm packages that executables carry, for the system and processor that they are made on. */
import { join } from "node:path";
import { NATIVE_PART } from "../../runtime/auth/argon2/native_hasher.ts";

const ARGON2 = "@node-rs/argon2";
const VERSION = "2.2.1";

/** Package and file of the native module by system and processor, where executables can load it (native_hasher.ts). */
const PACKAGES: Readonly<Record<string, string>> = {
  "linux-x86_64": "linux-x64-gnu",
  "linux-aarch64": "linux-arm64-gnu",
};

/** The modules by the names of their parts; empty where there are none for this machine. */
export async function nativeModules(work: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const platform = PACKAGES[`${Deno.build.os}-${Deno.build.arch}`];
  if (platform === undefined) return new Map();
  await deno(["cache", `npm:${ARGON2}@${VERSION}`], work);
  const { npmCache } = JSON.parse(await deno(["info", "--json"], work)) as { npmCache: string };
  for (const registry of Deno.readDirSync(npmCache)) {
    const path = join(npmCache, registry.name, `${ARGON2}-${platform}`, VERSION, `argon2.${platform}.node`);
    try {
      return new Map([[NATIVE_PART, Deno.readFileSync(path)]]);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    }
  }
  return new Map();
}

async function deno(args: string[], cwd: string): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [...args, "--quiet"],
    cwd,
    stdin: "null",
    stderr: "null",
    env: { DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  return new TextDecoder().decode(stdout);
}
