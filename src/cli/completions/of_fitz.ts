/** What shells complete of `fitz` itself: its commands and their flags. */
import { SHARED_FLAGS } from "../arguments.ts";
import type { Command, FlagSpec } from "../command.ts";
import type { Candidates, CompletedCommand, CompletedOption, CompletedProgram } from "./completions.ts";

const FILE_VALUES = /^(FILE|PATH|DIR)$/;

export function completionsOfFitz(commands: readonly Command[]): CompletedProgram {
  const names = commands.map((command) => command.name);
  return {
    name: "fitz",
    root: {
      options: [option("help", SHARED_FLAGS.help!), {
        long: "--version",
        short: "-V",
        summary: "print the version",
        value: null,
      }],
      words: names,
    },
    commands: commands.map((command) => ({
      name: command.name,
      summary: command.summary,
      ...completed(command, names),
    })),
  };
}

function completed(command: Command, names: readonly string[]): CompletedCommand {
  const flags = Object.entries({ ...command.flags, ...SHARED_FLAGS });
  return { options: flags.map(([name, spec]) => option(name, spec)), words: wordsOf(command, names) };
}

function wordsOf({ completes, positionals }: Command, names: readonly string[]): Candidates {
  if (completes === "commands") return names;
  return completes ?? (positionals === 0 ? "none" : "files");
}

function option(name: string, { short, summary, value, choices, optionalValue }: FlagSpec): CompletedOption {
  // What may be left out is given with `=` only.
  const takesWord = value !== undefined && optionalValue === undefined;
  return {
    long: `--${name}`,
    short: short ? `-${short}` : null,
    summary,
    value: !takesWord ? null : choices ?? (FILE_VALUES.test(value) ? "files" : "none"),
  };
}
