/** Help texts of command-line programs: web.md 23.3. */
import type { Command, CommandParam } from "../../app/manifest.ts";

/** The help of a program of several commands. */
export function programHelp(program: string, commands: readonly Command[]): string {
  return [
    "USAGE:",
    `    ${program} <command> [ARGS] [OPTIONS]`,
    "",
    ...commandList(commands),
    "",
    `Run \`${program} <command> --help\` for details.`,
    "",
  ].join("\n");
}

/** `COMMANDS:` with aligned descriptions. */
export function commandList(commands: readonly Command[]): string[] {
  return ["COMMANDS:", ...table(commands.map(({ name, summary }) => [name, summary]))];
}

/** The help of one command; `start` is what is typed before its arguments. */
export function commandHelp(start: string, command: Command): string {
  const positionals = command.params.filter(({ kind }) => kind === "positional" || kind === "rest");
  const options = command.params.filter(({ kind }) => kind === "option" || kind === "switch");
  const lines = command.description === null ? [] : [command.description, ""];
  lines.push("USAGE:", `    ${[start, ...positionals.map(shown), "[OPTIONS]"].join(" ")}`);
  if (positionals.length > 0) {
    const width = Math.max(...positionals.map((param) => lengthOf(shown(param))));
    const rows = positionals.map((param): Row => [
      `${pad(shown(param), width)}  (${typeText(param)})`,
      param.help,
    ]);
    lines.push("", "ARGS:", ...table(rows));
  }
  const rows = options.map((param): Row => [optionHead(param), param.help]);
  lines.push("", "OPTIONS:", ...table([...rows, ["-h, --help", null]]), "");
  return lines.join("\n");
}

type Row = readonly [head: string, text: string | null];

function shown({ kind, label, isRequired }: CommandParam): string {
  return kind === "rest" ? `[${label}]...` : isRequired ? `<${label}>` : `[${label}]`;
}

function typeText({ kind, type, isRequired }: CommandParam): string {
  return kind === "rest" ? `List<${type}>` : isRequired ? type : `${type}?`;
}

function optionHead({ kind, type, label, short }: CommandParam): string {
  const start = short === null ? "    " : `-${short}, `;
  return `${start}--${label}${kind === "option" ? ` <${type.toUpperCase()}>` : ""}`;
}

function table(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([head]) => lengthOf(head)));
  return rows.map(([head, text]) => `    ${text ? `${pad(head, width)}  ${text}` : head}`);
}

const lengthOf = (text: string): number => [...text].length;

const pad = (text: string, width: number): string => text + " ".repeat(width - lengthOf(text));
