/** What a shell can complete of a command line, and the scripts that teach it to. */
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { powershellScript } from "./powershell.ts";
import { zshScript } from "./zsh.ts";

/** What a word may be: one of some, the name of a file, or nothing that is known. */
export type Candidates = readonly string[] | "files" | "none";

export interface CompletedOption {
  /** With its dashes. */
  readonly long: string;
  readonly short: string | null;
  readonly summary: string;
  /** null for a switch. */
  readonly value: Candidates | null;
}

export interface CompletedCommand {
  readonly options: readonly CompletedOption[];
  /** What stands at the place of its positional arguments. */
  readonly words: Candidates;
}

/** A program with its subcommands, or, when it has none, the one that it is. */
export interface CompletedProgram {
  /** The word that starts it. */
  readonly name: string;
  readonly root: CompletedCommand;
  readonly commands: readonly (CompletedCommand & { readonly name: string; readonly summary: string })[];
}

export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

export type Shell = (typeof SHELLS)[number];

export function isShell(name: string | undefined): name is Shell {
  return SHELLS.some((shell) => shell === name);
}

const WRITERS: Readonly<Record<Shell, (program: CompletedProgram) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** The completion script of a program, with a line that says how it is installed. */
export function completionScript(program: CompletedProgram, shell: Shell): string {
  return WRITERS[shell](program);
}
