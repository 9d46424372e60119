/** The commands of the prompt. */

export interface MetaCommand {
  /** The first one is its name, the others stand for it. */
  readonly names: readonly string[];
  /** What it needs, for messages; null for nothing. */
  readonly argument: string | null;
  readonly usage: string;
  readonly summary: string;
}

function meta(names: string, argument: string | null, usage: string, summary: string): MetaCommand {
  return { names: names.split(" "), argument, usage, summary };
}

export const META_COMMANDS: readonly MetaCommand[] = [
  meta("help h", null, ":help", "list the commands"),
  meta("quit q exit", null, ":quit", "leave, as Ctrl+D does"),
  meta("env", null, ":env", "list the names of the session with values and types"),
  meta("reset", null, ":reset", "forget everything"),
  meta("undo", null, ":undo", "forget the last accepted input"),
  meta("type t", "an expression", ":type EXPR", "show the type of an expression, which is not evaluated"),
  meta("doc", "a name", ":doc NAME", "show the documentation of a name"),
  meta("load", "a file", ":load FILE", "run a file into the session, all or nothing"),
  meta("reload", null, ":reload", "load the last file again"),
  meta("save", "a file", ":save FILE", "write the accepted inputs as a program"),
];

/** What `:help` shows. */
export function metaHelp(): string {
  const width = Math.max(...META_COMMANDS.map(({ usage }) => usage.length));
  const lines = META_COMMANDS.map(({ usage, summary, names }) => {
    const others = names.slice(1).map((name) => `:${name}`);
    return `${usage.padEnd(width)}  ${summary}${others.length > 0 ? ` (also ${others.join(", ")})` : ""}`;
  });
  return `${lines.join("\n")}\n`;
}
