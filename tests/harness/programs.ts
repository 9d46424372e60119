/** The programs that this repository has: examples, and fixtures that hold whole services. */
import { resolve } from "node:path";
import type { App } from "../../src/app/manifest.ts";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import { findTarget } from "../../src/project/target.ts";
import { discoverCases, entryOf } from "./discover.ts";

const SUITES: ReadonlySet<string> = new Set(["ws", "http", "client", "openapi", "asyncapi"]);
const MAIN = ["main.fitz", "src/main.fitz"];
const examples = new URL("../../examples/", import.meta.url).pathname;

function* paths(): Generator<string> {
  for (const { name } of Deno.readDirSync(examples)) {
    yield* MAIN.map((file) => `${examples}${name}/${file}`).filter(isFile);
  }
  for (const one of discoverCases()) {
    // Cases that run in a copy of another folder are about an example.
    if (!SUITES.has(one.suite) || one.settings.folder !== undefined) continue;
    yield resolve(one.folder, entryOf(one));
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Manifests of all programs without errors, with the paths of their entries. */
export function* programManifests(): Generator<{ readonly path: string; readonly app: App }> {
  for (const path of new Set(paths())) {
    const { app, hasErrors } = checkTarget(findTarget({ file: path }, denoFileSystem), denoFileSystem);
    if (app && !hasErrors) yield { path, app };
  }
}
