/** The commands that print a document about a program: `fitz openapi`, `fitz asyncapi`. */
import { resolve } from "node:path";
import { checkTarget } from "../project/compile.ts";
import { FileError } from "../project/file_system.ts";
import { shownPath } from "../project/load.ts";
import type { DocumentName } from "../runtime/http/automatic_paths.ts";
import { type Command, type CommandContext, UsageError } from "./command.ts";
import { documentOf } from "./document_of.ts";
import { BIN_FLAG, targetOf } from "./find_target.ts";
import { reportDiagnostics } from "./report_diagnostics.ts";
import { toYaml } from "./to_yaml.ts";

/** @param title as people write it: `OpenAPI` */
export function documentCommand(name: DocumentName, title: string): Command {
  return {
    name,
    summary: `print the ${title} document of a program`,
    usage: "[FILE|-] [OPTIONS]",
    flags: {
      bin: BIN_FLAG,
      out: { value: "FILE", summary: "write a file instead of stdout" },
      check: { value: "FILE", summary: "exit 1 when FILE is not what would be written" },
      yaml: { summary: "YAML instead of JSON" },
    },
    resolves: true,
    positionals: 1,
    examples: [`fitz ${name} app.fitz --out ${name}.json`, `fitz ${name} --check ${name}.json`],
    async run(context) {
      if (context.has("out") && context.has("check")) {
        throw new UsageError("`--out` and `--check` exclude each other");
      }
      const target = targetOf(context);
      const { app, diagnostics, hasErrors } = checkTarget(target, context.terminal.files);
      reportDiagnostics(context, diagnostics);
      if (hasErrors || !app) {
        context.failure(`${shownPath(target.entry, target.base)} has errors`);
        return 1;
      }
      const json = await documentOf(app, name);
      return deliver(context, name, context.has("yaml") ? toYaml(JSON.parse(json)) : json);
    },
  };
}

function deliver(context: CommandContext, name: DocumentName, text: string): number {
  const { files } = context.terminal;
  const out = context.flag("out");
  const check = context.flag("check");
  if (out !== undefined) {
    files.write(resolve(files.cwd(), out), text);
    context.success(out);
    return 0;
  }
  if (check === undefined) {
    context.terminal.out(text);
    return 0;
  }
  let current: string;
  try {
    current = new TextDecoder().decode(files.read(resolve(files.cwd(), check)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    context.failure(`${check}: ${error.message}`);
    return 1;
  }
  if (current === text) {
    context.success(`${check} is up to date`);
    return 0;
  }
  context.failure(`${check} differs from the program`);
  context.terminal.err(`  = help: write it again with \`fitz ${name} --out ${check}\`\n`);
  return 1;
}
