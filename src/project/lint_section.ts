/** The section `[lint]` of `fitz.toml`. */
import { dirname, join } from "node:path";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.ts";
import { didYouMean } from "../diagnostics/did_you_mean.ts";
import { ALL_RULES, type LevelLists, lintIds } from "../lint/levels.ts";
import { findProject } from "./discover.ts";
import type { FileSystem } from "./file_system.ts";
import { loadPackages } from "./packages.ts";
import type { TomlTable } from "../syntax/toml.ts";
import { locateKey } from "./toml.ts";

export interface LintSection {
  readonly levels: LevelLists;
  /** About ids that no rule has. */
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: LintSection = { levels: { deny: [], warn: [], allow: [] }, diagnostics: [] };

/** The levels that the project of the first file asks for. Mistakes of the manifest itself are reported by others. */
export function lintSection(paths: readonly string[], files: FileSystem): LintSection {
  const root = findProject(paths[0] === undefined ? files.cwd() : dirname(paths[0]), files);
  const manifest = root === null ? null : loadPackages(join(root, "fitz.toml"), files).root?.manifest;
  const table = manifest?.table.lint as TomlTable | undefined;
  if (!manifest || !table) return NOTHING;
  const diagnostics: Diagnostic[] = [];
  const known = [...lintIds(), ALL_RULES];
  const read = (key: keyof LevelLists): string[] => {
    const ids = (table[key] ?? []) as string[];
    for (const id of ids.filter((one) => !known.includes(one))) {
      const near = didYouMean(id, known);
      const span = {
        file: manifest.file,
        ...(locateKey(manifest.file.text, ["lint", key]) ?? { start: 0, end: 0 }),
      };
      diagnostics.push(diagnostic("error", "manifest/value", span, `there is no lint rule \`${id}\``, {
        help: [near ? `did you mean \`${near}\`?` : "`fitz explain --list` shows all rules"],
      }));
    }
    return ids;
  };
  return { levels: { deny: read("deny"), warn: read("warn"), allow: read("allow") }, diagnostics };
}
