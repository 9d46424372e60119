/** The `crypto` namespace (stdlib.md section 27). */
import { createHash, createHmac } from "node:crypto";
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { constantTimeEqual, constantTimeTextEqual } from "../../src/runtime/operations/constant_time.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { randomBytes } from "../../src/runtime/host/random_bytes.ts";
import { exposed } from "../../src/runtime/values/secret.ts";
import { typeName } from "../../src/runtime/operations/type_name.ts";

function input(value: unknown): string | Uint8Array {
  return typeof value === "string" || value instanceof Uint8Array ? value : typeError("Str or Bytes", value);
}

function sha256(value: unknown): string {
  return createHash("sha256").update(input(value)).digest("hex");
}

const ALGORITHMS = ["sha256", "sha384", "sha512"];

function hmac(key: unknown, value: unknown, algorithm = "sha256"): string {
  if (!ALGORITHMS.includes(algorithm)) {
    fail("run/bad-argument", `there is no algorithm \`${algorithm}\``, [`one of ${ALGORITHMS.join(", ")}`]);
  }
  const plain = exposed(key);
  if (typeof plain !== "string" && !(plain instanceof Uint8Array)) {
    return typeError("Str, Bytes or Secret", key);
  }
  return createHmac(algorithm, plain).update(input(value)).digest("hex");
}

function randomToken(count: Int = 32): string {
  return randomBytes(count, "crypto.random_token").toBase64({ alphabet: "base64url", omitPadding: true });
}

function equal(a: unknown, b: unknown): boolean {
  const x = input(a);
  const y = input(b);
  if (typeof x === "string" && typeof y === "string") return constantTimeTextEqual(x, y);
  if (x instanceof Uint8Array && y instanceof Uint8Array) return constantTimeEqual(x, y);
  return typeError(typeName(x), y);
}

export const implementations = {
  "crypto.sha256": sha256,
  "crypto.hmac": hmac,
  "crypto.random_token": randomToken,
  "crypto.equal": equal,
};
