import assert from "node:assert/strict";
import { levelsOf } from "../../src/lint/levels.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { listSources } from "../../src/project/discover.ts";
import { lintFiles } from "../../src/project/lint.ts";

const folder = new URL("../../examples", import.meta.url).pathname;

Deno.test("lint: the examples have no findings", () => {
  const paths = listSources(folder, denoFileSystem);
  const { diagnostics } = lintFiles(paths, folder, levelsOf([]), denoFileSystem);
  assert.deepEqual(diagnostics.map((one) => `${one.span.file.path}: ${one.message} [${one.code}]`), []);
});
