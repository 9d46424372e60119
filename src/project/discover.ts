/** Finding the project and the sources that a command acts on. */
import { dirname, join } from "node:path";
import { FileError, type FileSystem } from "./file_system.ts";

/** The directory of the nearest `fitz.toml`, from `start` up to the root of the file system; null when there is none. */
export function findProject(start: string, files: FileSystem): string | null {
  let directory = start;
  while (true) {
    if (files.kind(join(directory, "fitz.toml")) === "file") return directory;
    const parent = dirname(directory);
    if (parent === directory) return null;
    directory = parent;
  }
}

/** All `.fitz` files below a directory, sorted; `target` and hidden directories are left out, unreadable ones too. */
export function listSources(directory: string, files: FileSystem): string[] {
  const out: string[] = [];
  const walk = (folder: string) => {
    let entries;
    try {
      entries = files.list(folder);
    } catch (error) {
      if (error instanceof FileError && folder !== directory) return;
      throw error;
    }
    for (const { name, kind } of entries) {
      if (name.startsWith(".")) continue;
      const path = join(folder, name);
      if (kind === "directory") {
        if (name !== "target" && name !== "node_modules") walk(path);
      } else if (name.endsWith(".fitz")) out.push(path);
    }
  };
  walk(directory);
  return out;
}
