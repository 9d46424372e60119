/** The sources that a command acts on file by file: those that are named, or all of the project. */
import { resolve } from "node:path";
import { findProject, listSources } from "../project/discover.ts";
import { TargetError } from "../project/target.ts";
import type { CommandContext } from "./command.ts";

/** Absolute paths, each once; directories are walked. Without arguments outside of a project it throws TargetError. */
export function sourcesOf(context: CommandContext, base: string): string[] {
  const { files } = context.terminal;
  if (context.positionals.length === 0) {
    if (findProject(files.cwd(), files) === null) {
      throw new TargetError(`no fitz.toml found in ${files.cwd()} or any parent directory`);
    }
    return listSources(base, files);
  }
  const out: string[] = [];
  for (const given of context.positionals) {
    const path = resolve(files.cwd(), given);
    if (files.kind(path) === "directory") out.push(...listSources(path, files));
    else out.push(path);
  }
  return [...new Set(out)];
}
