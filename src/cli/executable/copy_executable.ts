/** Copies of an executable with other contents between the runtime and the data section of Deno. */
import { footerOf, readAt, readLayout } from "./layout.ts";

const NOTHING = new Uint8Array();

/** Writes `source` with this payload to `target`; its pack stays unless a new one is given. The copy is made by the system (`copy_file_range`); only the end of the file is written anew. */
export function copyExecutable(
  source: string,
  target: string,
  { pack, payload = NOTHING }: { pack?: Uint8Array; payload?: Uint8Array },
): void {
  using from = Deno.openSync(source);
  const { packStart, packSize, payloadStart, dataStart, size } = readLayout(from);
  const tail = readAt(from, dataStart, size - dataStart);
  Deno.copyFileSync(source, target);
  Deno.chmodSync(target, 0o755);
  using to = Deno.openSync(target, { read: true, write: true });
  const kept = pack ? packStart : payloadStart;
  to.truncateSync(kept);
  to.seekSync(kept, Deno.SeekMode.Start);
  const footer = footerOf(pack?.length ?? packSize, payload.length);
  for (const part of [pack ?? NOTHING, payload, footer, tail]) {
    for (let written = 0; written < part.length;) written += to.writeSync(part.subarray(written));
  }
}
