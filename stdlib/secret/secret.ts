/** `secret(k, d)` and `Secret` (stdlib.md section 24). */
import { checkCallback } from "../../src/runtime/operations/function_value.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { secretText } from "../../src/runtime/host/secret_text.ts";
import { Secret } from "../../src/runtime/values/secret.ts";

function secret(key: string, otherwise?: string): Secret {
  const text = secretText(key);
  if (typeof text === "object") return fail("run/secret", `secret \`${key}\`: ${text.problem}`);
  if (text !== undefined) return new Secret(text);
  if (otherwise !== undefined) return new Secret(otherwise);
  return fail("run/secret", `secret \`${key}\` is not set`, [
    `set the environment variable \`${key}\`, or \`${key}_FILE\` to the path of a file that holds it`,
  ]);
}

function isEmpty(secret: Secret): boolean {
  const value = secret.expose();
  if (typeof value === "string" || Array.isArray(value) || value instanceof Uint8Array) {
    return value.length === 0;
  }
  return value instanceof Map && value.size === 0;
}

export const implementations = {
  "secret": secret,
  "Secret.of": (value: unknown) => new Secret(value),
  "Secret.expose": (secret: Secret) => secret.expose(),
  "Secret.is_empty": isEmpty,
  "Secret.map": (secret: Secret, f: unknown) => new Secret(checkCallback(f, 1)(secret.expose())),
};
