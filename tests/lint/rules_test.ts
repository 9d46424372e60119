import assert from "node:assert/strict";
import { levelsOf, lintIds } from "../../src/lint/levels.ts";
import { LINT_RULES } from "../../src/lint/registry.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { lintSource } from "../../src/project/lint.ts";

/** What the rules find in a program, with every rule turned on. */
function findings(program: string) {
  const files = { ...denoFileSystem, cwd: () => "/" };
  const levels = levelsOf([{ deny: [], warn: ["all"], allow: [] }]);
  return lintSource(new TextEncoder().encode(program), levels, files).diagnostics;
}

const found = (program: string): string[] => findings(program).map((one) => one.code);

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

Deno.test("lint: every rule with a fix has a case that applies it", () => {
  const folder = new URL("../fixtures/lint/", import.meta.url).pathname;
  const isFixed = (id: string) =>
    [...Deno.readDirSync(`${folder}${id}`)].some((one) =>
      [...Deno.readDirSync(`${folder}${id}/${one.name}`)].some((file) => file.name === "expected.fitz")
    );
  const withFix = LINT_RULES.filter(({ spec }) => findings(spec.wrong).some((one) => one.fixes.length > 0));
  assert.ok(withFix.length >= 11, `${withFix.length} rules with fixes`);
  assert.deepEqual(withFix.map(({ spec }) => spec.code).filter((id) => !isFixed(id)), []);
});
