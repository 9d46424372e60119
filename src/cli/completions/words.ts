/** Parts that the completion scripts share. */
import type { CompletedCommand, CompletedOption, CompletedProgram } from "./completions.ts";

/** A name for a shell function: `_my_tool` for `my-tool`. */
export function functionName(program: string): string {
  return `_${program.replace(/\W/g, "_")}`;
}

/** Both spellings of an option. */
export function spellings({ long, short }: CompletedOption): string[] {
  return short === null ? [long] : [long, short];
}

/** The commands by name; the program itself under the empty one. */
export function namedCommands(program: CompletedProgram): (CompletedCommand & { readonly name: string })[] {
  return [{ ...program.root, name: "" }, ...program.commands];
}

/** `'it'\''s'`: a word that a POSIX shell takes as it is. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
