import assert from "node:assert/strict";
import { levelsOf, lintIds } from "../../src/lint/levels.ts";
import { LINT_RULES } from "../../src/lint/registry.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { lintSource } from "../../src/project/lint.ts";

/** The ids that the rules find in a program, with every rule turned on. */
function found(program: string): string[] {
  const files = { ...denoFileSystem, cwd: () => "/" };
  const levels = levelsOf([{ deny: [], warn: ["all"], allow: [] }]);
  return lintSource(new TextEncoder().encode(program), levels, files).diagnostics.map((one) => one.code);
}

/** Their examples need what a single text cannot hold; the fixtures have them. */
const NOT_ALONE = ["query_in_loop"];

for (const { spec } of LINT_RULES) {
  if (NOT_ALONE.includes(spec.code)) continue;
  Deno.test(`lint: the examples of ${spec.code}`, () => {
    assert.deepEqual(found(spec.wrong), [spec.code]);
    assert.deepEqual(found(spec.right), []);
  });
}

Deno.test("lint: a rule that is named counts for more than all, the command line for more than fitz.toml", () => {
  const none = { deny: [], warn: [], allow: [] };
  const levels = levelsOf([
    { ...none, deny: ["all"], allow: ["naming"] },
    { ...none, warn: ["string_concat"] },
  ]);
  assert.equal(levels.get("naming"), "allow");
  assert.equal(levels.get("string_concat"), "warn");
  assert.equal(levels.get("await_in_loop"), "deny");
  assert.equal(levelsOf([]).get("await_in_loop"), "allow");
  assert.deepEqual(lintIds().filter((id) => levelsOf([]).get(id) === "allow"), ["await_in_loop"]);
});

Deno.test("lint: every rule has cases", () => {
  const folder = new URL("../fixtures/lint/", import.meta.url).pathname;
  const areas = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  assert.deepEqual(lintIds().filter((id) => !areas.includes(id)), []);
});
