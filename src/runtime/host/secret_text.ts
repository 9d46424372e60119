/** Secrets of the environment: a variable, or the file that `<KEY>_FILE` names (production.md section 6). */
import { variable } from "./environment.ts";
import { fileReason, readTextFile } from "./files.ts";

/** The text of a secret, without the final line end of a file; undefined when neither variable is set; why a file cannot be read. */
export function secretText(key: string): string | undefined | { readonly problem: string } {
  const value = variable(key);
  if (value !== undefined) return value;
  const path = variable(`${key}_FILE`);
  if (path === undefined || path === "") return undefined;
  try {
    return readTextFile(path).replace(/\r?\n$/, "");
  } catch (error) {
    return { problem: `cannot read \`${path}\`: ${fileReason(error)}` };
  }
}
