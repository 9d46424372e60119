/** The target of a command, from its positional argument and `--bin`. */
import { findTarget, type Target } from "../project/target.ts";
import type { CommandContext, FlagSpec } from "./command.ts";

export const BIN_FLAG: FlagSpec = { value: "NAME", summary: "the program of fitz.toml to act on" };

export function targetOf(context: CommandContext): Target {
  const [file] = context.positionals;
  const bin = context.flag("bin");
  return findTarget(
    {
      ...(file === undefined ? {} : { file }),
      ...(bin === undefined ? {} : { bin }),
      stdin: () => context.terminal.readStdin(),
    },
    context.terminal.files,
  );
}
