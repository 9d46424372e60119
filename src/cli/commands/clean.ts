/** `fitz clean` */
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { findProject } from "../../project/discover.ts";
import { TargetError } from "../../project/target.ts";
import { cacheRoot } from "../cache_root.ts";
import type { Command, CommandContext } from "../command.ts";

export const command: Command = {
  name: "clean",
  summary: "remove build outputs, and caches or the embedded database when asked to",
  usage: "[--cache] [--db [--yes]]",
  description: "Removes target/ of the project.",
  flags: {
    cache: { summary: "also empty the cache of fitz, outside of a project it alone" },
    db: { summary: "also remove the embedded database of the project, .fitz/db/" },
    yes: { short: "y", summary: "do not ask before the database is removed" },
  },
  positionals: 0,
  examples: ["fitz clean", "fitz clean --db --yes", "fitz clean --cache"],
  run(context) {
    const { files, env } = context.terminal;
    const project = findProject(files.cwd(), files);
    if (project === null && (!context.has("cache") || context.has("db"))) {
      throw new TargetError(`no fitz.toml found in ${files.cwd()} or any parent directory`);
    }
    const database = project !== null && context.has("db") ? join(project, ".fitz/db") : null;
    const cache = context.has("cache") ? resolve(files.cwd(), cacheRoot(env)) : null;
    if (cache !== null && holdsMoreThanCaches(cache, files.cwd(), env)) {
      context.failure(`${cache} cannot be the cache: it holds more than that`);
      context.terminal.err("  = help: FITZ_CACHE_DIR names a directory of its own\n");
      return 1;
    }
    const paths = [
      ...(project === null ? [] : [join(project, "target")]),
      ...(database === null ? [] : [database]),
      ...(cache === null ? [] : entriesOf(cache)),
    ].filter((path) => exists(path));
    if (database !== null && paths.includes(database) && !isConfirmed(context, database)) {
      context.failure("nothing was removed");
      return 1;
    }
    remove(context, paths, project ?? cache!);
    return 0;
  },
};

function isConfirmed(context: CommandContext, database: string): boolean {
  if (context.has("yes")) return true;
  context.terminal.err(`remove the embedded database ${database} with all its data? [y/N] `);
  return /^y(es)?$/i.test(context.terminal.readLine()?.trim() ?? "");
}

function remove(context: CommandContext, paths: readonly string[], base: string): void {
  let count = 0;
  let size = 0;
  for (const path of paths) {
    const found = measure(path);
    count += found.count;
    size += found.size;
    Deno.removeSync(path, { recursive: true });
  }
  if (paths.length === 0) {
    context.success("nothing to remove");
    return;
  }
  const shown = paths.map((path) => {
    const inside = relative(base, path);
    return inside.startsWith("..") ? path : inside;
  });
  const amount = `${count} file${count === 1 ? "" : "s"}, ${(size / 1_000_000).toFixed(1)} MB`;
  context.success(`removed ${shown.join(", ")} (${amount})`);
}

/** Whether a directory is one that a mistaken variable names: a root, a home, or what we stand in. */
function holdsMoreThanCaches(path: string, cwd: string, env: (name: string) => string | undefined): boolean {
  const home = env("HOME") || env("USERPROFILE");
  const holds = (inner: string) => {
    const from = relative(path, inner);
    return !from.startsWith("..") && !isAbsolute(from);
  };
  return dirname(path) === path || holds(cwd) || (home !== undefined && home !== "" && holds(resolve(home)));
}

function entriesOf(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map((entry) => join(folder, entry.name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Also a link that leads nowhere is there. */
function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Files below a path with their bytes; links are not followed. */
function measure(path: string): { count: number; size: number } {
  const info = Deno.lstatSync(path);
  if (!info.isDirectory) return { count: 1, size: info.size };
  let count = 0;
  let size = 0;
  for (const inner of entriesOf(path)) {
    const found = measure(inner);
    count += found.count;
    size += found.size;
  }
  return { count, size };
}
