/** Random bytes of the system. */
import { fail } from "../failures/failure.ts";
import type { Int } from "../operations/int.ts";

/** What one call of the system's generator gives. */
const CHUNK = 65536;
const LIMIT = 2 ** 30;

/** `count` cryptographically secure bytes; `run/bad-argument`, naming the caller, for a negative count or one beyond 2^30. */
export function randomBytes(count: Int, caller: string): Uint8Array<ArrayBuffer> {
  if (count < 0 || count > LIMIT) fail("run/bad-argument", `\`${caller}\` cannot give ${count} bytes`);
  const bytes = new Uint8Array(Number(count));
  for (let at = 0; at < bytes.length; at += CHUNK) crypto.getRandomValues(bytes.subarray(at, at + CHUNK));
  return bytes;
}
