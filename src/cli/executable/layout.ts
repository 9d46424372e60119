/**
 * Where things lie in an executable made by `deno compile`, and in one that `fitz build` made of it:
 *
 *     [runtime][payload][u64 length]["FITZAPP1"][data section of Deno … u32 magic, u32 hash, u64 length]
 *
 * Deno finds its data section from the end of the file, so it never sees what stands before it. The format is private to Deno; `tests/binary` runs one
 * built program per case, which shows when it changes.
 */

const DENO_MAGIC = 0x501e;
const TRAILER_SIZE = 16;
const FOOTER_SIZE = 16;
const FOOTER_MAGIC = "FITZAPP1";

export interface Layout {
  /** End of the runtime: where a payload begins or would begin. */
  readonly payloadStart: number;
  /** 0 when there is no payload. */
  readonly payloadSize: number;
  readonly dataStart: number;
  readonly size: number;
}

/** Reads the layout of an open executable; throws when it is not one made by `deno compile`. */
export function readLayout(file: Deno.FsFile): Layout {
  const { size } = file.statSync();
  const trailer = new DataView(readAt(file, size - TRAILER_SIZE, TRAILER_SIZE).buffer);
  if (trailer.getUint32(0, true) !== DENO_MAGIC) {
    throw new Error("the executable has no data section: was it stripped or packed?");
  }
  const dataStart = size - Number(trailer.getBigUint64(8, true));
  const footer = readAt(file, dataStart - FOOTER_SIZE, FOOTER_SIZE);
  if (new TextDecoder().decode(footer.subarray(8)) !== FOOTER_MAGIC) {
    return { payloadStart: dataStart, payloadSize: 0, dataStart, size };
  }
  const payloadSize = Number(new DataView(footer.buffer).getBigUint64(0, true));
  return { payloadStart: dataStart - FOOTER_SIZE - payloadSize, payloadSize, dataStart, size };
}

/** The payload of an executable, null when it has none. */
export function readPayload(path: string): Uint8Array<ArrayBuffer> | null {
  using file = Deno.openSync(path);
  const { payloadStart, payloadSize } = readLayout(file);
  return payloadSize === 0 ? null : readAt(file, payloadStart, payloadSize);
}

/** The bytes that follow the payload: its length and our magic. */
export function footerOf(payloadSize: number): Uint8Array<ArrayBuffer> {
  const footer = new Uint8Array(FOOTER_SIZE);
  new DataView(footer.buffer).setBigUint64(0, BigInt(payloadSize), true);
  footer.set(new TextEncoder().encode(FOOTER_MAGIC), 8);
  return footer;
}

export function readAt(file: Deno.FsFile, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  file.seekSync(offset, Deno.SeekMode.Start);
  for (let read = 0; read < length;) {
    const count = file.readSync(bytes.subarray(read));
    if (count === null) throw new Error("the executable ends too early");
    read += count;
  }
  return bytes;
}
