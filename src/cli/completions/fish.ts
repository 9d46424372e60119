/** Completions for fish. */
import type { Candidates, CompletedCommand, CompletedOption, CompletedProgram } from "./completions.ts";

export function fishScript({ name, root, commands }: CompletedProgram): string {
  const lines = [
    `# Completions of ${name} for fish: put this file into ~/.config/fish/completions.`,
    line(name, ["-f"]),
  ];
  const first = commands.length === 0 ? null : "__fish_use_subcommand";
  lines.push(...ofCommand(name, root, first));
  for (const command of commands) {
    lines.push(line(name, ["-n", quoted(first!), "-a", quoted(command.name), ...described(command.summary)]));
  }
  for (const command of commands) {
    lines.push(...ofCommand(name, command, `__fish_seen_subcommand_from ${quoted(command.name)}`));
  }
  return lines.join("\n") + "\n";
}

function ofCommand(
  program: string,
  { options, words }: CompletedCommand,
  condition: string | null,
): string[] {
  const when = condition === null ? [] : ["-n", quoted(condition)];
  const lines = options.map((option) =>
    line(program, [...when, ...optionWords(option), ...described(option.summary)])
  );
  // The names of commands are given with their descriptions.
  const isRootOfMany = condition === "__fish_use_subcommand";
  if (words !== "none" && !isRootOfMany) lines.push(line(program, [...when, ...candidates(words)]));
  return lines;
}

function optionWords({ long, short, value }: CompletedOption): string[] {
  const names = [...(short === null ? [] : ["-s", quoted(short.slice(1))]), "-l", quoted(long.slice(2))];
  if (value === null) return names;
  return value === "files" ? [...names, "-r", "-F"] : [...names, "-x", ...candidates(value)];
}

function candidates(words: Candidates): string[] {
  if (words === "none") return [];
  return words === "files" ? ["-F"] : ["-a", quoted(words.map((word) => quoted(word)).join(" "))];
}

const described = (summary: string): string[] => summary === "" ? [] : ["-d", quoted(summary)];

const line = (program: string, words: readonly string[]): string =>
  ["complete", "-c", quoted(program), ...words].join(" ");

/** A word that fish takes as it is; plain ones stay as they are. */
function quoted(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text;
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
