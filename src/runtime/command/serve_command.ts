import type { Command } from "../../app/manifest.ts";

/** What a program that also serves has as one more command. */
export const SERVE: Command = {
  name: "serve",
  summary: "Start the server",
  description: "Start the server",
  handler: { module: -1, name: "serve" },
  isAsync: true,
  params: [],
};
