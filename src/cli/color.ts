/** Whether a stream gets colours: `--color`, then `NO_COLOR`, then `FORCE_COLOR`, then the kind of the stream. */
import type { Terminal } from "./terminal.ts";

export function usesColor(when: string, isTerminal: boolean, terminal: Terminal): boolean {
  if (when === "always" || when === "never") return when === "always";
  if (terminal.env("NO_COLOR")) return false;
  const forced = terminal.env("FORCE_COLOR");
  return forced ? forced !== "0" : isTerminal;
}

/** What `--color` says in a command line that could not be read. */
export function colorWish(args: readonly string[]): string {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const at = own.findLastIndex((word) => word === "--color" || word.startsWith("--color="));
  return at < 0 ? "auto" : own[at] === "--color" ? own[at + 1] ?? "auto" : own[at]!.slice("--color=".length);
}
