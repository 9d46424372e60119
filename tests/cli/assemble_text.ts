/** The manifest of a program given as text. */
import assert from "node:assert/strict";
import type { App } from "../../src/app/manifest.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget } from "../../src/project/target.ts";

export function assembleText(text: string): App {
  const target = findTarget({ file: "-", stdin: () => new TextEncoder().encode(text) }, denoFileSystem);
  const { app, diagnostics } = checkTarget(target, denoFileSystem);
  assert.equal(renderDiagnostics(diagnostics), "");
  return app!;
}
