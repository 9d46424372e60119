/** Where fitz keeps what it has fetched or made: `FITZ_CACHE_DIR`, else `cache` in the home of fitz (toolchain.md 2). */
import { dirname, join } from "node:path";

export function cacheRoot(env: (name: string) => string | undefined = (name) => Deno.env.get(name)): string {
  const moved = env("FITZ_CACHE_DIR");
  if (moved) return moved;
  const user = env("HOME") || env("USERPROFILE") || dirname(Deno.execPath());
  return join(env("FITZ_HOME") || join(user, ".fitz"), "cache");
}
