/** Parts of the library that cannot be loaded in the middle of a call: they are loaded before a program that uses them starts. */

const PARTS: readonly (readonly [use: string, load: () => Promise<void>])[] = [
  ['"hash.', async () => {
    const { loadPasswordHasher } = await import("../auth/argon2/password_hasher.ts");
    await loadPasswordHasher();
  }],
];

/** Loads what emitted code takes out of the library. */
export async function prepareLibrary(code: string): Promise<void> {
  await Promise.all(PARTS.filter(([use]) => code.includes(use)).map(([, load]) => load()));
}
