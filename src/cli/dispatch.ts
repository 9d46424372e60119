/** From the arguments to a running command. */
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { painter } from "../diagnostics/paint.ts";
import { parseArguments } from "./arguments.ts";
import { usesColor } from "./color.ts";
import { type Command, type CommandContext, UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import type { Terminal } from "./terminal.ts";

/** Runs the command that `args` name. Throws UsageError for what names none. */
export async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined || first === "-h" || first === "--help") {
    return await runCommand("help", [], terminal);
  }
  if (first === "-V" || first === "--version") return await runCommand("version", [], terminal);
  if (first.startsWith("-")) {
    const near = didYouMean(first.replace(/^-+/, ""), ["help", "version"]);
    throw new UsageError(
      `unknown flag \`${first}\``,
      near ? `did you mean \`--${near}\`?` : "see `fitz help`",
    );
  }
  if (!Object.hasOwn(commands, first)) {
    const near = didYouMean(first, Object.keys(commands));
    const isFile = first.endsWith(".fitz");
    throw new UsageError(
      `unknown command \`${first}\``,
      isFile
        ? `to run a file, write \`fitz run ${first}\``
        : near
        ? `did you mean \`${near}\`?`
        : "see `fitz help`",
    );
  }
  return await runCommand(first, rest, terminal);
}

async function runCommand(name: string, args: readonly string[], terminal: Terminal): Promise<number> {
  const { command } = await commands[name]!();
  const parsed = parseArguments(command, args);
  if (parsed.flags.has("help")) {
    const { commandHelp } = await import("./help.ts");
    terminal.out(commandHelp(command));
    return 0;
  }
  try {
    return await command.run(makeContext(parsed, terminal));
  } catch (error) {
    throw withFileHint(error, command);
  }
}

/** Commands that accept a file say so where there is no project. */
function withFileHint(error: unknown, { name, usage, flags }: Command): unknown {
  const isOutside = error instanceof Error && error.name === "TargetError" &&
    error.message.startsWith("no fitz.toml found");
  const how = usage.includes("FILE") ? "" : flags.file ? "--file " : null;
  if (!isOutside || how === null) return error;
  return Object.assign(error, { help: `or name a file: \`fitz ${name} ${how}app.fitz\`` });
}

function makeContext(parsed: ReturnType<typeof parseArguments>, terminal: Terminal): CommandContext {
  const when = parsed.flags.get("color")?.[0] ?? "auto";
  const color = {
    out: usesColor(when, terminal.isOutTerminal, terminal),
    err: usesColor(when, terminal.isErrTerminal, terminal),
  };
  const paintOut = painter(color.out);
  const paintErr = painter(color.err);
  return {
    terminal,
    positionals: parsed.positionals,
    programArgs: parsed.programArgs,
    flag: (flag) => parsed.flags.get(flag)?.at(-1),
    flags: (flag) => parsed.flags.get(flag) ?? [],
    has: (flag) => parsed.flags.has(flag),
    color,
    paintOut,
    paintErr,
    success: (text) => {
      if (!parsed.flags.has("quiet")) terminal.out(`${paintOut("success", "✓")} ${text}\n`);
    },
    failure: (text) => terminal.err(`${paintErr("error", "✗")} ${text}\n`),
  };
}
