/** What a subcommand is, and what it is given when it runs. */
import type { Style } from "../diagnostics/paint.ts";
import type { Terminal } from "./terminal.ts";

export interface FlagSpec {
  /** A flag without `value` is a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly summary: string;
  readonly isRepeatable?: boolean;
  /** The only values that are allowed. */
  readonly choices?: readonly string[];
  /** Value of the flag when it is written without one (`--inspect`). */
  readonly optionalValue?: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** Paragraph below the summary in the help; may be empty. */
  readonly description?: string;
  readonly flags: Readonly<Record<string, FlagSpec>>;
  /** Most positional arguments; Infinity for any number. */
  readonly positionals: number;
  /** What shells complete at the place of a positional argument; default: names of files. */
  readonly completes?: readonly string[] | "commands" | "none";
  /** Whether what follows `--` is passed on. */
  readonly takesProgramArgs?: boolean;
  readonly examples: readonly string[];
  run(context: CommandContext): Promise<number> | number;
}

export interface CommandContext {
  readonly terminal: Terminal;
  readonly positionals: readonly string[];
  /** Arguments after `--`. */
  readonly programArgs: readonly string[];
  /** Value of a flag, undefined when it was not given. */
  flag(name: string): string | undefined;
  flags(name: string): readonly string[];
  has(name: string): boolean;
  /** Colours for stdout and stderr. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  paintOut(style: Style, text: string): string;
  paintErr(style: Style, text: string): string;
  /** A `✓` line on stdout, dropped by `--quiet`. */
  success(text: string): void;
  /** A `✗` line on stderr. */
  failure(text: string): void;
}

/** Wrong use of `fitz` itself: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  constructor(message: string, readonly help: string | null = null) {
    super(message);
  }
}
