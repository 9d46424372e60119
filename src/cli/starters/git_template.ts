/** Templates in git repositories: cloned into a temporary folder, copied, forgotten (toolchain.md 4.1). */
import { join } from "node:path";
import { runGit } from "../git.ts";
import type { Terminal } from "../terminal.ts";
import type { ProjectFile } from "./project_files.ts";
import { TemplateError } from "./template_error.ts";

export interface GitTemplate {
  readonly url: string;
  /** Folder in the repository; empty for its root. */
  readonly subpath: string;
  /** Branch, tag or commit; null for the default branch. */
  readonly ref: string | null;
}

/** Whether the text names a repository: a URL, `user@host:path`, or a path. */
export function isGitUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[\w.-]+@[\w.-]+:/.test(text) || /^\.{0,2}\//.test(text) ||
    text.endsWith(".git");
}

const isLocal = (url: string): boolean => /^file:\/\//i.test(url) || /^\.{0,2}\//.test(url);

/** Throws TemplateError. */
export async function fetchTemplate(template: GitTemplate, terminal: Terminal): Promise<ProjectFile[]> {
  const { url, ref } = template;
  if (terminal.env("FITZ_OFFLINE") === "1" && !isLocal(url)) {
    throw new TemplateError(
      `the template ${url} is not on this machine`,
      "FITZ_OFFLINE=1 forbids the network",
    );
  }
  if (ref?.startsWith("-")) throw new TemplateError(`\`${ref}\` names no branch, tag or commit`);
  const work = Deno.makeTempDirSync({ prefix: "fitz-template-" });
  try {
    const clone = join(work, "clone");
    const cwd = terminal.files.cwd();
    const failure = await cloneInto(clone, template, cwd);
    if (failure !== null) throw new TemplateError(`cannot fetch the template ${url}: ${failure}`);
    return filesBelow(folderIn(clone, template), "");
  } finally {
    Deno.removeSync(work, { recursive: true });
  }
}

/** A commit is found in the whole history only; branches and tags come without. Gives what went wrong. */
async function cloneInto(clone: string, { url, ref }: GitTemplate, cwd: string): Promise<string | null> {
  if (ref !== null && /^[0-9a-f]{7,40}$/.test(ref)) {
    return await runGit(["clone", "--quiet", "--", url, clone], cwd) ??
      await runGit(["checkout", "--quiet", ref, "--"], clone);
  }
  const branch = ref === null ? [] : ["--branch", ref];
  return await runGit(["clone", "--quiet", "--depth", "1", ...branch, "--", url, clone], cwd);
}

/** The folder that is copied. Symbolic links lead nowhere. */
function folderIn(clone: string, { subpath, url }: GitTemplate): string {
  let folder = clone;
  for (const part of subpath.split("/").filter((one) => one !== "" && one !== ".")) {
    folder = join(folder, part);
    let isFolder = false;
    try {
      isFolder = part !== ".." && part !== ".git" && Deno.lstatSync(folder).isDirectory;
    } catch {
      // There is nothing of this name.
    }
    if (!isFolder) throw new TemplateError(`the template ${url} has no folder \`${subpath}\``);
  }
  return folder;
}

function filesBelow(folder: string, prefix: string): ProjectFile[] {
  return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === ".git" || entry.isSymlink) return [];
    if (entry.isDirectory) return filesBelow(path, `${prefix}${entry.name}/`);
    const isExecutable = ((Deno.statSync(path).mode ?? 0) & 0o100) !== 0;
    return [{ path: `${prefix}${entry.name}`, content: Deno.readFileSync(path), isExecutable }];
  });
}
