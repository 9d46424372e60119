/**
 * The front door of Fitz: the command line when run as main (`deno run -A <url>/mod.ts run app.fitz`), a library for embedders when imported.
 */
export { parse } from "./src/syntax/parse.ts";
export { check } from "./src/check/check.ts";
export { checkTarget, compileTarget as compile } from "./src/project/compile.ts";
export { format } from "./src/format/format.ts";
export { version } from "./src/project/version.ts";

if (import.meta.main) {
  const { start } = await import("./src/cli/start.ts");
  await start();
}
