/** `fitz init` */
import { basename, join } from "node:path";
import { PACKAGE_NAME } from "../../project/manifest_schema.ts";
import type { Command } from "../command.ts";
import { starterFiles } from "../starters.ts";

export const command: Command = {
  name: "init",
  summary: "make a project of the current directory",
  usage: "[--name NAME] [--http]",
  description: "Existing files are kept.",
  flags: {
    name: { value: "NAME", summary: "name of the package; default: the name of the directory" },
    http: { summary: "a web service with one route" },
  },
  positionals: 0,
  examples: ["fitz init", "fitz init --name ferry --http"],
  run(context) {
    const { files } = context.terminal;
    const directory = files.cwd();
    const name = context.flag("name") ?? basename(directory);
    const fail = (message: string, help: string) => {
      context.failure(message);
      context.terminal.err(`  = help: ${help}\n`);
      return 1;
    };
    if (!PACKAGE_NAME.test(name)) {
      return fail(
        `\`${name}\` is not a package name`,
        "choose one with `--name`: lower-case letters, digits, `_` and `-`, starting with a letter",
      );
    }
    if (files.kind(join(directory, "fitz.toml")) !== null) {
      return fail("there is a fitz.toml here already", "nothing was changed");
    }
    for (
      const [path, content] of Object.entries(starterFiles(name, context.has("http") ? "http" : "script"))
    ) {
      if (files.kind(join(directory, path)) === null) files.write(join(directory, path), content);
    }
    context.success(`created ${name}`);
    return 0;
  },
};
