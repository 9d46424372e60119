/** `fitz version` */
import { version } from "../../project/version.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  name: "version",
  summary: "print the version",
  usage: "",
  flags: {},
  positionals: 0,
  examples: ["fitz version"],
  run({ terminal }) {
    terminal.out(`fitz ${version}\n`);
    return 0;
  },
};
