/**
 * The client suite: `fitz client` gives `expected.ts`. Where the case has a `use.ts`, that program is type-checked with the strictest settings and run with the service's address as its
 * argument; what it prints is `expected.txt`.
 */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { compareWithFile, normalise } from "../harness/compare.ts";
import { type Case, entryOf } from "../harness/discover.ts";
import { outcomeText, root, runFitz, runProcess, type Via } from "../harness/fitz.ts";
import { withServiceInProcess } from "./http.ts";

/** Compiler settings that leave nothing unchecked. */
export const STRICT = `${root}/tests/client/strict.json`;

export async function clientSuite(one: Case, via: Via): Promise<void> {
  const args = ["client", entryOf(one), ...one.settings.args ?? []];
  const { out, err, exit } = await runFitz(args, via, { cwd: one.folder });
  assert.equal(exit, 0, err);
  compareWithFile(out, join(one.folder, "expected.ts"));
  const use = join(one.folder, "use.ts");
  // The client is the same whatever way it was made.
  if (via !== "lib" || !isFile(use)) return;
  const service = { ...one, settings: { ...one.settings, args: [] } };
  await withServiceInProcess(resolve(one.folder, entryOf(one)), service, async (port) => {
    const words = [Deno.execPath(), "run", "--quiet", "--check", "--no-lock", "--config", STRICT, "-A", use];
    const outcome = await runProcess([...words, `http://127.0.0.1:${port}`], { cwd: one.folder });
    const text = normalise(outcomeText(outcome), { CASE: one.folder, ROOT: root });
    compareWithFile(text, join(one.folder, "expected.txt"));
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
