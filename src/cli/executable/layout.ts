/**
 * Where things lie in an executable made by `deno compile`, after we have put our pack in, and in one that `fitz build` made of it:
 *
 *     [runtime][pack][payload][u64 sizes of pack and payload]["FITZAPP2"][data section of Deno … u32 magic, u32 hash, u64 length]
 *
 * Deno finds its data section from the end of the file and reads all of it at every start; it never sees what stands before. The format is private to Deno; `tests/binary`
 * runs one built program per case, which shows when it changes.
 */

const DENO_MAGIC = 0x501e;
const TRAILER_SIZE = 16;
const FOOTER_SIZE = 24;
const FOOTER_MAGIC = "FITZAPP2";

export interface Layout {
  /** End of the runtime: where the pack begins or would begin. */
  readonly packStart: number;
  /** 0 when there is no pack. */
  readonly packSize: number;
  /** Where a payload begins or would begin. */
  readonly payloadStart: number;
  /** 0 when there is no payload. */
  readonly payloadSize: number;
  readonly dataStart: number;
  readonly size: number;
}

/** Reads the layout of an open executable; throws when it is not one made by `deno compile`. */
export function readLayout(file: Deno.FsFile): Layout {
  const size = file.seekSync(0, Deno.SeekMode.End);
  const trailer = new DataView(readAt(file, size - TRAILER_SIZE, TRAILER_SIZE).buffer);
  if (trailer.getUint32(0, true) !== DENO_MAGIC) {
    throw new Error("the executable has no data section: was it stripped or packed?");
  }
  const dataStart = size - Number(trailer.getBigUint64(8, true));
  const footer = readAt(file, dataStart - FOOTER_SIZE, FOOTER_SIZE);
  if (new TextDecoder().decode(footer.subarray(16)) !== FOOTER_MAGIC) {
    return { packStart: dataStart, packSize: 0, payloadStart: dataStart, payloadSize: 0, dataStart, size };
  }
  const sizes = new DataView(footer.buffer);
  const packSize = Number(sizes.getBigUint64(0, true));
  const payloadSize = Number(sizes.getBigUint64(8, true));
  const payloadStart = dataStart - FOOTER_SIZE - payloadSize;
  return { packStart: payloadStart - packSize, packSize, payloadStart, payloadSize, dataStart, size };
}

/** The bytes that follow the payload: the sizes and our magic. */
export function footerOf(packSize: number, payloadSize: number): Uint8Array<ArrayBuffer> {
  const footer = new Uint8Array(FOOTER_SIZE);
  const sizes = new DataView(footer.buffer);
  sizes.setBigUint64(0, BigInt(packSize), true);
  sizes.setBigUint64(8, BigInt(payloadSize), true);
  footer.set(new TextEncoder().encode(FOOTER_MAGIC), 16);
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
