/** The `jwt` namespace (stdlib.md section 27): compact JSON Web Signatures, RFC 7515 and RFC 7519. */
import {
  ed25519PrivateKey,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
} from "../../src/runtime/auth/ed25519_keys.ts";
import { type HmacAlgorithm, hmacKey } from "../../src/runtime/auth/hmac_keys.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { host } from "../../src/runtime/host/host.ts";
import { parseJson } from "../../src/runtime/json/decode_text.ts";
import { encodeJson } from "../../src/runtime/json/encode.ts";
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { constantTimeEqual } from "../../src/runtime/operations/constant_time.ts";
import { FloatBox } from "../../src/runtime/values/float.ts";
import { FitzMap } from "../../src/runtime/values/map.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";
import { exposed } from "../../src/runtime/values/secret.ts";

type Algorithm = HmacAlgorithm | "EdDSA";

const ALGORITHMS: readonly string[] = ["HS256", "HS384", "HS512", "EdDSA"];
/** Headers and signatures of honest tokens are short; claims are bounded by the header limit of requests. */
const LONGEST_TOKEN = 64 * 1024;
const COMPACT = /^[\w-]+\.[\w-]*\.[\w-]*$/;
const INVALID = "invalid token";

const base64url = { alphabet: "base64url", omitPadding: true } as const;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const headers = new Map<Algorithm, string>();

/** The first part of the tokens that we make, which is also that of most others. */
function ownHeader(algorithm: Algorithm): string {
  let text = headers.get(algorithm);
  if (text === undefined) {
    headers.set(
      algorithm,
      text = encoder.encode(`{"alg":"${algorithm}","typ":"JWT"}`).toBase64(base64url),
    );
  }
  return text;
}

function algorithmOf(name: string): Algorithm {
  if (!ALGORITHMS.includes(name)) {
    fail("run/bad-argument", `there is no algorithm \`${name}\``, [`one of ${ALGORITHMS.join(", ")}`]);
  }
  return name as Algorithm;
}

/** @throws Failure for an empty secret, and for a PEM key as shared secret: whoever knows the public key could sign then */
function keyText(algorithm: Algorithm, secret: unknown): string {
  const plain = exposed(secret);
  if (typeof plain !== "string") return typeError("Str or Secret", secret);
  if (plain === "") fail("run/bad-argument", "the secret of a token is empty");
  if (algorithm !== "EdDSA" && plain.trimStart().startsWith("-----BEGIN ")) {
    fail("run/bad-argument", `a PEM key cannot be the shared secret of \`${algorithm}\``, [
      'say `alg: "EdDSA"` for tokens that a key pair signs',
    ]);
  }
  return plain;
}

function encode(claims: FitzMap, secret: unknown, alg = "HS256"): string {
  const algorithm = algorithmOf(alg);
  const key = keyText(algorithm, secret);
  const text = `${ownHeader(algorithm)}.${encoder.encode(encodeJson(claims)).toBase64(base64url)}`;
  return `${text}.${signature(algorithm, key, text).toBase64(base64url)}`;
}

function signature(algorithm: Algorithm, key: string, text: string): Uint8Array {
  if (algorithm !== "EdDSA") return hmacKey(algorithm, key).sign(text);
  const privateKey = ed25519PrivateKey(key);
  if (!privateKey) return wrongKey("private");
  return ed25519Sign(text, privateKey);
}

function wrongKey(kind: "private" | "public"): never {
  return fail("run/bad-argument", `\`EdDSA\` needs an Ed25519 ${kind} key in PEM form`);
}

function decode(token: string, secret: unknown, alg = "HS256"): Result {
  const algorithm = algorithmOf(alg);
  const key = keyText(algorithm, secret);
  const shared = algorithm === "EdDSA" ? null : hmacKey(algorithm, key);
  const known = shared?.payloadOf(token);
  if (known !== undefined) return claimsOf(known);
  // The reader of base64 passes over spaces and padding, which tokens do not have.
  if (token.length > LONGEST_TOKEN || !COMPACT.test(token)) return new Err(INVALID);
  const first = token.indexOf(".");
  const second = token.indexOf(".", first + 1);
  if (!isHeaderOf(token.slice(0, first), algorithm)) return new Err(INVALID);
  const given = bytesOf(token.slice(second + 1));
  const payload = bytesOf(token.slice(first + 1, second));
  if (given === null || payload === null) return new Err(INVALID);
  if (!isSignature(algorithm, key, token.slice(0, second), given)) return new Err("invalid signature");
  const text = textOf(payload);
  if (text === null) return new Err(INVALID);
  shared?.remember(token, text);
  return claimsOf(text);
}

function isSignature(algorithm: Algorithm, key: string, text: string, given: Uint8Array): boolean {
  if (algorithm !== "EdDSA") return constantTimeEqual(hmacKey(algorithm, key).sign(text), given);
  const publicKey = ed25519PublicKey(key);
  if (!publicKey) return wrongKey("public");
  return given.length === 64 && ed25519Verify(text, given, publicKey);
}

/** Whether a header names this algorithm and asks for nothing that we do not know (`crit`). */
function isHeaderOf(part: string, algorithm: Algorithm): boolean {
  if (part === ownHeader(algorithm)) return true;
  const bytes = bytesOf(part);
  const text = bytes && textOf(bytes);
  const header = text === null ? null : jsonOf(text);
  return header !== null && header.get("alg") === algorithm && !header.has("crit");
}

/** The time is looked at whenever a token comes, also one whose signature is known. */
function claimsOf(payload: string): Result {
  const claims = jsonOf(payload);
  if (!claims) return new Err(INVALID);
  const now = host().now() / 1000;
  if (claims.has("exp")) {
    const expiry = secondsOf(claims.get("exp"));
    if (expiry === null) return new Err(INVALID);
    if (expiry <= now) return new Err("token expired");
  }
  if (claims.has("nbf")) {
    const start = secondsOf(claims.get("nbf"));
    if (start === null) return new Err(INVALID);
    if (start > now) return new Err("token not yet valid");
  }
  return new Ok(claims);
}

function secondsOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (value instanceof FloatBox) return value.value;
  return typeof value === "bigint" ? Number(value) : null;
}

function bytesOf(part: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(part, { alphabet: "base64url", lastChunkHandling: "loose" });
  } catch {
    return null;
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function jsonOf(text: string): FitzMap | null {
  const value = parseJson(text);
  return value instanceof Ok && value.value instanceof FitzMap ? value.value : null;
}

export const implementations = {
  "jwt.encode": encode,
  "jwt.decode": decode,
};
