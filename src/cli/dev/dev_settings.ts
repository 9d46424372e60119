/** `[dev]` of fitz.toml, and what `fitz dev` watches for a target. */
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Target } from "../../project/target.ts";
import type { WatchSet } from "./file_watch.ts";
import { pathPatterns } from "./path_patterns.ts";

export interface DevSettings {
  readonly watch: readonly string[];
  readonly ignore: readonly string[];
  /** Whether the screen is cleared before each run. */
  readonly clear: boolean;
  readonly liveReload: boolean;
}

/** The settings of the project, or the defaults. */
export function devSettings(target: Target): DevSettings {
  const table = target.package?.manifest.table.dev as Record<string, unknown> | undefined;
  return {
    watch: (table?.watch ?? []) as string[],
    ignore: (table?.ignore ?? []) as string[],
    clear: table?.clear !== false,
    liveReload: table?.live_reload === true,
  };
}

const SKIPPED = new Set(["target", "node_modules", "dist", "build", "__pycache__"]);

/**
 * The project, or the folder of a single file; besides it the folders of modules that lie elsewhere (`modules`, absolute paths), the manifest, and the files of variables in use.
 */
export function watchSet(
  target: Target,
  settings: DevSettings,
  { modules, envFiles }: { modules: readonly string[]; envFiles: readonly string[] },
): WatchSet {
  const folder = dirname(target.entry);
  const root = target.isSingleFile ? folder : target.base;
  const isExtra = pathPatterns(settings.watch);
  const isIgnored = pathPatterns(settings.ignore);
  const inside = (path: string) => relative(root, path).replaceAll("\\", "/");
  const isBelow = (path: string) => !inside(path).startsWith("../") && !/^([a-zA-Z]:)?\//.test(inside(path));
  const manifest = target.package?.root ?? (target.isSingleFile ? null : root);
  const files = [
    ...modules.filter((path) => !isBelow(path)),
    ...envFiles.map((path) => resolve(path)),
    ...(manifest === null ? [] : [join(manifest, "fitz.toml")]),
  ];
  return {
    roots: [root],
    files: [...new Set(files)],
    isWatched: (path) =>
      !basename(path).startsWith(".") && !isIgnored(inside(path)) &&
      (path.endsWith(".fitz") || isExtra(inside(path))),
    isSkipped: (path) =>
      SKIPPED.has(basename(path)) || basename(path).startsWith(".") || isIgnored(inside(path)),
  };
}
