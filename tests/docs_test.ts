/** Every ```fitz snippet of the README, of docs/ and of the standard library's declarations compiles, runs, and prints what its `// =>` comments say. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { renderDiagnostics } from "../src/diagnostics/render.ts";
import { checkTarget } from "../src/project/compile.ts";
import { denoFileSystem } from "../src/project/deno_file_system.ts";
import { findTarget } from "../src/project/target.ts";
import { root } from "./harness/fitz.ts";
import { runInProcess } from "./harness/run_source.ts";
import { promisedOutput, type Snippet, snippetsOf } from "./suites/snippets.ts";

for (const path of documents()) {
  for (const snippet of snippetsOf(path, Deno.readTextFileSync(join(root, path)))) {
    Deno.test({
      name: `${snippet.path}:${snippet.line}`,
      ignore: snippet.mode === "ignore",
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => tryOut(snippet),
    });
  }
}

async function tryOut(snippet: Snippet): Promise<void> {
  const cwd = Deno.makeTempDirSync({ prefix: "fitz-docs-" });
  try {
    const request = { file: "-", stdin: () => new TextEncoder().encode(snippet.text) };
    const files = { ...denoFileSystem, cwd: () => cwd };
    const { app, diagnostics } = checkTarget(findTarget(request, files), files);
    const errors = diagnostics.filter((one) => one.severity === "error");
    assert.equal(renderDiagnostics(errors), "");
    // What serves until it is stopped is only compiled.
    if (snippet.mode === "no_run" || (app?.routes.length ?? 0) > 0) return;
    const { out, err, exit } = await runInProcess(request, [], { cwd });
    const promised = promisedOutput(snippet.text);
    if (promised !== null) assert.equal(out, promised, err);
    assert.equal(exit, 0, err);
  } finally {
    Deno.removeSync(cwd, { recursive: true });
  }
}

/** Paths relative to the root. */
function documents(): string[] {
  const out: string[] = [];
  const walk = (folder: string, extension: string) => {
    let entries;
    try {
      entries = [...Deno.readDirSync(join(root, folder))];
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) walk(path, extension);
      else if (entry.name.endsWith(extension)) out.push(path);
    }
  };
  for (const entry of Deno.readDirSync(root)) if (entry.name.endsWith(".md")) out.push(entry.name);
  walk("docs", ".md");
  walk("stdlib", ".fitz");
  return out.sort();
}
