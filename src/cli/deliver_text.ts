/** A text that a command makes of a program: on stdout, in a file, or compared with one. */
import { resolve } from "node:path";
import { FileError } from "../project/file_system.ts";
import { type CommandContext, type FlagSpec, UsageError } from "./command.ts";

/** Where the text of a command goes. */
export const DELIVERY_FLAGS: Readonly<Record<"out" | "check", FlagSpec>> = {
  out: { value: "FILE", summary: "write a file instead of stdout" },
  check: { value: "FILE", summary: "exit 1 when FILE is not what would be written" },
};

/** @throws UsageError where both flags are given */
export function refuseBoth(context: CommandContext): void {
  if (context.has("out") && context.has("check")) {
    throw new UsageError("`--out` and `--check` exclude each other");
  }
}

/**
 * Writes, compares or prints what a command has made; gives the exit code.
 *
 * @param words of the command and of flags that change the text: how it is made again
 */
export function deliverText(context: CommandContext, text: string, words: readonly string[]): number {
  const { files } = context.terminal;
  const out = context.flag("out");
  const check = context.flag("check");
  if (out !== undefined) {
    files.write(resolve(files.cwd(), out), text);
    context.success(out);
    return 0;
  }
  if (check === undefined) {
    context.terminal.out(text);
    return 0;
  }
  let current: string;
  try {
    current = new TextDecoder().decode(files.read(resolve(files.cwd(), check)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    context.failure(`${check}: ${error.message}`);
    return 1;
  }
  if (current === text) {
    context.success(`${check} is up to date`);
    return 0;
  }
  context.failure(`${check} differs from the program`);
  const bin = context.flag("bin");
  const command = [...words, ...context.positionals, ...(bin === undefined ? [] : ["--bin", bin])].join(" ");
  context.terminal.err(`  = help: write it again with \`fitz ${command} --out ${check}\`\n`);
  return 1;
}
