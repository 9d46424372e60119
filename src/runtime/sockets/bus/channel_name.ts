/** The channel of a `FITZ_BUS_NAME`. */
import { createHash } from "node:crypto";

const PLAIN = /^[A-Za-z0-9_-]{1,40}$/;
const HASH_LENGTH = 32;

/** A name that every bus takes: letters, digits, `_` and `-`; others become a hash. Different names give different channels. */
export function channelName(name: string): string {
  if (PLAIN.test(name)) return name;
  return `x-${createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH)}`;
}
