/** The command line: finds the command, runs it, turns what goes wrong into one clear message and an exit code. */
import { painter } from "../diagnostics/paint.ts";
import { colorWish, usesColor } from "./color.ts";
import { UsageError } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** Runs `fitz ARGS`; gives the exit code. Never throws. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { dispatch } = await import("./dispatch.ts");
    return await dispatch(args, terminal);
  } catch (error) {
    return reportError(error, terminal, colorWish(args));
  }
}

/** Says what went wrong in one line with its help; gives the exit code. */
export function reportError(error: unknown, terminal: Terminal, color = "auto"): number {
  const paint = painter(usesColor(color, terminal.isErrTerminal, terminal));
  const fail = (message: string, help: string | null) => {
    terminal.err(`${paint("error", "✗")} ${message}\n`);
    if (help) terminal.err(`  = help: ${help}\n`);
  };
  if (error instanceof UsageError) {
    fail(error.message, error.help);
    return 2;
  }
  // Recognised by name: the classes belong to rooms that most commands do not load.
  const known = error as {
    name?: string;
    message: string;
    path?: string;
    help?: string | null;
    exitCode?: number;
    phase?: string;
  };
  if (known?.name === "FileError") {
    fail(`${known.path}: ${known.message}`, null);
    return 1;
  }
  if (known?.name === "TargetError" || known?.name === "EnvFileError") {
    fail(known.message, known.help ?? null);
    return known.exitCode ?? 1;
  }
  fail(`internal error${known?.phase ? ` in the phase \`${known.phase}\`` : ""}: ${firstLine(error)}`, null);
  terminal.err(
    "  = help: this is a mistake in fitz itself, not in the program; please report it to the project, with the program (FITZ_DEBUG=1 shows where it happened)\n",
  );
  if (terminal.env("FITZ_DEBUG") === "1" && error instanceof Error) terminal.err(`${error.stack}\n`);
  return 1;
}

const MOST_CHARACTERS = 300;

/** The message without emitted code, which errors of loading carry in their URLs. */
function firstLine(error: unknown): string {
  const line = (error instanceof Error ? error.message : String(error)).split("\n")[0]!.replace(
    /\bdata:[^\s)]*/g,
    "the emitted program",
  );
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
