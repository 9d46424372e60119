/** `fitz completions SHELL` */
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { type Command, UsageError } from "../command.ts";
import { commands } from "../commands.ts";
import { completionScript, isShell, SHELLS } from "../completions/completions.ts";
import { completionsOfFitz } from "../completions/of_fitz.ts";

export const command: Command = {
  name: "completions",
  summary: "print a completion script for a shell",
  usage: "SHELL",
  description: `SHELL is ${SHELLS.slice(0, -1).join(", ")} or ${SHELLS.at(-1)}.`,
  flags: {},
  positionals: 1,
  completes: SHELLS,
  examples: [
    "source <(fitz completions bash)",
    "fitz completions zsh > ~/.zfunc/_fitz",
    "fitz completions fish > ~/.config/fish/completions/fitz.fish",
  ],
  async run({ terminal, positionals: [shell] }) {
    if (shell === undefined) {
      throw new UsageError("`fitz completions` needs a shell", `one of: ${SHELLS.join(", ")}`);
    }
    if (!isShell(shell)) {
      const near = didYouMean(shell, SHELLS);
      throw new UsageError(
        `there are no completions for \`${shell}\``,
        near ? `did you mean \`${near}\`?` : `one of: ${SHELLS.join(", ")}`,
      );
    }
    const all = await Promise.all(Object.values(commands).map((load) => load()));
    terminal.out(completionScript(completionsOfFitz(all.map((one) => one.command)), shell));
    return 0;
  },
};
