/** What a command acts on: a file, stdin, or programs of a project (toolchain.md 1.2). */
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { findProject } from "./discover.ts";
import { FileError, type FileSystem } from "./file_system.ts";
import { loadPackages, type Package } from "./packages.ts";

export interface Target {
  /** Absolute path of the entry file; for stdin a made-up one. */
  readonly entry: string;
  /** The program's name: bin or package name in a project, else the stem of the file. */
  readonly name: string;
  readonly source?: Uint8Array;
  /** Further files that belong to the program though nothing imports them. */
  readonly extraEntries?: readonly string[];
  readonly isSingleFile: boolean;
  /** Directory that shown paths are relative to. */
  readonly base: string;
  readonly package: Package | null;
  readonly packages: readonly Package[];
  /** Of the manifests. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A command line that names nothing to act on; `message` is one line for the user. */
export class TargetError extends Error {
  override readonly name = "TargetError";
  constructor(message: string, readonly exitCode: 1 | 2 = 1, readonly help: string | null = null) {
    super(message);
  }
}

export interface TargetRequest {
  readonly file?: string;
  readonly bin?: string;
  /** Without a file: any program will do, the command acts on all of them. */
  readonly isWholeProject?: boolean;
  /** Bytes of stdin, asked for only when the file is `-`. */
  readonly stdin?: () => Uint8Array;
}

/** Finds the target of a command. Throws TargetError or FileError. The manifest's errors come as diagnostics with `package` null. */
export function findTarget(request: TargetRequest, files: FileSystem): Target {
  const { file } = request;
  const cwd = files.cwd();
  if (file === "-") {
    const project = openProject(cwd, files);
    return {
      ...project,
      entry: join(cwd, "main.fitz"),
      name: "main",
      source: request.stdin?.() ?? new Uint8Array(),
      isSingleFile: true,
    };
  }
  if (file !== undefined) {
    if (request.bin !== undefined) throw new TargetError("`--bin` and a file exclude each other", 2);
    const entry = resolve(cwd, file);
    if (files.kind(entry) !== "file") refuse(file, entry, files);
    return {
      ...openProject(dirname(entry), files),
      entry,
      name: basename(entry, ".fitz"),
      isSingleFile: true,
    };
  }
  const root = findProject(cwd, files);
  if (root === null) throw new TargetError(`no fitz.toml found in ${cwd} or any parent directory`);
  const project = openProject(cwd, files);
  const { manifest } = project.package ?? {};
  if (!manifest) {
    return { ...project, entry: join(root, "src/main.fitz"), name: basename(root), isSingleFile: false };
  }
  const { bins } = manifest;
  let program = bins.at(0);
  if (request.bin !== undefined) {
    program = bins.find((one) => one.name === request.bin);
    if (!program) {
      const names = bins.map((one) => one.name);
      const near = didYouMean(request.bin, names);
      throw new TargetError(
        `no program \`${request.bin}\` in fitz.toml`,
        1,
        names.length === 0
          ? "it has no `[bin]`"
          : near
          ? `did you mean \`${near}\`? available: ${names.join(", ")}`
          : `available: ${names.join(", ")}`,
      );
    }
  } else if (bins.length > 1 && !request.isWholeProject) {
    throw new TargetError(
      "fitz.toml has several programs",
      1,
      `choose one with \`--bin NAME\`: ${bins.map((one) => one.name).join(", ")}`,
    );
  }
  return {
    ...project,
    entry: program?.main ?? manifest.lib!,
    name: program?.name ?? manifest.name,
    isSingleFile: false,
  };
}

/** Says why there is no file to read, under the path as it was given. */
function refuse(given: string, path: string, files: FileSystem): void {
  try {
    files.read(path);
  } catch (error) {
    if (error instanceof FileError) throw new FileError(error.problem, given, error.message);
    throw error;
  }
}

type Project = Pick<Target, "base" | "package" | "packages" | "diagnostics">;

function openProject(start: string, files: FileSystem): Project {
  const root = findProject(start, files);
  if (root === null) return { base: files.cwd(), package: null, packages: [], diagnostics: [] };
  const { root: pack, all, diagnostics } = loadPackages(join(root, "fitz.toml"), files);
  return { base: root, package: pack, packages: all, diagnostics };
}
