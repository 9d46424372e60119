/** Bytes of a source file as text: strict UTF-8, without a byte-order mark. */
import { type Diagnostic, diagnostic, type SourceFile } from "../diagnostics/diagnostic.ts";

export interface SourceText {
  readonly file: SourceFile;
  /** `lex/invalid-utf8` when the bytes are not UTF-8; the text then has U+FFFD in those places. */
  readonly diagnostic: Diagnostic | null;
}

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");

export function decodeSource(path: string, bytes: Uint8Array): SourceText {
  try {
    return { file: { path, text: strict.decode(bytes) }, diagnostic: null };
  } catch {
    const file: SourceFile = { path, text: lenient.decode(bytes) };
    const at = firstInvalidByte(bytes);
    const start = lenient.decode(bytes.subarray(0, at)).length;
    const byte = bytes[at]!.toString(16).toUpperCase().padStart(2, "0");
    return {
      file,
      diagnostic: diagnostic(
        "error",
        "lex/invalid-utf8",
        { file, start, end: start + 1 },
        `byte 0x${byte} is not valid UTF-8`,
        {
          label: "not text",
          help: ["save the file as UTF-8"],
        },
      ),
    };
  }
}

/** Index of the first byte that begins no well-formed sequence. */
function firstInvalidByte(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return i;
    i += length;
  }
  return Math.max(0, bytes.length - 1);
}

/** Length of the well-formed UTF-8 sequence at `i`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf
    ? 2
    : lead >= 0xe0 && lead <= 0xef
    ? 3
    : lead >= 0xf0 && lead <= 0xf4
    ? 4
    : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1]!;
  const isBad = (lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f) ||
    (lead === 0xf0 && second < 0x90) ||
    (lead === 0xf4 && second > 0x8f);
  return isBad ? 0 : length;
}
