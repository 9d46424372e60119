/** Methods of Bytes (stdlib.md section 6). */
import { checkInt } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { type Int } from "../../src/runtime/operations/int.ts";
import { quoteText } from "../../src/runtime/text/text.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `Bytes.to_str`. */
export function bytesToText(bytes: Uint8Array): Result {
  try {
    return new Ok(decoder.decode(bytes));
  } catch {
    return new Err(`not valid UTF-8 at byte ${firstInvalid(bytes)}`);
  }
}

/** Index of the first byte of the first sequence that is not UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** Length of the valid UTF-8 sequence that starts at `at`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > bytes.length) return 0;
  // The second byte is narrower where the first allows overlong forms, surrogates or numbers beyond the last.
  const low = lead === 0xE0 ? 0xA0 : lead === 0xF0 ? 0x90 : 0x80;
  const high = lead === 0xED ? 0x9F : lead === 0xF4 ? 0x8F : 0xBF;
  if (bytes[at + 1] < low || bytes[at + 1] > high) return 0;
  for (let i = 2; i < length; i++) {
    if ((bytes[at + i] & 0xC0) !== 0x80) return 0;
  }
  return length;
}

function concat(bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const joined = new Uint8Array(bytes.length + other.length);
  joined.set(bytes);
  joined.set(other, bytes.length);
  return joined;
}

function fromHex(text: string): Result {
  return /^(?:[0-9a-fA-F]{2})*$/.test(text)
    ? new Ok(Uint8Array.fromHex(text))
    : new Err(`not valid hex: ${quoteText(text)}`);
}

/** Base64 in either alphabet, with or without padding; null when it is none. */
export function decodeBase64(text: string): Uint8Array | null {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/").replace(/={1,2}$/, "");
  const hasWrongPadding = text.endsWith("=") && text.length % 4 !== 0;
  if (hasWrongPadding || standard.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(standard)) return null;
  return Uint8Array.fromBase64(standard, { lastChunkHandling: "loose" });
}

function fromBase64(text: string): Result {
  const bytes = decodeBase64(text);
  return bytes === null ? new Err(`not valid base64: ${quoteText(text)}`) : new Ok(bytes);
}

function fromList(list: unknown[]): Uint8Array {
  const bytes = new Uint8Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = checkInt(list[i]);
    if (value < 0 || value > 255) fail("run/bad-argument", `${value} is not a byte`, ["bytes are 0 to 255"]);
    bytes[i] = Number(value);
  }
  return bytes;
}

export const implementations = {
  "Bytes.len": (bytes: Uint8Array): Int => bytes.length,
  "Bytes.is_empty": (bytes: Uint8Array): boolean => bytes.length === 0,
  "Bytes.to_str": bytesToText,
  "Bytes.to_hex": (bytes: Uint8Array): string => bytes.toHex(),
  "Bytes.to_base64": (bytes: Uint8Array): string => bytes.toBase64(),
  "Bytes.to_base64url": (bytes: Uint8Array): string =>
    bytes.toBase64({ alphabet: "base64url", omitPadding: true }),
  "Bytes.to_list": (bytes: Uint8Array): Int[] => Array.from(bytes),
  "Bytes.concat": concat,
  "Bytes.from_hex": fromHex,
  "Bytes.from_base64": fromBase64,
  "Bytes.from_list": fromList,
};
