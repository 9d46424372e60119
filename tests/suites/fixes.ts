/** The fixes suite: a case `fixes/<code>/<case>` raises its code; carrying out the fixes must leave a program without errors, and without the code. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { applyFixes } from "../../src/diagnostics/apply_fixes.ts";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget } from "../../src/project/target.ts";
import { compareWithFile } from "../harness/compare.ts";
import { type Case, entryOf } from "../harness/discover.ts";
import { inCopy } from "./in_copy.ts";

/** The first fix of every diagnostic of the code; `expected.fitz` holds what the entry then is. */
export async function fixesSuite(one: Case): Promise<void> {
  const code = codeOf(one);
  await inCopy(one, (cwd) => {
    const entry = entryOf(one);
    const files = { ...denoFileSystem, cwd: () => cwd };
    const check = () => checkTarget(findTarget({ file: entry }, files), files).diagnostics;
    const found = check().filter((diagnostic) => diagnostic.code === code);
    assert.ok(found.length > 0, `the case does not raise ${code}`);
    const fixes = found.map(({ fixes: [fix], message }) => {
      assert.ok(fix, `no fix for: ${message}`);
      return fix;
    });
    const { texts, applied } = applyFixes(fixes);
    assert.equal(applied.length, fixes.length, "fixes that touch each other belong into cases of their own");
    for (const [file, text] of texts) Deno.writeTextFileSync(join(cwd, file.path), text);
    compareWithFile(Deno.readTextFileSync(join(cwd, entry)), join(one.folder, "expected.fitz"));
    for (const name of one.settings.show ?? []) {
      compareWithFile(Deno.readTextFileSync(join(cwd, name)), join(one.folder, `expected.${name}`));
    }
    const left = check().filter(({ severity, code: other }) => severity === "error" || other === code);
    assert.deepEqual(left.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`), []);
    return Promise.resolve();
  });
}

/** `fixes/async/never-awaited/plain` is about `async/never-awaited`. */
export function codeOf({ name }: Case): string {
  return name.split("/").slice(1, 3).join("/");
}
