/** `fitz new NAME` */
import { join } from "node:path";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { PACKAGE_NAME } from "../../project/manifest_schema.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { starterFiles, type StarterKind } from "../starters.ts";

export const command: Command = {
  name: "new",
  summary: "create a project",
  usage: "NAME [--http] [--no-git]",
  flags: {
    http: { summary: "a web service with one route" },
    "no-git": { summary: "do not run `git init`" },
  },
  positionals: 1,
  completes: "none",
  examples: ["fitz new ferry", "fitz new ferry --http"],
  async run(context) {
    const { terminal, positionals: [name] } = context;
    if (name === undefined) throw new UsageError("`fitz new` needs a name", "for example `fitz new ferry`");
    const fail = (message: string, help: string) => {
      context.failure(message);
      terminal.err(`  = help: ${help}\n`);
      return 1;
    };
    if (name === ".") {
      return fail("`fitz new` makes a new directory", "run `fitz init` to make a project of this one");
    }
    if (!PACKAGE_NAME.test(name)) {
      return fail(
        `\`${name}\` is not a package name`,
        suggestion(name) ??
          "use lower-case letters, digits, `_` and `-`, starting with a letter, at most 64 characters",
      );
    }
    const directory = join(terminal.files.cwd(), name);
    if (terminal.files.kind(directory) !== null) {
      return fail(`\`${name}\` exists already`, "choose another name");
    }
    return await create(context, name, directory, context.has("http") ? "http" : "script");
  },
};

function suggestion(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  return PACKAGE_NAME.test(plain) && didYouMean(name, [plain]) !== null ? `did you mean \`${plain}\`?` : null;
}

/** Writes the project; whatever fails, nothing is left behind. */
async function create(
  context: CommandContext,
  name: string,
  directory: string,
  kind: StarterKind,
): Promise<number> {
  const { terminal } = context;
  try {
    for (const [path, content] of Object.entries(starterFiles(name, kind))) {
      terminal.files.write(join(directory, path), content);
    }
    if (!context.has("no-git")) await initGit(directory);
  } catch (error) {
    terminal.files.removeTree(directory);
    context.failure(`cannot create \`${name}\`: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
  context.success(`created ${name}`);
  if (!context.has("quiet")) terminal.out(`  cd ${name}\n  fitz run\n`);
  return 0;
}

async function initGit(directory: string): Promise<void> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("git", {
      args: ["init", "--quiet"],
      cwd: directory,
      stdout: "null",
      stderr: "piped",
    }).output();
  } catch {
    throw new Error("git was not found; install it or pass `--no-git`");
  }
  if (!output.success) throw new Error(`git init failed: ${new TextDecoder().decode(output.stderr).trim()}`);
}
