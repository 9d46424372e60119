/** Variables for a program from `.env` files: `--env-file` and `FITZ_ENV_FILE` (production.md 5.3). */
import { parseEnvFile } from "../runtime/host/env_file.ts";
import type { FlagSpec } from "./command.ts";

export const ENV_FILE_FLAG: FlagSpec = {
  value: "FILE",
  isRepeatable: true,
  summary: "variables for the program, from a file of KEY=VALUE lines; repeatable",
};

/** A file that cannot be read, or a bad line in it; the message names it. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";
}

/** Sets the variables of the files in this process. Those that exist already stay; later files win over earlier ones. */
export function loadEnvFiles(given: readonly string[]): void {
  const listed =
    Deno.env.get("FITZ_ENV_FILE")?.split(",").map((path) => path.trim()).filter((path) => path !== "") ?? [];
  const paths = [...listed, ...given];
  if (paths.length === 0) return;
  const existing = new Set(Object.keys(Deno.env.toObject()));
  for (const path of paths) {
    const result = parseEnvFile(readText(path), path);
    if ("problem" in result) throw new EnvFileError(result.problem);
    for (const [key, value] of result.entries) if (!existing.has(key)) Deno.env.set(key, value);
  }
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound
      ? "no such file"
      : error instanceof Deno.errors.PermissionDenied
      ? "permission denied"
      : "not readable";
    throw new EnvFileError(`cannot read \`${path}\`: ${reason}`);
  }
}
