/** The entry of the executable: only the command line, nothing for embedders. `fitz test` starts it again as a worker. */
if ("DedicatedWorkerGlobalScope" in globalThis) await import("./testing/worker.ts");
else {
  const { start } = await import("./start.ts");
  await start();
}
