/** `fitz new NAME` */
import { join } from "node:path";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { PACKAGE_NAME } from "../../project/manifest_schema.ts";
import { type Command, UsageError } from "../command.ts";
import { projectFiles, STARTER_FLAGS } from "../starters/project_files.ts";
import { writeProject } from "../starters/write_project.ts";

export const command: Command = {
  name: "new",
  summary: "create a project",
  usage: "NAME [OPTIONS]",
  flags: {
    ...STARTER_FLAGS,
    subpath: { value: "PATH", summary: "folder of the git repository that is the template" },
    ref: { value: "REF", summary: "branch, tag or commit of the git repository" },
  },
  positionals: 1,
  completes: "none",
  examples: [
    "fitz new ferry",
    "fitz new ferry --http",
    "fitz new ferry --template api-simple",
    "fitz new ferry --template https://example.com/templates.git --subpath service --ref v2",
  ],
  async run(context) {
    const { terminal, positionals: [name] } = context;
    if (name === undefined) throw new UsageError("`fitz new` needs a name", "for example `fitz new ferry`");
    const fail = (message: string, help: string | null) => {
      context.failure(message);
      if (help) terminal.err(`  = help: ${help}\n`);
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
    let isService: boolean;
    try {
      const project = await projectFiles(context, name);
      await writeProject(context, directory, project.files);
      isService = project.isService;
    } catch (error) {
      if (error instanceof UsageError || !(error instanceof Error)) throw error;
      return fail(
        `cannot create \`${name}\`: ${error.message}`,
        (error as { help?: string | null }).help ?? null,
      );
    }
    context.success(`created ${name}`);
    if (!context.has("quiet")) terminal.out(`  cd ${name}\n  fitz ${isService ? "dev" : "run"}\n`);
    return 0;
  },
};

function suggestion(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^[^a-z]+|-+$/g, "");
  return PACKAGE_NAME.test(plain) && didYouMean(name, [plain]) !== null ? `did you mean \`${plain}\`?` : null;
}
