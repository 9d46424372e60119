/** The packages of a program: the root and, transitively, its path dependencies (toolchain.md section 9). */
import { dirname, join, relative } from "node:path";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { FileError, type FileSystem } from "./file_system.ts";
import { type DependencyRequest, type Manifest, readManifest } from "./manifest.ts";
import { decodeSource } from "./read_source.ts";
import { parseRange, parseVersion, satisfies } from "./semver.ts";
import { locateKey } from "./toml.ts";

export interface Package {
  readonly manifest: Manifest;
  /** Canonical directory: the package's identity. */
  readonly root: string;
  readonly isRoot: boolean;
  /** Import name to package; null when it could not be loaded (already reported). */
  readonly dependencies: ReadonlyMap<string, Package | null>;
}

export interface PackagesResult {
  /** null when the root manifest itself is unusable. */
  readonly root: Package | null;
  readonly all: readonly Package[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the package whose manifest is at `path` (absolute) and everything it depends on. */
export function loadPackages(path: string, files: FileSystem): PackagesResult {
  const diagnostics: Diagnostic[] = [];
  const loaded = new Map<string, Package>();
  const base = dirname(path);
  let overrides: readonly DependencyRequest[] = [];

  const load = (directory: string, chain: readonly Manifest[]): Package | null => {
    const canonical = files.canonical(directory);
    const known = loaded.get(canonical);
    if (known) return known;
    const manifestPath = join(directory, "fitz.toml");
    const source = decodeSource(relative(base, manifestPath) || "fitz.toml", files.read(manifestPath));
    if (source.diagnostic) {
      diagnostics.push(source.diagnostic);
      return null;
    }
    const { manifest, diagnostics: found } = readManifest(manifestPath, source.file);
    const isRoot = chain.length === 0;
    diagnostics.push(...found.filter((one) => isRoot || one.severity === "error"));
    if (!manifest) return null;
    if (isRoot) overrides = manifest.overrides;
    const dependencies = new Map<string, Package | null>();
    const pack: Package = { manifest, root: canonical, isRoot, dependencies };
    loaded.set(canonical, pack);
    for (const request of manifest.dependencies) {
      if (request.isDev && !isRoot) continue;
      dependencies.set(request.importName, resolve(request, [...chain, manifest]));
    }
    return pack;
  };

  const resolve = (asked: DependencyRequest, chain: readonly Manifest[]): Package | null => {
    const owner = chain.at(-1)!;
    const request = overrides.find((one) => one.importName === asked.importName) ?? asked;
    const report = (code: string, message: string, help: readonly string[] = []) => {
      const section = asked.isDev ? "dev-dependencies" : "dependencies";
      const place = locateKey(owner.file.text, [section, asked.key]) ?? { start: 0, end: 0 };
      diagnostics.push(
        diagnostic("error", code, { file: owner.file, ...place }, `dependency \`${asked.key}\`: ${message}`, {
          help,
        }),
      );
      return null;
    };
    if (request.source.kind === "git") {
      return report("deps/git", `this version of fitz cannot fetch \`${request.source.url}\``, [
        `clone it and write \`${asked.key} = { path = "../${asked.key}" }\``,
      ]);
    }
    const { path: directory, version } = request.source;
    const shown = relative(base, directory) || ".";
    const cycle = chain.findIndex((one) => files.canonical(one.root) === files.canonical(directory));
    if (cycle >= 0) {
      const names = [...chain.slice(cycle), chain[cycle]!].map((one) => one.name).join(" -> ");
      return report("deps/cycle", `packages depend on each other: ${names}`);
    }
    if (files.kind(join(directory, "fitz.toml")) !== "file") {
      return report("deps/not-found", `no fitz.toml in \`${shown}\``, ["correct the path in fitz.toml"]);
    }
    let pack: Package | null;
    try {
      pack = load(directory, chain);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return report("deps/not-found", `cannot read \`${shown}\`: ${error.message}`);
    }
    if (pack && version !== null) checkVersion(pack.manifest, version, report);
    return pack;
  };

  const root = load(base, []);
  return { root, all: [...loaded.values()], diagnostics };
}

function checkVersion(
  manifest: Manifest,
  wanted: string,
  report: (code: string, message: string) => null,
): void {
  const range = parseRange(wanted);
  if (!range) report("deps/version", `\`${wanted}\` is not a version range`);
  else if (!satisfies(parseVersion(manifest.version)!, range)) {
    report("deps/version", `the package there is version ${manifest.version}, not \`${wanted}\``);
  }
}
