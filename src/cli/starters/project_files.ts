/** The files of a new project, from the flags of `fitz new` and `fitz init`. */
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { type CommandContext, type FlagSpec, UsageError } from "../command.ts";
import { fetchTemplate, type GitTemplate, isGitUrl } from "./git_template.ts";
import { KINDS, type Starter, TEMPLATES } from "./registry.ts";
import { TemplateError } from "./template_error.ts";

export interface ProjectFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly isExecutable: boolean;
}

export interface ProjectFiles {
  readonly files: readonly ProjectFile[];
  /** Whether `fitz dev` is the way to run it. */
  readonly isService: boolean;
}

/** Flags that choose a starter of their name. */
const KIND_FLAGS = ["http", "ws", "cli"] as const;

export const STARTER_FLAGS: Readonly<Record<string, FlagSpec>> = {
  http: { summary: "a web service with one route" },
  ws: { summary: "a typed WebSocket and a page that talks to it" },
  cli: { summary: "a command-line program of two commands" },
  template: {
    value: "TEMPLATE",
    summary: `${Object.keys(TEMPLATES).join(", ")}, or the URL of a git repository`,
  },
  "no-git": { summary: "do not run `git init`" },
};

/** Throws UsageError or TemplateError. */
export async function projectFiles(context: CommandContext, name: string): Promise<ProjectFiles> {
  const kinds = [...KIND_FLAGS, "template"].filter((flag) => context.has(flag));
  if (kinds.length > 1) throw new UsageError(`\`--${kinds[0]}\` and \`--${kinds[1]}\` exclude each other`);
  const git = gitTemplate(context);
  if (git) {
    if (KIND_FLAGS.some((flag) => context.has(flag))) throw onlyForGit(context);
    return { files: named(await fetchTemplate(git, context.terminal), name), isService: false };
  }
  if (context.has("subpath") || context.has("ref")) throw onlyForGit(context);
  const starter = chosenStarter(context);
  const { files } = await starter.load();
  const plain = Object.entries(files).map(([path, content]) => ({ path, content, isExecutable: false }));
  return { files: named(plain, name), isService: starter.isService };
}

function onlyForGit(context: CommandContext): UsageError {
  const flag = context.has("subpath") ? "subpath" : "ref";
  return new UsageError(`\`--${flag}\` is for a template from a git repository`, "add `--template URL`");
}

function chosenStarter(context: CommandContext): Starter {
  const template = context.flag("template");
  if (template === undefined) {
    return KINDS[KIND_FLAGS.find((flag) => context.has(flag)) ?? "script"];
  }
  if (Object.hasOwn(TEMPLATES, template)) return TEMPLATES[template]!;
  const known = knownTemplates();
  const near = didYouMean(template, known);
  const list = `known templates: ${known.join(", ")}`;
  throw new TemplateError(
    `there is no template \`${template}\``,
    near === null ? `${list}; or the URL of a git repository` : `did you mean \`${near}\`? ${list}`,
  );
}

/** The repository that `--template` means: a URL, or a name that the environment gives one for. */
function gitTemplate(context: CommandContext): GitTemplate | null {
  const template = context.flag("template");
  if (template === undefined) return null;
  const given = { subpath: context.flag("subpath"), ref: context.flag("ref") };
  if (isGitUrl(template)) return { url: template, subpath: given.subpath ?? "", ref: given.ref ?? null };
  const variable = (part: string) =>
    context.terminal.env(`FITZ_TEMPLATE_${template.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_${part}`);
  const url = variable("URL");
  if (!url) return null;
  return {
    url,
    subpath: given.subpath ?? variable("SUBPATH") ?? "",
    ref: given.ref ?? (variable("REF") || null),
  };
}

/** Names of templates: those that `fitz` carries, and those of the environment. */
function knownTemplates(): string[] {
  const own = Object.keys(Deno.env.toObject()).flatMap((key) =>
    /^FITZ_TEMPLATE_(.+)_URL$/.exec(key)?.[1]?.toLowerCase().replaceAll("_", "-") ?? []
  );
  return [...new Set([...Object.keys(TEMPLATES), ...own])].sort();
}

/** Puts the name of the project into every text. */
function named(files: readonly ProjectFile[], name: string): ProjectFile[] {
  return files.map((file) => {
    const text = typeof file.content === "string" ? file.content : textOf(file.content);
    return text === null ? file : { ...file, content: text.replaceAll("{{name}}", name) };
  });
}

/** null for what is not UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
