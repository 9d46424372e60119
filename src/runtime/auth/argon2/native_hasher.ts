/**
 * Argon2id by the native module of @node-rs/argon2: 10 to 20 ms a hash. Its own promises come from threads, too, but while one of them is pending the host loses timers (Deno 2.7.11); so Workers
 * call it, where nothing else runs.
 */
import process from "node:process";
import { asset } from "../../host/assets.ts";
import { HashWorkers } from "./hash_workers.ts";
import { ARGON2_COST, type PasswordHasher, PHC } from "./hasher.ts";

/** The module as a part of executables. */
export const NATIVE_PART = "argon2.node";

interface NativeModule {
  hashSync(plain: string, options: object): string;
  verifySync(phc: string, plain: string): boolean;
}

/** The module, and where a Worker finds it; null for the package. */
interface Found {
  readonly native: NativeModule;
  readonly path: string | null;
}

const WORKER = `import process from "node:process";
let native;
async function load(path) {
  if (path === null) return await import("npm:@node-rs/argon2@2.2.1");
  const module = { exports: {} };
  process.dlopen(module, path);
  return module.exports;
}
onmessage = async ({ data: { plain, phc, options, path } }) => {
  let answer = null;
  try {
    native ??= await load(path);
    answer = phc === null ? native.hashSync(plain, options) : native.verifySync(phc, plain);
  } catch {
    // What is no hash fits nothing.
  }
  postMessage(answer);
};
`;
/** One core is left to the event loop. */
const WORKERS = Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1));

const OPTIONS = {
  algorithm: 2,
  memoryCost: ARGON2_COST.memoryKib,
  timeCost: ARGON2_COST.iterations,
  parallelism: ARGON2_COST.parallelism,
};

/** null where the module cannot be had: another system or processor, no rights. */
export async function nativeHasher(): Promise<PasswordHasher | null> {
  try {
    const found = moduleOfExecutable() ?? await moduleOfPackage();
    return found && hasherOf(found);
  } catch {
    return null;
  }
}

async function moduleOfPackage(): Promise<Found | null> {
  // An executable has no packages.
  if (Deno.build.standalone) return null;
  const native = await import("npm:@node-rs/argon2@2.2.1") as unknown as NativeModule;
  return { native, path: null };
}

/** The part of the executable, from a file in memory: nothing is written to a disk where others could change it. */
function moduleOfExecutable(): Found | null {
  const bytes = Deno.build.os === "linux" ? asset(NATIVE_PART) : null;
  if (bytes === null) return null;
  const libc = Deno.dlopen("libc.so.6", {
    memfd_create: { parameters: ["buffer", "u32"], result: "i32" },
    write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  });
  const CLOSE_ON_EXEC = 1;
  const file = libc.symbols.memfd_create(new TextEncoder().encode("argon2\0"), CLOSE_ON_EXEC);
  if (file < 0) return null;
  for (let at = 0; at < bytes.length;) {
    const written = Number(libc.symbols.write(file, bytes.subarray(at), BigInt(bytes.length - at)));
    if (written <= 0) return null;
    at += written;
  }
  const module = { exports: {} };
  const path = `/proc/self/fd/${file}`;
  process.dlopen(module, path);
  return { native: module.exports as NativeModule, path };
}

function hasherOf({ native, path }: Found): PasswordHasher {
  const workers = new HashWorkers(WORKER, WORKERS);
  return {
    async hash(plain) {
      const phc = await workers.ask({ plain, phc: null, options: OPTIONS, path });
      if (typeof phc !== "string") throw new Error("Argon2 gave no hash");
      return phc;
    },
    verify: async (plain, phc) =>
      PHC.test(phc) && await workers.ask({ plain, phc, options: OPTIONS, path }) === true,
    hashNow: (plain) => native.hashSync(plain, OPTIONS),
    verifyNow(plain, phc) {
      if (!PHC.test(phc)) return false;
      try {
        return native.verifySync(phc, plain);
      } catch {
        return false;
      }
    },
  };
}
