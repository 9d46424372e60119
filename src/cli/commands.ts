/** The subcommands: one line each, loaded when needed. */
import type { Command } from "./command.ts";

export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  new: () => import("./commands/new.ts"),
  init: () => import("./commands/init.ts"),
  run: () => import("./commands/run.ts"),
  check: () => import("./commands/check.ts"),
  lint: () => import("./commands/lint.ts"),
  test: () => import("./commands/test.ts"),
  dev: () => import("./commands/dev.ts"),
  repl: () => import("./commands/repl.ts"),
  fmt: () => import("./commands/fmt.ts"),
  build: () => import("./commands/build.ts"),
  openapi: () => import("./commands/openapi.ts"),
  asyncapi: () => import("./commands/asyncapi.ts"),
  client: () => import("./commands/client.ts"),
  doc: () => import("./commands/doc.ts"),
  clean: () => import("./commands/clean.ts"),
  explain: () => import("./commands/explain.ts"),
  completions: () => import("./commands/completions.ts"),
  version: () => import("./commands/version.ts"),
  help: () => import("./commands/help.ts"),
};
