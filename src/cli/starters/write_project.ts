/** Writes the files of a new project, and takes back what it wrote when something fails. */
import { dirname, join } from "node:path";
import { runGit } from "../git.ts";
import type { CommandContext } from "../command.ts";
import type { ProjectFile } from "./project_files.ts";

/**
 * Writes `files` below `directory`; those that are there already are kept. Then makes a git repository of it, unless `--no-git` says otherwise or there is one.
 *
 * @throws with a message for the user; nothing of what was written is left then
 */
export async function writeProject(
  { terminal, has }: Pick<CommandContext, "terminal" | "has">,
  directory: string,
  project: readonly ProjectFile[],
): Promise<void> {
  const { files } = terminal;
  const made: string[] = [];
  const note = (path: string) => made.push(firstMissing(path, (one) => files.kind(one) !== null));
  try {
    for (const { path, content, isExecutable } of project) {
      const target = join(directory, path);
      if (files.kind(target) !== null) continue;
      note(target);
      files.write(target, content);
      if (isExecutable && Deno.build.os !== "windows") Deno.chmodSync(target, 0o777 & ~Deno.umask());
    }
    const repository = join(directory, ".git");
    if (has("no-git") || files.kind(repository) !== null) return;
    note(repository);
    const failure = await runGit(["init", "--quiet"], directory);
    if (failure !== null) {
      throw new Error(
        failure === "git was not found"
          ? `${failure}; install it or pass \`--no-git\``
          : `git init: ${failure}`,
      );
    }
  } catch (error) {
    for (const path of made.reverse()) files.removeTree(path);
    throw error;
  }
}

/** The topmost part of a path that is not there. */
function firstMissing(path: string, exists: (path: string) => boolean): string {
  const parent = dirname(path);
  return parent === path || exists(parent) ? path : firstMissing(parent, exists);
}
