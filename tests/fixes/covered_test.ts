import assert from "node:assert/strict";
import { diagnosticRegistry } from "../../src/project/all_diagnostics.ts";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget, type TargetRequest } from "../../src/project/target.ts";
import { type Case, discoverCases, entryOf } from "../harness/discover.ts";
import { codeOf } from "../suites/fixes.ts";

/** The codes that offer a fix for a program. */
function codesWithFixes(request: TargetRequest, cwd: string): string[] {
  const files = { ...denoFileSystem, cwd: () => cwd };
  const { diagnostics } = checkTarget(findTarget(request, files), files);
  return diagnostics.filter((one) => one.fixes.length > 0).map((one) => one.code);
}

function codesOfCase(one: Case): string[] {
  try {
    return codesWithFixes({ file: entryOf(one) }, one.folder);
  } catch {
    // A case without an entry that can be read is about something else.
    return [];
  }
}

Deno.test("fixes: every code that offers fixes has a case that applies them", () => {
  const cases = discoverCases();
  const found = new Set<string>();
  for (const { wrong } of diagnosticRegistry().all()) {
    const stdin = () => new TextEncoder().encode(wrong);
    for (const code of codesWithFixes({ file: "-", stdin }, "/")) found.add(code);
  }
  for (const one of cases) {
    if (one.suite === "diagnostics" || one.suite === "check") {
      for (const code of codesOfCase(one)) found.add(code);
    }
  }
  const covered = new Set(cases.filter((one) => one.suite === "fixes").map(codeOf));
  assert.ok(found.size > 40, `only ${found.size} codes offer fixes`);
  assert.deepEqual([...found].filter((code) => !covered.has(code)).sort(), []);
});
