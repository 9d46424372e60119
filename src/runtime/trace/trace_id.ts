/** Trace ids of W3C trace contexts: production.md 8.1. */

/** Ids that share their random first part. */
const IDS_PER_PREFIX = 1 << 16;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Ids of random bytes that change every 65,536 ids and a scrambled counter of 32 bits, so that no two ids of a process are alike, none is all zeros but by a chance of
 * one in 2^64, and one costs well under 0.1 µs.
 */
function idSource(randomBytes: number): () => string {
  let prefix = "";
  let left = 0;
  let counter = 0;
  return () => {
    if (left === 0) {
      prefix = randomHex(randomBytes);
      counter = crypto.getRandomValues(new Uint32Array(1))[0];
      left = IDS_PER_PREFIX;
    }
    left--;
    counter = (counter + 1) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    mixed ^= mixed >>> 15;
    return prefix + HEX[mixed >>> 24] + HEX[(mixed >>> 16) & 255] + HEX[(mixed >>> 8) & 255] +
      HEX[mixed & 255];
  };
}

/** A new trace id: 32 hex digits. */
export const newTraceId: () => string = idSource(12);

/** A new span id: 16 hex digits. */
export const newSpanId: () => string = idSource(4);

function randomHex(bytes: number): string {
  let text = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(bytes))) text += HEX[byte];
  return text;
}

export interface TraceParent {
  readonly traceId: string;
  readonly parentSpanId: string;
  readonly isSampled: boolean;
}

/** A valid `traceparent` header; null for a malformed one, version `ff`, and ids of zeros only. */
export function parseTraceParent(header: string): TraceParent | null {
  const match = TRACEPARENT.exec(header.trim());
  if (!match) return null;
  const [, version, traceId, parentSpanId, flags, rest] = match;
  if (version === "ff" || (version === "00" && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentSpanId)) return null;
  return { traceId, parentSpanId, isSampled: (parseInt(flags, 16) & 1) === 1 };
}
