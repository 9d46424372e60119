/** Entity tags of contents. */
import { createHash, type Hash } from "node:crypto";

/** 132 bits of SHA-256. */
const LENGTH = 22;

export function startEtag(): Hash {
  return createHash("sha256");
}

/** The tag of what was hashed, with its quotes. */
export function endEtag(hash: Hash): string {
  return `"${hash.digest("base64url").slice(0, LENGTH)}"`;
}

/** The tag of a content. */
export function etagOf(bytes: Uint8Array): string {
  return endEtag(startEtag().update(bytes));
}
