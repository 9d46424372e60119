/** The only door to the TOML reader: for manifests, and for flag files of running programs. */
import { parse, TomlError } from "npm:smol-toml@1.9.1";

export type TomlTable = { [key: string]: TomlValue };
export type TomlValue = string | number | bigint | boolean | Date | TomlValue[] | TomlTable;

export type TomlResult =
  | { readonly table: TomlTable }
  | { readonly message: string; readonly line: number; readonly column: number };

/** The table of a TOML text, or the first mistake with its place (both from 1). */
export function readToml(text: string): TomlResult {
  try {
    return { table: parse(text, { integersAsBigInt: "asNeeded" }) as TomlTable };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = error.message.split("\n")[0]!.replace(/^Invalid TOML document: /, "");
    return { message, line: error.line, column: error.column };
  }
}
