/** The command line of one subcommand: `node:util` parseArgs, with messages of our own. */
import { parseArgs } from "node:util";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { type Command, type FlagSpec, UsageError } from "./command.ts";
import { RESOLUTION_FLAGS } from "./resolution.ts";

export interface Arguments {
  readonly positionals: readonly string[];
  readonly programArgs: readonly string[];
  /** Values by flag name; a switch has the one value "". */
  readonly flags: ReadonlyMap<string, readonly string[]>;
}

/** Flags of every command. */
export const SHARED_FLAGS: Readonly<Record<string, FlagSpec>> = {
  help: { short: "h", summary: "show this help" },
  quiet: { short: "q", summary: "drop the lines that report success" },
  color: { value: "WHEN", choices: ["auto", "always", "never"], summary: "colours: auto, always or never" },
};

/** All flags that a command takes. */
export function flagsOf({ flags, resolves }: Command): Readonly<Record<string, FlagSpec>> {
  return { ...flags, ...(resolves ? RESOLUTION_FLAGS : {}), ...SHARED_FLAGS };
}

/** Parses the arguments after the command's name. Throws UsageError. */
export function parseArguments(command: Command, args: readonly string[]): Arguments {
  const specs = flagsOf(command);
  const options: Record<string, { type: "string" | "boolean"; short?: string }> = {};
  for (const [name, spec] of Object.entries(specs)) {
    options[name] = {
      type: spec.value && spec.optionalValue === undefined ? "string" : "boolean",
      ...(spec.short ? { short: spec.short } : {}),
    };
  }
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Map<string, string[]>();
  const positionals: string[] = [];
  const programArgs: string[] = [];
  let isAfterEnd = false;
  for (const token of tokens) {
    if (token.kind === "option-terminator") isAfterEnd = true;
    else if (token.kind === "positional") (isAfterEnd ? programArgs : positionals).push(token.value);
    else {
      const spec = specs[token.name];
      if (!spec || (token.rawName.startsWith("--") && token.rawName !== `--${token.name}`)) {
        throw unknownFlag(token.rawName, command, specs);
      }
      const value = flagValue(token.name, token.rawName, token.value, token.inlineValue === true, spec);
      const values = flags.get(token.name) ?? [];
      if (values.length > 0 && !spec.isRepeatable && spec.value) {
        throw new UsageError(`flag \`--${token.name}\` is given twice`);
      }
      flags.set(token.name, [...values, value]);
    }
  }
  if (flags.has("help")) return { positionals, programArgs, flags };
  if (!command.takesProgramArgs) positionals.push(...programArgs.splice(0));
  if (positionals.length > command.positionals) {
    const extra = positionals[command.positionals]!;
    const help = command.takesProgramArgs
      ? "arguments of the program follow `--`"
      : `see \`fitz help ${command.name}\``;
    throw new UsageError(`unexpected argument \`${extra}\``, help);
  }
  return { positionals, programArgs, flags };
}

function flagValue(
  name: string,
  rawName: string,
  value: string | undefined,
  isInline: boolean,
  spec: FlagSpec,
): string {
  if (!spec.value) {
    if (value !== undefined) throw new UsageError(`flag \`--${name}\` takes no value`);
    return "";
  }
  const given = value ?? spec.optionalValue;
  if (given === undefined || (!isInline && given.startsWith("-") && given !== "-")) {
    throw new UsageError(
      `flag \`${rawName}\` expects a value`,
      spec.choices ? `one of: ${spec.choices.join(", ")}` : null,
    );
  }
  if (spec.choices && !spec.choices.includes(given)) {
    const near = didYouMean(given, spec.choices);
    throw new UsageError(
      `flag \`--${name}\` does not take \`${given}\``,
      near ? `did you mean \`${near}\`?` : `one of: ${spec.choices.join(", ")}`,
    );
  }
  return given;
}

function unknownFlag(
  rawName: string,
  command: Command,
  specs: Readonly<Record<string, FlagSpec>>,
): UsageError {
  const name = rawName.replace(/^-+/, "");
  const near = rawName.startsWith("--") ? didYouMean(name, Object.keys(specs)) : null;
  return new UsageError(
    `unknown flag \`${rawName}\` of \`fitz ${command.name}\``,
    near ? `did you mean \`--${near}\`?` : `see \`fitz help ${command.name}\``,
  );
}
