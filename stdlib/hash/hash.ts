/** The `hash` namespace (stdlib.md section 27). */
import { passwordHasher } from "../../src/runtime/auth/argon2/password_hasher.ts";
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { exposed } from "../../src/runtime/values/secret.ts";

function textOf(plain: unknown): string {
  const text = exposed(plain);
  return typeof text === "string" ? text : typeError("Str or Secret", plain);
}

export const implementations = {
  "hash.password": (plain: unknown): string => passwordHasher().hashNow(textOf(plain)),
  "hash.verify": (plain: unknown, phc: string): boolean => passwordHasher().verifyNow(textOf(plain), phc),
};
