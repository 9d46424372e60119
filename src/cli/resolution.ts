/** How dependencies are had: flags of the commands that resolve them (toolchain.md 1.3). */
import type { FlagSpec } from "./command.ts";
import type { Terminal } from "./terminal.ts";

export const RESOLUTION_FLAGS: Readonly<Record<string, FlagSpec>> = {
  locked: { summary: "fail instead of changing fitz.lock" },
  offline: { summary: "never use the network" },
  frozen: { summary: "as --locked and --offline together" },
};

/** Whether the network is forbidden, by a flag or by `FITZ_OFFLINE`. */
export function isOffline(terminal: Terminal, has: (flag: string) => boolean = () => false): boolean {
  const variable = terminal.env("FITZ_OFFLINE");
  return has("offline") || has("frozen") || (variable !== undefined && variable !== "" && variable !== "0");
}
