/** Argon2id by the native module of @node-rs/argon2: 20 ms a hash, in threads of its own. */
import process from "node:process";
import { asset } from "../../host/assets.ts";
import { ARGON2_COST, type PasswordHasher, PHC } from "./hasher.ts";

/** The module as a part of executables. */
export const NATIVE_PART = "argon2.node";

interface NativeModule {
  hash(plain: string, options: object): Promise<string>;
  hashSync(plain: string, options: object): string;
  verify(phc: string, plain: string): Promise<boolean>;
  verifySync(phc: string, plain: string): boolean;
}

const OPTIONS = {
  algorithm: 2,
  memoryCost: ARGON2_COST.memoryKib,
  timeCost: ARGON2_COST.iterations,
  parallelism: ARGON2_COST.parallelism,
};

/** null where the module cannot be had: another system or processor, no rights. */
export async function nativeHasher(): Promise<PasswordHasher | null> {
  try {
    const native = moduleOfExecutable() ?? await moduleOfPackage();
    return native && hasherOf(native);
  } catch {
    return null;
  }
}

async function moduleOfPackage(): Promise<NativeModule | null> {
  // An executable has no packages.
  if (Deno.build.standalone) return null;
  return await import("npm:@node-rs/argon2@2.2.1") as unknown as NativeModule;
}

/** The part of the executable, from a file in memory: nothing is written to a disk where others could change it. */
function moduleOfExecutable(): NativeModule | null {
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
  process.dlopen(module, `/proc/self/fd/${file}`);
  return module.exports as NativeModule;
}

function hasherOf(native: NativeModule): PasswordHasher {
  return {
    hash: (plain) => native.hash(plain, OPTIONS),
    verify: async (plain, phc) => PHC.test(phc) && await native.verify(phc, plain).catch(() => false),
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
