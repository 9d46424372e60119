/** The file system of the machine. */
import { dirname } from "node:path";
import { type EntryKind, FileError, type FileProblem, type FileSystem } from "./file_system.ts";

export const denoFileSystem: FileSystem = {
  cwd: () => Deno.cwd(),

  read(path) {
    return guarded(path, () => {
      const info = Deno.statSync(path);
      if (info.isDirectory) throw new FileError("directory", path, "is a directory, not a file");
      return Deno.readFileSync(path);
    });
  },

  kind(path) {
    try {
      return kindOf(Deno.statSync(path));
    } catch {
      return null;
    }
  },

  canonical(path) {
    try {
      return Deno.realPathSync(path);
    } catch {
      return path;
    }
  },

  list(path) {
    return guarded(path, () => {
      const entries: { name: string; kind: EntryKind }[] = [];
      for (const entry of Deno.readDirSync(path)) {
        const kind = entry.isSymlink ? this.kind(`${path}/${entry.name}`) : kindOf(entry);
        if (kind) entries.push({ name: entry.name, kind });
      }
      return entries.sort((a, b) => a.name < b.name ? -1 : 1);
    });
  },

  write(path, content) {
    guarded(path, () => {
      const folder = dirname(path);
      Deno.mkdirSync(folder, { recursive: true });
      const target = this.canonical(path);
      const mode = this.kind(target) === "file" ? Deno.statSync(target).mode : null;
      const temporary = Deno.makeTempFileSync({ dir: dirname(target), prefix: ".fitz-" });
      try {
        if (typeof content === "string") Deno.writeTextFileSync(temporary, content);
        else Deno.writeFileSync(temporary, content);
        if (Deno.build.os !== "windows") Deno.chmodSync(temporary, mode ?? (0o666 & ~(Deno.umask())));
        Deno.renameSync(temporary, target);
      } catch (error) {
        Deno.removeSync(temporary);
        throw error;
      }
    });
  },

  removeTree(path) {
    guarded(path, () => {
      if (this.kind(path) !== null) Deno.removeSync(path, { recursive: true });
    });
  },
};

function kindOf(info: { isDirectory: boolean }): EntryKind {
  return info.isDirectory ? "directory" : "file";
}

/** Turns the errors of the system into FileError. */
function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof FileError) throw error;
    const [problem, message] = describe(error);
    throw new FileError(problem, path, message);
  }
}

function describe(error: unknown): [FileProblem, string] {
  if (error instanceof Deno.errors.NotFound) return ["missing", "no such file"];
  if (error instanceof Deno.errors.IsADirectory) return ["directory", "is a directory, not a file"];
  if (error instanceof Deno.errors.NotADirectory) {
    return ["not-a-directory", "a part of the path is not a directory"];
  }
  if (error instanceof Deno.errors.PermissionDenied) return ["denied", "permission denied"];
  const text = error instanceof Error ? error.message : String(error);
  return ["other", text.replace(/ \(os error \d+\).*$/, "").toLowerCase()];
}
