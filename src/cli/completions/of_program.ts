/** What shells complete of a command-line program: what its manifest says of its commands. */
import { isService } from "../../app/is_service.ts";
import type { App, Command, CommandParam } from "../../app/manifest.ts";
import { SERVE } from "../../runtime/command/serve_command.ts";
import type { Candidates, CompletedCommand, CompletedOption, CompletedProgram } from "./completions.ts";

const HELP: CompletedOption = { long: "--help", short: "-h", summary: "", value: null };

/** `name` is the word that starts the program. */
export function completionsOfProgram(name: string, app: App): CompletedProgram {
  const { commands } = app;
  const serves = isService(app);
  if (commands.length === 1 && !serves) return { name, root: completed(commands[0]!), commands: [] };
  const all = commands.map((command) => ({
    name: command.name,
    summary: command.summary ?? "",
    ...completed(command),
  }));
  if (serves) {
    all.push({ name: SERVE.name, summary: SERVE.summary ?? "", ...completed(SERVE) });
  }
  return { name, root: { options: [HELP], words: all.map((one) => one.name) }, commands: all };
}

function completed({ params }: Command): CompletedCommand {
  const isPositional = ({ kind }: CommandParam) => kind === "positional" || kind === "rest";
  const positionals = params.filter(isPositional);
  return {
    options: [...params.filter((param) => !isPositional(param)).map(option), HELP],
    words: positionals.some((param) => param.type === "Str") ? "files" : "none",
  };
}

function option(param: CommandParam): CompletedOption {
  return {
    long: `--${param.label}`,
    short: param.short === null ? null : `-${param.short}`,
    summary: param.help ?? "",
    value: param.kind === "switch" ? null : valuesOf(param.type),
  };
}

function valuesOf(type: CommandParam["type"]): Candidates {
  return type === "Str" ? "files" : type === "Bool" ? ["true", "false"] : "none";
}
