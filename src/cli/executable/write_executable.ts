/** Makes an executable of a payload: a copy of this executable with the payload put in, or, under `deno run`, by way of `deno compile`. */
import { basename, dirname, join } from "node:path";
import { copyExecutable } from "./copy_executable.ts";

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
    if (Deno.build.standalone) copyExecutable(Deno.execPath(), temporary, { payload });
    else {
      const base = await compiledBase(options);
      copyExecutable(base, temporary, { payload });
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

/** Compiles `fitz` itself once per version and Deno into the cache, from wherever it runs (a folder or a URL). */
async function compiledBase(options: { isVerbose?: boolean }): Promise<string> {
  const { compileBase } = await import("./compile_base.ts");
  return await compileBase(options);
}
