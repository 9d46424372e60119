/** Programs with static errors, as `--no-typecheck` runs them: the emitter must not fail, and what it writes is JavaScript. */
import assert from "node:assert/strict";
import { parse } from "npm:acorn@8.15.0";
import { assemble } from "../../src/app/assemble.ts";
import { check } from "../../src/check/check.ts";
import { loosen } from "../../src/check/lenient/loosen.ts";
import { emitJs } from "../../src/emit/js/emit.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { FileError } from "../../src/project/file_system.ts";
import { loadProgram } from "../../src/project/load.ts";

const fixtures = new URL("../fixtures/diagnostics/", import.meta.url).pathname;

function* folders(): Generator<string> {
  for (const area of Deno.readDirSync(fixtures)) {
    for (const one of Deno.readDirSync(fixtures + area.name)) yield `${fixtures}${area.name}/${one.name}`;
  }
}

Deno.test("programs with static errors emit", () => {
  let count = 0;
  for (const folder of folders()) {
    let parsed;
    try {
      parsed = loadProgram(`${folder}/input.fitz`, denoFileSystem, { base: folder });
    } catch (error) {
      if (error instanceof FileError) continue;
      throw error;
    }
    const checked = check(parsed);
    if (
      checked.diagnostics.some((one) => one.severity === "error" && /^(lex|parse|module)\//.test(one.code))
    ) continue;
    try {
      const { code } = emitJs(loosen(parsed, checked), assemble(checked).app, { sourceMap: true });
      parse(code, { ecmaVersion: "latest", sourceType: "module" });
    } catch (error) {
      throw new Error(folder, { cause: error });
    }
    count++;
  }
  assert.ok(count > 100);
});
