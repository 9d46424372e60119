/**
 * The front door of Fitz: the command line when run as main (`deno run -A <url>/mod.ts run app.fitz`), a library for embedders when imported.
 */
if (import.meta.main) {
  // Ends the process, so that a command loads only what it needs.
  const { start } = await import("./src/cli/start.ts");
  await start();
}

export const { parse, check, checkTarget, compile, format, version } = await import(
  "./src/embedding/embedding.ts"
);
