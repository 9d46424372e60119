/** Where an import leads (toolchain.md section 10). */
import { dirname, join, relative } from "node:path";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { FileError, type FileSystem } from "./file_system.ts";
import type { Package } from "./packages.ts";

/** A module that imports: its file and the package it belongs to. */
export interface Importer {
  /** Absolute path; for a program from stdin a made-up one in the current directory. */
  readonly path: string;
  readonly package: Package | null;
}

export type SearchResult =
  | { readonly kind: "found"; readonly path: string; readonly package: Package | null }
  /** The package behind the name could not be loaded, which has been reported. */
  | { readonly kind: "broken" }
  | { readonly kind: "no-library"; readonly package: Package }
  | { readonly kind: "interop"; readonly language: "Python" | "npm" }
  | {
    readonly kind: "missing";
    readonly tried: readonly string[];
    readonly help: readonly string[];
    /** The path that may have been meant. */
    readonly nearest: string | null;
  };

/** Finds the file of `segments` as seen from `importer`. `packages` are all packages of the program, for hints. */
export function searchModule(
  segments: readonly string[],
  importer: Importer,
  packages: readonly Package[],
  files: FileSystem,
): SearchResult {
  const first = segments[0]!;
  if (first === "python" || first === "npm") {
    return { kind: "interop", language: first === "python" ? "Python" : "npm" };
  }
  const tried: string[] = [];
  const attempt = (path: string, owner: Package | null): SearchResult | null => {
    tried.push(path);
    return files.kind(path) === "file" ? { kind: "found", path, package: owner } : null;
  };
  const pack = importer.package;
  const dependency = pack?.dependencies.get(first);
  if (dependency === null) return { kind: "broken" };
  if (dependency) {
    if (dependency.manifest.lib === null) return { kind: "no-library", package: dependency };
    return attempt(fileInPackage(dependency, segments), dependency) ?? missing();
  }
  const isOwnName = pack !== null && pack.manifest.name.replaceAll("-", "_") === first;
  if (isOwnName && pack.manifest.lib !== null) {
    return attempt(fileInPackage(pack, segments), pack) ?? missing();
  }
  const local = `${join(dirname(importer.path), ...segments)}.fitz`;
  // `tests/loans.fitz` that imports `loans` means the module that it tests, not itself.
  const isItself = files.canonical(local) === files.canonical(importer.path);
  const found = (isItself ? attemptFromEntry() : null) ?? attempt(local, pack) ?? attemptFromEntry();
  if (found) return found;
  return isOwnName ? { kind: "no-library", package: pack } : missing();

  /** Tests and examples of a package also see the modules beside its entry. */
  function attemptFromEntry(): SearchResult | null {
    if (!pack) return null;
    const place = relative(pack.root, files.canonical(importer.path)).split(/[\\/]/)[0];
    const entry = pack.manifest.bins[0]?.main ?? pack.manifest.lib;
    if ((place !== "tests" && place !== "examples") || entry === null) return null;
    return attempt(`${join(dirname(entry), ...segments)}.fitz`, pack);
  }

  function missing(): SearchResult {
    return { kind: "missing", tried, ...hints(segments, importer, packages, files) };
  }
}

function fileInPackage(pack: Package, segments: readonly string[]): string {
  const entry = pack.manifest.lib!;
  return segments.length === 1 ? entry : `${join(dirname(entry), ...segments.slice(1))}.fitz`;
}

function hints(
  segments: readonly string[],
  importer: Importer,
  packages: readonly Package[],
  files: FileSystem,
): { readonly help: readonly string[]; readonly nearest: string | null } {
  const transitive = packages.find((one) =>
    one !== importer.package && one.manifest.name.replaceAll("-", "_") === segments[0]
  );
  if (transitive && importer.package && transitive !== importer.package) {
    const path = relative(importer.package.root, transitive.root);
    const { name } = transitive.manifest;
    const help = [`list the package \`${name}\` in this fitz.toml: \`fitz add ${name} --path ${path}\``];
    return { help, nearest: null };
  }
  const folder = join(dirname(importer.path), ...segments.slice(0, -1));
  const last = segments.at(-1)!;
  const names: string[] = segments.length === 1 ? [...(importer.package?.dependencies.keys() ?? [])] : [];
  try {
    for (const { name, kind } of files.list(folder)) {
      if (kind === "file" && name.endsWith(".fitz")) names.push(name.slice(0, -".fitz".length));
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  const near = didYouMean(last, names);
  const nearest = near === null ? null : [...segments.slice(0, -1), near].join(".");
  return { help: nearest === null ? [] : [`did you mean \`${nearest}\`?`], nearest };
}
