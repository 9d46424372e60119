/** `fitz doc [FILE]` */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/sort.ts";
import { buildDocumentation, type DocumentedProgram } from "../../doc/model/build_documentation.ts";
import type { Documentation } from "../../doc/model/documentation.ts";
import { checkTarget } from "../../project/compile.ts";
import { type ParsedFile, shownPath } from "../../project/load.ts";
import { findTarget, type Target } from "../../project/target.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { openBrowser } from "../dev/open_browser.ts";
import { BIN_FLAG, targetOf } from "../find_target.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";

export const command: Command = {
  name: "doc",
  summary: "write the documentation of a program",
  usage: "[FILE|-] [OPTIONS]",
  description:
    "Makes a site of the doc comments (`///`) and signatures of FILE and what it imports, without FILE of the whole project:\nmodules, routes, commands, flags and configuration keys. It needs no server: open target/doc/index.html.",
  flags: {
    bin: BIN_FLAG,
    format: { value: "FORMAT", choices: ["html", "md", "json"], summary: "html (default), md or json" },
    out: { value: "DIR", summary: "directory to write to; default target/doc" },
    private: { summary: "also names that begin with `_`" },
    open: { summary: "show the site in the browser" },
  },
  positionals: 1,
  examples: ["fitz doc --open", "fitz doc app.fitz --format md --out docs/api"],
  async run(context) {
    const { files } = context.terminal;
    const format = context.flag("format") ?? "html";
    if (context.has("open") && format !== "html") throw new UsageError("`--open` needs the format `html`");
    const targets = targetsOf(context);
    const first = targets[0]!;
    const cache = new Map<string, ParsedFile>();
    const programs: DocumentedProgram[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const target of targets) {
      const result = checkTarget(target, files, { cache });
      diagnostics.push(...result.diagnostics);
      if (result.checked && result.app) programs.push({ program: result.checked, app: result.app });
    }
    reportDiagnostics(context, sortDiagnostics(diagnostics));
    if (diagnostics.some((one) => one.severity === "error")) {
      const name = first.source
        ? "<stdin>"
        : first.isSingleFile
        ? shownPath(first.entry, first.base)
        : first.name;
      context.failure(`${name} has errors`);
      return 1;
    }
    const documentation = buildDocumentation({
      ...identityOf(first),
      programs,
      withPrivate: context.has("private"),
    });
    const out = resolve(files.cwd(), context.flag("out") ?? join(first.base, "target/doc"));
    // Pages of what is no longer there would stay; the default folder belongs to this command alone.
    if (!context.has("out")) files.removeTree(out);
    for (const [name, text] of await render(documentation, format)) files.write(join(out, name), text);
    const index = { html: "index.html", md: "index.md", json: "documentation.json" }[format]!;
    context.success(`${shownPath(join(out, index), files.cwd())}`);
    if (context.has("open")) openBrowser(pathToFileURL(join(out, index)).href, context);
    return 0;
  },
};

/** A file, a program, or in a project its library and all of its programs. */
function targetsOf(context: CommandContext): Target[] {
  if (context.positionals.length > 0 || context.has("bin")) return [targetOf(context)];
  const any = findTarget({ isWholeProject: true }, context.terminal.files);
  const manifest = any.package?.manifest;
  if (!manifest) return [any];
  const entries = [...(manifest.lib === null ? [] : [manifest.lib]), ...manifest.bins.map((bin) => bin.main)];
  return entries.map((entry) => ({ ...any, entry }));
}

/** A project is called as its manifest says, a single file by its stem. */
function identityOf({ package: pack, isSingleFile, name }: Target) {
  if (!pack || isSingleFile) return { name, version: null, description: null };
  const { manifest } = pack;
  const { description } = manifest.table.package as { readonly description?: string };
  return { name: manifest.name, version: manifest.version, description: description ?? null };
}

async function render(documentation: Documentation, format: string): Promise<Map<string, string>> {
  switch (format) {
    case "md":
      return (await import("../../doc/render/render_markdown.ts")).renderMarkdown(documentation);
    case "json":
      return (await import("../../doc/render/render_json.ts")).renderJson(documentation);
    default:
      return (await import("../../doc/render/html/render_html.ts")).renderHtml(documentation);
  }
}
