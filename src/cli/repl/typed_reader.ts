import type { CommandContext } from "../command.ts";
import type { InputSource } from "./input_source.ts";
import type { InputReader, Repl } from "./repl.ts";
export function typedReader(_c: CommandContext, _r: Repl, _s: InputSource): InputReader { throw new Error("x"); }
