/** Help texts: of `fitz` and of one command. */
import { flagsOf } from "./arguments.ts";
import type { Command, FlagSpec } from "./command.ts";

/** The text of `fitz --help`. */
export function rootHelp(
  commands: readonly { name: string; usage: string; summary: string }[],
  version: string,
): string {
  const rows = commands.map((command): [string, string] => [command.name, command.summary]);
  return [
    `fitz ${version} - a language for web services`,
    "",
    "USAGE:",
    "    fitz COMMAND [OPTIONS]",
    "",
    "COMMANDS:",
    ...table(rows),
    "",
    "OPTIONS:",
    ...table([["-h, --help", "show this help"], ["-V, --version", "print the version"]]),
    "",
    "`fitz help COMMAND` shows the flags of a command.",
    "",
  ].join("\n");
}

/** The text of `fitz help COMMAND`. */
export function commandHelp(command: Command): string {
  const flags = Object.entries(flagsOf(command)).map((
    [name, spec],
  ): [string, string] => [
    flagHead(name, spec),
    spec.summary,
  ]);
  const lines = [command.summary];
  if (command.description) lines.push("", command.description);
  lines.push("", "USAGE:", `    fitz ${command.name}${command.usage ? ` ${command.usage}` : ""}`);
  lines.push("", "OPTIONS:", ...table(flags));
  if (command.examples.length > 0) {
    lines.push(
      "",
      "EXAMPLES:",
      ...command.examples.map((example) => `    ${example}`),
    );
  }
  return lines.join("\n") + "\n";
}

function flagHead(name: string, spec: FlagSpec): string {
  const value = spec.value === undefined
    ? ""
    : spec.optionalValue === undefined
    ? ` <${spec.value}>`
    : `[=${spec.value}]`;
  return `${spec.short ? `-${spec.short}, ` : "    "}--${name}${value}`;
}

function table(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, text]) => `    ${head.padEnd(width)}  ${text}`);
}
