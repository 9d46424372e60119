/** What the executable runs when it carries no program: the command line, and the worker of `fitz test`. */
export { main } from "../main.ts";
export { start } from "../start.ts";
export { setAssets } from "../../runtime/host/assets.ts";

/** Makes this isolate a worker that runs tests, or inputs of the prompt; messages that wait are handled after it. */
export async function work(): Promise<void> {
  if (self.name === "fitz-repl") await import("../repl/worker.ts");
  else await import("../testing/worker.ts");
}
