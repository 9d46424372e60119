/** A command-line program answers its arguments: web.md 23.3. */
import type { Command } from "../../app/manifest.ts";
import { host } from "../host/host.ts";
import { commandHelp, commandList, programHelp } from "./command_help.ts";
import { SERVE } from "./serve_command.ts";
import { type CommandLine, parseCommandLine, unknownFlag } from "./command_line.ts";

export interface CommandProgram {
  /** The word that starts the program, for its texts. */
  readonly name: string;
  readonly commands: readonly Command[];
  /** The functions of the commands, in their order. */
  readonly functions: readonly ((...args: any[]) => unknown)[];
  /** The program also has what `serve` starts. */
  readonly isService: boolean;
}

const USAGE_ERROR = 2;

/**
 * Does what the arguments of the program say.
 *
 * @returns the exit code, or `serve` when the program is to serve
 */
export async function runCommand(program: CommandProgram): Promise<number | "serve"> {
  const { args } = host();
  const { name, isService } = program;
  const commands = isService ? [...program.commands, SERVE] : program.commands;
  if (commands.length === 1) return await call(program, 0, name, parseCommandLine(commands[0], args));
  const [word, ...words] = args;
  if (word === undefined && isService) return "serve";
  if (word === undefined || word === "--help" || word === "-h") {
    host().stdout(programHelp(name, commands));
    return 0;
  }
  if (word.startsWith("-")) return refuse(unknownFlag(word, ["help"]));
  const index = commands.findIndex((one) => one.name === word);
  if (index < 0) return refuse(`unknown command \`${word}\`\n\n${commandList(commands).join("\n")}`);
  const line = parseCommandLine(commands[index], words);
  if (commands[index] !== SERVE) return await call(program, index, `${name} ${word}`, line);
  return line.kind === "call" ? "serve" : answer(SERVE, `${name} ${word}`, line);
}

async function call(
  program: CommandProgram,
  index: number,
  start: string,
  line: CommandLine,
): Promise<number> {
  if (line.kind !== "call") return answer(program.commands[index], start, line);
  const code = await program.functions[index](...line.args);
  // The result of a program with type errors may be anything.
  return typeof code === "number" || typeof code === "bigint" ? Number(BigInt.asUintN(8, BigInt(code))) : 1;
}

function answer(command: Command, start: string, line: Exclude<CommandLine, { kind: "call" }>): number {
  if (line.kind === "problem") return refuse(line.text);
  host().stdout(commandHelp(start, command));
  return 0;
}

function refuse(text: string): number {
  host().stderr(`${text}\n`);
  return USAGE_ERROR;
}
