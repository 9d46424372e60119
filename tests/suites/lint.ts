/** The lint suite: what `fitz lint` says of a case, then what `--fix=all` makes of its files. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget } from "../../src/project/target.ts";
import { compareWithFile, normalise } from "../harness/compare.ts";
import { type Case, entryOf } from "../harness/discover.ts";
import { outcomeText, runFitz } from "../harness/fitz.ts";
import { inCopy } from "./in_copy.ts";

/** `expected.txt` holds the findings, `expected.fitz` the entry after the fixes, `expected.<name>` further files that `show` names. */
export async function lintSuite(one: Case): Promise<void> {
  const entry = entryOf(one);
  const args = ["lint", ...one.settings.args ?? [entry]];
  await inCopy(one, async (cwd) => {
    for (const { name } of [...Deno.readDirSync(cwd)]) {
      if (name.startsWith("expected.")) Deno.removeSync(join(cwd, name));
    }
    const outcome = await runFitz(args, "lib", { cwd });
    compareWithFile(normalise(outcomeText(outcome), { CASE: cwd }), join(one.folder, "expected.txt"));
    const read = (name: string) => Deno.readTextFileSync(join(cwd, name));
    const before = errorsIn(cwd, entry);
    const source = read(entry);
    await runFitz([...args, "--fix=all", "--quiet"], "lib", { cwd });
    if (read(entry) !== source) compareWithFile(read(entry), join(one.folder, "expected.fitz"));
    for (const name of one.settings.show ?? []) {
      compareWithFile(read(name), join(one.folder, `expected.${name}`));
    }
    const added = errorsIn(cwd, entry).filter((error) => !before.includes(error));
    assert.deepEqual(added, [], "the fixes bring errors");
  });
}

function errorsIn(cwd: string, entry: string): string[] {
  const files = { ...denoFileSystem, cwd: () => cwd };
  return checkTarget(findTarget({ file: entry }, files), files).diagnostics
    .filter((one) => one.severity === "error").map((one) => `${one.code}: ${one.message}`);
}
