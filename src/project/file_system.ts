/** What the project room needs of files; the core above it sees only this. All paths are absolute unless said otherwise. */

/** Why a path could not be read. */
export type FileProblem = "missing" | "directory" | "not-a-directory" | "denied" | "other";

/** A file operation that failed; `message` is a sentence for users, without the path. */
export class FileError extends Error {
  override readonly name = "FileError";
  constructor(readonly problem: FileProblem, readonly path: string, message: string) {
    super(message);
  }
}

export type EntryKind = "file" | "directory";

export interface FileSystem {
  /** The current directory. */
  cwd(): string;
  /** The bytes of a file; throws FileError. */
  read(path: string): Uint8Array;
  /** What stands at a path (symbolic links followed), null when nothing does. */
  kind(path: string): EntryKind | null;
  /** The path without symbolic links; the path itself when it does not exist. */
  canonical(path: string): string;
  /** Names in a directory with their kinds, sorted by name; throws FileError. */
  list(path: string): { name: string; kind: EntryKind }[];
  /** Writes a file all at once (temporary file and rename), making parent directories; throws FileError. */
  write(path: string, content: string | Uint8Array): void;
  /** Removes a directory and all that is in it; nothing happens when it is not there. */
  removeTree(path: string): void;
}
