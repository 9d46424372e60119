/** `fitz repl [FILE]` */
import { dirname, resolve } from "node:path";
import { findTarget, type Target } from "../../project/target.ts";
import { findProject } from "../../project/discover.ts";
import { version } from "../../project/version.ts";
import { budgetLimits } from "../../runtime/program/budget.ts";
import type { Command, CommandContext } from "../command.ts";
import { ENV_FILE_FLAG, loadEnvFiles } from "../env_files.ts";
import { InputSource } from "../repl/input_source.ts";
import { PipedReader } from "../repl/piped_reader.ts";
import { type InputReader, Repl } from "../repl/repl.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";

export const command: Command = {
  name: "repl",
  summary: "evaluate what is typed",
  usage: "[FILE] [OPTIONS]",
  description:
    "Reads inputs and shows their values; FILE is loaded first. Imports of the project work. `:help` lists the commands.",
  flags: {
    "no-project": { summary: "ignore the fitz.toml of this folder and those above" },
    "env-file": ENV_FILE_FLAG,
  },
  positionals: 1,
  examples: ["fitz repl", "fitz repl src/stock.fitz", "echo '6 * 7' | fitz repl"],
  async run(context) {
    const { terminal } = context;
    const [file] = context.positionals;
    const target = targetOf(context, file);
    loadEnvFiles(context.flags("env-file"));
    let limits;
    try {
      limits = budgetLimits({ get: (name) => Deno.env.get(name) });
    } catch (error) {
      context.failure((error as Error).message);
      return 1;
    }
    const source = new InputSource();
    const repl = new Repl(context, { target, folder: folderOf(target, file), limits, source });
    const isTyped = Deno.stdin.isTerminal() && terminal.isOutTerminal;
    Deno.addSignalListener("SIGINT", () => {
      if (repl.worker.isBusy) repl.worker.interrupt();
      else if (!isTyped) Deno.exit(130);
    });
    reportDiagnostics(context, target.diagnostics);
    if (isTyped) terminal.out(`fitz ${version}: :help lists the commands, Ctrl+D ends\n`);
    if (file !== undefined) await repl.load(resolve(terminal.files.cwd(), file));
    await repl.run(await readerOf(context, repl, source, isTyped));
    repl.worker.close();
    return 0;
  },
};

async function readerOf(
  context: CommandContext,
  repl: Repl,
  source: InputSource,
  isTyped: boolean,
): Promise<InputReader> {
  if (!isTyped) return new PipedReader(source);
  const { typedReader } = await import("../repl/typed_reader.ts");
  return typedReader(context, repl, source);
}

/** What the imports of the session are found with. */
function targetOf(context: CommandContext, file: string | undefined): Target {
  const { files } = context.terminal;
  if (file !== undefined && !context.has("no-project")) return findTarget({ file }, files);
  const cwd = files.cwd();
  if (file === undefined && !context.has("no-project") && findProject(cwd, files) !== null) {
    return findTarget({ isWholeProject: true }, files);
  }
  return {
    entry: resolve(cwd, file ?? "repl.fitz"),
    name: "repl",
    isSingleFile: true,
    base: cwd,
    package: null,
    packages: [],
    diagnostics: [],
  };
}

/** The folder of FILE, of the program of the project, or the current one. */
function folderOf(target: Target, file: string | undefined): string {
  return file !== undefined || !target.isSingleFile ? dirname(target.entry) : target.base;
}
