/** Diagnostics of a command: human ones go to stderr, machine formats to stdout. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type DiagnosticFormat, renderDiagnostics } from "../diagnostics/render.ts";
import type { CommandContext, FlagSpec } from "./command.ts";

export const FORMAT_FLAG: FlagSpec = {
  value: "FORMAT",
  choices: ["human", "json", "github"],
  summary: "how diagnostics are written: human (default), json or github",
};

/** That of `fitz build`, whose results are no annotations. */
export const BUILD_FORMAT_FLAG: FlagSpec = {
  value: "FORMAT",
  choices: ["human", "json"],
  summary: "how diagnostics are written: human (default) or json",
};

/** The format that `--format` asks for. */
export function formatOf(context: CommandContext): DiagnosticFormat {
  return (context.flag("format") ?? "human") as DiagnosticFormat;
}

export function reportDiagnostics(
  context: CommandContext,
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat = "human",
): void {
  const text = renderDiagnostics(diagnostics, format, { color: context.color.err });
  if (format === "human") context.terminal.err(text);
  else context.terminal.out(text);
}
