import { cpSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Case } from "../harness/discover.ts";

/** Runs an action in a copy of the case's folder, or of the one that it names, outside of any project, so that nothing it writes stays. */
export async function inCopy(one: Case, action: (cwd: string) => Promise<void>): Promise<void> {
  const parent = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-case-" }));
  const cwd = join(parent, "case");
  try {
    cpSync(resolve(one.folder, one.settings.folder ?? "."), cwd, { recursive: true });
    await action(cwd);
  } finally {
    Deno.removeSync(dirname(cwd), { recursive: true });
  }
}
