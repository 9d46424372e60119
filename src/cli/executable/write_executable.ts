/** Makes an executable of a payload: a copy of the base with the payload put in. */
import { basename, dirname, join } from "node:path";
import { copyExecutable } from "./copy_executable.ts";

/** Replaces `output` at once; an earlier file stays as it was when something fails. Gives the size. */
export function writeExecutable(base: string, payload: Uint8Array<ArrayBuffer>, output: string): number {
  const folder = dirname(output);
  Deno.mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${basename(output)}.${crypto.randomUUID().slice(0, 8)}.tmp`);
  try {
    copyExecutable(base, temporary, { payload });
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
