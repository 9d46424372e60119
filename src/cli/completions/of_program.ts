/** What shells complete of a command-line program: what its manifest says of its commands. */
import type { App, Command, CommandParam } from "../../app/manifest.ts";
import type { Candidates, CompletedCommand, CompletedOption, CompletedProgram } from "./completions.ts";

const HELP: CompletedOption = { long: "--help", short: "-h", summary: "", value: null };

/** `name` is the word that starts the program. */
export function completionsOfProgram(name: string, { commands, routes }: App): CompletedProgram {
  const isService = routes.length > 0;
  if (commands.length === 1 && !isService) return { name, root: completed(commands[0]!), commands: [] };
  const all = commands.map((command) => ({
    name: command.name,
    summary: command.summary ?? "",
    ...completed(command),
  }));
  if (isService) {
    all.push({ name: "serve", summary: "Start the server", options: [HELP], words: "none" });
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
