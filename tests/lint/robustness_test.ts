import assert from "node:assert/strict";
import { check } from "../../src/check/check.ts";
import { applyFixes } from "../../src/diagnostics/apply_fixes.ts";
import { levelsOf } from "../../src/lint/levels.ts";
import { lintModule } from "../../src/lint/lint.ts";
import { parseFile } from "../../src/project/load.ts";
import { walkFiles } from "../properties/walk_files.ts";

const ROOT = new URL("../fixtures/", import.meta.url).pathname;
const ROLE = { isEntry: true, isLibrary: false, isUsedElsewhere: () => false };

/** A text as a program of its own: what its errors are, and what the linter finds with every rule turned on. */
function examine(text: string) {
  const { file, result, diagnostics } = parseFile("main.fitz", new TextEncoder().encode(text));
  const { program, nodeCount, comments } = result;
  const module = {
    file,
    id: "main",
    name: "main",
    program,
    nodeCount,
    comments,
    imports: new Map(),
    isDependency: false,
  };
  const checked = check({ modules: [module], entry: 0, diagnostics });
  const levels = levelsOf([{ deny: [], warn: ["all"], allow: [] }]);
  return {
    errors: checked.diagnostics.filter((one) => one.severity === "error").map((one) => one.code),
    findings: lintModule(checked, checked.modules[0]!, ROLE, { levels }),
  };
}

Deno.test("lint: every program of the fixtures is linted, and safe fixes bring no error", async () => {
  let programs = 0;
  let fixed = 0;
  const problems: string[] = [];
  const paths = (await walkFiles(ROOT)).filter((path) => path.endsWith(".fitz"));
  for (const path of paths) {
    const before = examine(Deno.readTextFileSync(path));
    // The command leaves files with syntax errors alone.
    if (before.errors.some((code) => /^(lex|parse)\//.test(code))) continue;
    programs++;
    const { texts, applied } = applyFixes(
      before.findings.flatMap(({ fixes }) => fixes.filter((fix) => fix.safe).slice(0, 1)),
    );
    fixed += applied.length;
    for (const text of texts.values()) {
      const after = examine(text);
      const left = [...before.errors];
      const added = after.errors.filter((code) => {
        const at = left.indexOf(code);
        if (at >= 0) left.splice(at, 1);
        // Of a pattern in two literals nothing is known before the run; of one literal it is.
        return at < 0 && !/^(date|regex)\//.test(code);
      });
      if (added.length > 0) problems.push(`${path}: ${added.join(", ")}\n${text}`);
    }
  }
  assert.deepEqual(problems, []);
  assert.ok(programs > 500 && fixed > 200, `${programs} programs, ${fixed} fixes`);
});
