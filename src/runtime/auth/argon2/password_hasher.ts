/** The hasher of this process; programs that hash passwords load it before they start (program/prepare.ts). */
import type { PasswordHasher } from "./hasher.ts";

let hasher: PasswordHasher | null = null;

export async function loadPasswordHasher(): Promise<void> {
  if (hasher) return;
  const { nativeHasher } = await import("./native_hasher.ts");
  hasher = await nativeHasher() ?? (await import("./portable_hasher.ts")).portableHasher();
}

export function passwordHasher(): PasswordHasher {
  if (!hasher) throw new Error("the password hasher has not been loaded");
  return hasher;
}
