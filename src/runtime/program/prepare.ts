/** Parts of the library that cannot be loaded in the middle of a call: they are loaded before a program that uses them starts. */
import { host } from "../host/host.ts";

const PARTS: readonly (readonly [use: string, load: () => Promise<void>])[] = [
  ['"hash.', async () => {
    const { loadPasswordHasher } = await import("../auth/argon2/password_hasher.ts");
    await loadPasswordHasher();
  }],
  ['"auth.', async () => {
    const { openTokenStore } = await import("../auth/token_store.ts");
    openTokenStore(() => host().now() / 1000);
  }],
];

/** Loads what emitted code takes out of the library. */
export async function prepareLibrary(code: string): Promise<void> {
  await Promise.all(PARTS.filter(([use]) => code.includes(use)).map(([, load]) => load()));
}
