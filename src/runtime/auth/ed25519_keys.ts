/** Ed25519 signatures with keys in PEM form; keys are read once. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

const MOST_KEYS = 64;
const encoder = new TextEncoder();

function reader(read: (pem: string) => KeyObject): (pem: string) => KeyObject | null {
  const known = new Map<string, KeyObject | null>();
  return (pem) => {
    let found = known.get(pem);
    if (found === undefined) {
      try {
        found = read(pem);
        if (found.asymmetricKeyType !== "ed25519") found = null;
      } catch {
        found = null;
      }
      if (known.size >= MOST_KEYS) known.clear();
      known.set(pem, found);
    }
    return found;
  };
}

/** null for what is no Ed25519 private key. */
export const ed25519PrivateKey = reader((pem) => createPrivateKey(pem));
/** null for what is neither an Ed25519 public key nor a private one, whose public half is taken. */
export const ed25519PublicKey = reader((pem) => createPublicKey(pem));

export function ed25519Sign(text: string, key: KeyObject): Uint8Array {
  return sign(null, encoder.encode(text), key);
}

export function ed25519Verify(text: string, signature: Uint8Array, key: KeyObject): boolean {
  return verify(null, encoder.encode(text), key, signature);
}
