/** `fitz help [COMMAND]` */
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { version } from "../../project/version.ts";
import { type Command, UsageError } from "../command.ts";
import { commands } from "../commands.ts";
import { commandHelp, rootHelp } from "../help.ts";

export const command: Command = {
  name: "help",
  summary: "show the commands, or the flags of one",
  usage: "[COMMAND]",
  flags: {},
  positionals: 1,
  completes: "commands",
  examples: ["fitz help", "fitz help run"],
  async run({ terminal, positionals: [name] }) {
    if (name === undefined) {
      const all = await Promise.all(Object.values(commands).map((load) => load()));
      terminal.out(rootHelp(all.map((one) => one.command), version));
      return 0;
    }
    if (!Object.hasOwn(commands, name)) {
      const near = didYouMean(name, Object.keys(commands));
      throw new UsageError(
        `unknown command \`${name}\``,
        near ? `did you mean \`${near}\`?` : "see `fitz help`",
      );
    }
    terminal.out(commandHelp((await commands[name]!()).command));
    return 0;
  },
};
