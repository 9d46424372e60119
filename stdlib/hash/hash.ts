/** The `hash` namespace (stdlib.md section 27). */
import { passwordHasher } from "../../src/runtime/auth/argon2/password_hasher.ts";
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { exposed } from "../../src/runtime/values/secret.ts";

function textOf(plain: unknown): string {
  const text = exposed(plain);
  return typeof text === "string" ? text : typeError("Str or Secret", plain);
}

/** A function for code that cannot wait, with its form for code that can. */
function offloaded<A extends unknown[], T>(now: (...args: A) => T, waiting: (...args: A) => Promise<T>) {
  return Object.assign(now, { waiting });
}

export const implementations = {
  "hash.password": offloaded(
    (plain: unknown): string => passwordHasher().hashNow(textOf(plain)),
    // deno-lint-ignore require-await
    async (plain) => passwordHasher().hash(textOf(plain)),
  ),
  "hash.verify": offloaded(
    (plain: unknown, phc: string): boolean => passwordHasher().verifyNow(textOf(plain), phc),
    // deno-lint-ignore require-await
    async (plain, phc) => passwordHasher().verify(textOf(plain), phc),
  ),
};
