/** Makes an executable of a payload: a copy of this executable with the payload put in, or, under `deno run`, by way of `deno compile`. */
import { basename, dirname, join } from "node:path";
import { footerOf, readAt, readLayout } from "./layout.ts";

/** Replaces `output` at once; an earlier file stays as it was when something fails. Gives the size. */
export async function writeExecutable(
  payload: Uint8Array<ArrayBuffer>,
  output: string,
  options: { isVerbose?: boolean } = {},
): Promise<number> {
  const folder = dirname(output);
  Deno.mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${basename(output)}.${crypto.randomUUID().slice(0, 8)}.tmp`);
  try {
    if (Deno.build.standalone) copyWithPayload(Deno.execPath(), temporary, payload);
    else {
      const base = await compiledBase(options);
      copyWithPayload(base, temporary, payload);
    }
    Deno.renameSync(temporary, output);
  } catch (error) {
    try {
      Deno.removeSync(temporary);
    } catch {
      // Nothing was written yet.
    }
    throw error;
  }
  return Deno.statSync(output).size;
}

/** The copy is made by the system (`copy_file_range`); only the end of the file is written anew. */
function copyWithPayload(source: string, target: string, payload: Uint8Array<ArrayBuffer>): void {
  using from = Deno.openSync(source);
  const { payloadStart, dataStart, size } = readLayout(from);
  const tail = readAt(from, dataStart, size - dataStart);
  Deno.copyFileSync(source, target);
  Deno.chmodSync(target, 0o755);
  using to = Deno.openSync(target, { read: true, write: true });
  to.truncateSync(payloadStart);
  to.seekSync(payloadStart, Deno.SeekMode.Start);
  for (const part of [payload, footerOf(payload.length), tail]) {
    for (let written = 0; written < part.length;) written += to.writeSync(part.subarray(written));
  }
}

/** Compiles `fitz` itself once per version and Deno into the cache, from wherever it runs (a folder or a URL). */
async function compiledBase(options: { isVerbose?: boolean }): Promise<string> {
  const { compileBase } = await import("./compile_base.ts");
  return await compileBase(options);
}
