/** Files of the machine. What fails is told in words that do not depend on the system. */
import { Err, Ok, type Result } from "../values/result.ts";

const REASONS: Record<string, string> = {
  NotFound: "no such file or directory",
  PermissionDenied: "permission denied",
  NotCapable: "permission denied",
  AlreadyExists: "it exists already",
  IsADirectory: "it is a directory",
  NotADirectory: "a part of the path is no directory",
  FilesystemLoop: "too many symbolic links",
};
const CODES: Record<string, string> = {
  ENOTEMPTY: "the directory is not empty",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of the path is no directory",
  ENAMETOOLONG: "the name is too long",
  ENOSPC: "no space left",
  EROFS: "read-only file system",
};

/** Why a call on a file failed, as a clause. */
export function fileReason(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  return REASONS[name ?? ""] ?? CODES[code ?? ""] ?? (message ?? String(error)).split(" (os error")[0];
}

/** Ok of what `work` on a file gives; an Err that tells what could not be done when it throws. */
export function attemptOnFile(action: string, path: string, work: () => unknown): Result {
  try {
    return new Ok(work() ?? null);
  } catch (error) {
    return new Err(`cannot ${action} \`${path}\`: ${fileReason(error)}`);
  }
}

/** Text of a UTF-8 file. Throws what the system reports, and an Error for bytes that are not UTF-8. */
export function readTextFile(path: string): string {
  const bytes = Deno.readFileSync(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error("it is not valid UTF-8");
  }
}
