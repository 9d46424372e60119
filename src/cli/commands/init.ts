/** `fitz init` */
import { basename, join } from "node:path";
import { PACKAGE_NAME } from "../../project/manifest_schema.ts";
import { type Command, UsageError } from "../command.ts";
import { projectFiles, STARTER_FLAGS } from "../starters/project_files.ts";
import { writeProject } from "../starters/write_project.ts";

export const command: Command = {
  name: "init",
  summary: "make a project of the current directory",
  usage: "[--name NAME] [OPTIONS]",
  description: "Existing files are kept.",
  flags: {
    name: { value: "NAME", summary: "name of the package; default: the name of the directory" },
    ...STARTER_FLAGS,
  },
  positionals: 0,
  examples: ["fitz init", "fitz init --name ferry --http"],
  async run(context) {
    const { files } = context.terminal;
    const directory = files.cwd();
    const name = context.flag("name") ?? basename(directory);
    const fail = (message: string, help: string | null) => {
      context.failure(message);
      if (help) context.terminal.err(`  = help: ${help}\n`);
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
    try {
      await writeProject(context, directory, (await projectFiles(context, name)).files);
    } catch (error) {
      if (error instanceof UsageError || !(error instanceof Error)) throw error;
      return fail(
        `cannot create \`${name}\`: ${error.message}`,
        (error as { help?: string | null }).help ?? null,
      );
    }
    context.success(`created ${name}`);
    return 0;
  },
};
