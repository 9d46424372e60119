/** The parts that an executable carries besides its entry: scripts, their code caches, assets. Only what is asked for is read: `[parts …][index as JSON][u32 length of the index]`. */
import { type Layout, readAt } from "./layout.ts";

/** Offset from the start of the pack and length. */
type Index = Readonly<Record<string, readonly [offset: number, length: number]>>;

export function encodePack(parts: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const index: Record<string, [number, number]> = {};
  let offset = 0;
  for (const [name, bytes] of parts) {
    index[name] = [offset, bytes.length];
    offset += bytes.length;
  }
  const tail = new TextEncoder().encode(JSON.stringify(index));
  const pack = new Uint8Array(offset + tail.length + 4);
  for (const [name, bytes] of parts) pack.set(bytes, index[name]![0]);
  pack.set(tail, offset);
  new DataView(pack.buffer).setUint32(offset + tail.length, tail.length, true);
  return pack;
}

/** Opens the pack of an executable; a part is read each time it is asked for, null when there is none of that name. */
export function openPack(
  file: Deno.FsFile,
  { packStart, packSize }: Layout,
): (name: string) => Uint8Array<ArrayBuffer> | null {
  if (packSize === 0) throw new Error("the executable carries no parts");
  const end = packStart + packSize - 4;
  const length = new DataView(readAt(file, end, 4).buffer).getUint32(0, true);
  const index: Index = JSON.parse(new TextDecoder().decode(readAt(file, end - length, length)));
  return (name) => {
    if (!Object.hasOwn(index, name)) return null;
    const [offset, size] = index[name]!;
    return readAt(file, packStart + offset, size);
  };
}
