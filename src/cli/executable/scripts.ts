/** The scripts in the pack of an executable, with what they export. */

export const COMMAND_LINE = "fitz.js";
export const PROGRAM = "program.js";

export type CommandLineScript = typeof import("./command_line_script.ts");
export type ProgramScript = typeof import("./program_script.ts");
