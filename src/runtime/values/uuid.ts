/** Universally unique identifiers (stdlib.md section 17). */
import { host } from "../host/host.ts";
import { defineKind } from "../operations/kind.ts";

export class Uuid {
  constructor(
    /** Canonical text: lower case, with hyphens. */
    readonly text: string,
  ) {}
}

const HYPHENATED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PLAIN = /^[0-9a-f]{32}$/i;

/** The UUID of 32 hex digits in either case, with the four hyphens or without; null for any other text. */
export function parseUuid(text: string): Uuid | null {
  if (HYPHENATED.test(text)) return new Uuid(text.toLowerCase());
  return PLAIN.test(text) ? new Uuid(hyphenated(text.toLowerCase())) : null;
}

function hyphenated(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The UUID of all zeros. */
export const NIL_UUID = new Uuid("00000000-0000-0000-0000-000000000000");

/** A random UUID. */
export function uuidV4(): Uuid {
  return new Uuid(crypto.randomUUID());
}

let lastMilliseconds = -1;
let counter = 0;

/** A UUID that starts with the time; each one is greater than the one before, also when the clock stands or goes back. */
export function uuidV7(): Uuid {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const now = Math.floor(host().now());
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    // The upper bit stays free, so that a millisecond has room for at least 2048 more.
    counter = (random[8] << 8 | random[9]) & 0x7FF;
  } else if (++counter > 0xFFF) {
    lastMilliseconds++;
    counter = 0;
  }
  random[0] = random[0] & 0x3F | 0x80;
  const time = lastMilliseconds.toString(16).padStart(12, "0");
  return new Uuid(
    hyphenated(`${time}7${counter.toString(16).padStart(3, "0")}${random.subarray(0, 8).toHex()}`),
  );
}

defineKind(Uuid, {
  name: "Uuid",
  display: (value) => value.text,
  equals: (a, b) => a.text === b.text,
  compare: (a, b) => a.text < b.text ? -1 : a.text > b.text ? 1 : 0,
  key: (value) => value.text,
});
