/** `fitz fmt [FILES…|-]` */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { format } from "../../format/format.ts";
import { findProject } from "../../project/discover.ts";
import { FileError } from "../../project/file_system.ts";
import { parseFile, shownPath } from "../../project/load.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";
import { sourcesOf } from "../sources_of.ts";
import { unifiedDiff } from "../unified_diff.ts";

export const command: Command = {
  name: "fmt",
  summary: "format source files",
  usage: "[FILES…|-] [OPTIONS]",
  description:
    "Formats files and the sources below directories, without arguments all of the project; `-` formats stdin to stdout.",
  flags: {
    check: { summary: "write nothing; print the files that would change, exit 1 if any" },
    diff: { summary: "with --check, print unified diffs" },
  },
  positionals: Infinity,
  examples: ["fitz fmt", "fitz fmt src/main.fitz", "fitz fmt --check --diff"],
  run(context) {
    if (context.has("diff") && !context.has("check")) throw new UsageError("`--diff` needs `--check`");
    if (context.positionals.includes("-")) {
      if (context.positionals.length > 1) throw new UsageError("`-` stands alone");
      return formatStdin(context);
    }
    const { files } = context.terminal;
    const base = findProject(files.cwd(), files) ?? files.cwd();
    const results = sourcesOf(context, base).map((path) => formatFile(path, base, context));
    const hasChange = results.includes("changed");
    return results.includes("failed") || (hasChange && context.has("check")) ? 1 : 0;
  },
};

function formatFile(path: string, base: string, context: CommandContext): "same" | "changed" | "failed" {
  const { terminal } = context;
  const shown = shownPath(path, base);
  let bytes: Uint8Array;
  try {
    bytes = terminal.files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    context.failure(`${shown}: ${error.message}`);
    return "failed";
  }
  const text = formatted(shown, bytes, context);
  if (text === null) return "failed";
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (text === before) return "same";
  if (!context.has("check")) {
    terminal.files.write(path, text);
    context.success(shown);
  } else if (context.has("diff")) terminal.out(unifiedDiff(before, text, shown));
  else terminal.out(`${shown}\n`);
  return "changed";
}

function formatStdin(context: CommandContext): number {
  const bytes = context.terminal.readStdin();
  const text = formatted("<stdin>", bytes, context);
  if (text === null) return 1;
  if (!context.has("check")) {
    context.terminal.out(text);
    return 0;
  }
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (text === before) return 0;
  context.terminal.out(context.has("diff") ? unifiedDiff(before, text, "<stdin>") : "<stdin>\n");
  return 1;
}

/** The formatted text; null, with the diagnostics reported, when the source does not parse. */
function formatted(shown: string, bytes: Uint8Array, context: CommandContext): string | null {
  const { file, result, diagnostics } = parseFile(shown, bytes);
  const errors: Diagnostic[] = diagnostics.filter((one) => one.severity === "error");
  if (errors.length === 0) return format(file, result);
  reportDiagnostics(context, errors);
  return null;
}
