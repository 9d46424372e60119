/** `fitz build [FILE]` */
import { dirname, join, resolve } from "node:path";
import type { App } from "../../app/manifest.ts";
import { compileTarget } from "../../project/compile.ts";
import { shownPath } from "../../project/load.ts";
import { findTarget, type Target } from "../../project/target.ts";
import { version } from "../../project/version.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import type { CollectedFiles } from "../executable/collect_static_files.ts";
import { encodePayload, identityOf } from "../executable/payload.ts";
import { BIN_FLAG, targetOf } from "../find_target.ts";
import { executableName, ownPlatform, platformOf } from "../platform.ts";
import { BUILD_FORMAT_FLAG, formatOf, reportDiagnostics } from "../report_diagnostics.ts";

export const command: Command = {
  name: "build",
  summary: "make one executable of a program",
  usage: "[FILE] [OPTIONS]",
  flags: {
    bin: BIN_FLAG,
    all: { summary: "every program of fitz.toml" },
    output: { value: "PATH", short: "o", summary: "output file" },
    format: BUILD_FORMAT_FLAG,
    target: { value: "PLATFORM", summary: "platform to build for: linux-x64, linux-arm64, darwin-arm64, …" },
    "embed-static": { summary: "put the files of `@server(static_dir=…)` inside the executable" },
    "emit-js": { value: "DIR", summary: "also write the emitted module and its source map there" },
    "no-source-map": { summary: "leave the source map out; errors then name functions but no lines" },
  },
  resolves: true,
  positionals: 1,
  examples: ["fitz build app.fitz -o app", "fitz build --bin worker", "fitz build --all --embed-static"],
  async run(context) {
    if (context.positionals[0] === "-") throw new UsageError("`fitz build` needs a file, not stdin");
    const platform = platformOf(context.flag("target") ?? ownPlatform());
    const targets = targetsOf(context);
    if (targets.length > 1 && context.has("output")) {
      throw new UsageError("`--output` and `--all` exclude each other");
    }
    for (const target of targets) {
      const code = await buildOne(context, target, platform);
      if (code !== 0) return code;
    }
    return 0;
  },
};

function targetsOf(context: CommandContext): Target[] {
  if (!context.has("all")) return [targetOf(context)];
  if (context.has("bin") || context.positionals.length > 0) {
    throw new UsageError("`--all` excludes a file and `--bin`");
  }
  const any = findTarget({ isWholeProject: true }, context.terminal.files);
  const bins = any.package?.manifest.bins ?? [];
  return bins.length === 0 ? [any] : bins.map((bin) => ({ ...any, entry: bin.main, name: bin.name }));
}

async function buildOne(context: CommandContext, target: Target, platform: string): Promise<number> {
  const started = performance.now();
  const { files } = context.terminal;
  const { code, app, diagnostics } = await compileTarget(target, files, {
    sourceMap: !context.has("no-source-map"),
  });
  const format = formatOf(context);
  reportDiagnostics(context, diagnostics, format);
  const shown = shownPath(target.entry, target.base);
  if (code === null || !app) {
    context.failure(`${shown} was not built`);
    return 1;
  }
  const output = outputOf(context, target, platform);
  let size: number;
  try {
    const collected = context.has("embed-static") ? await staticFilesOf(context, target, app) : null;
    const payload = encodePayload({
      ...identityOf(target),
      toolchain: version,
      app,
      code,
      ...(collected ? { files: collected.index } : {}),
    }, collected?.contents);
    const { baseExecutable } = await import("../executable/base_executable.ts");
    const base = await baseExecutable(platform);
    const { writeExecutable } = await import("../executable/write_executable.ts");
    size = writeExecutable(base, payload, output);
  } catch (error) {
    return refused(context, error, context.flag("output") ?? shownPath(output, files.cwd()));
  }
  const folder = context.flag("emit-js");
  if (folder !== undefined) writeModule(context, resolve(files.cwd(), folder), target.name, code);
  // On stdout stand the diagnostics, and nothing else.
  if (format === "json") return 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  context.success(`${shownPath(output, files.cwd())} (${(size / 1_000_000).toFixed(1)} MB, ${seconds} s)`);
  return 0;
}

/** Says why there is no executable; gives the exit code. */
function refused(context: CommandContext, error: unknown, shown: string): number {
  const { name, message, help } = error as { name?: string; message: string; help?: string | null };
  if (name === "BaseError" || name === "StaticFolderError") {
    context.failure(message);
    if (help) context.terminal.err(`  = help: ${help}\n`);
  } else context.failure(`cannot write ${shown}: ${message.replace(/ \(os error \d+\).*$/, "")}`);
  return 1;
}

/** The files of `static_dir`, which is relative to where the program would be started; null for a program without. */
async function staticFilesOf(
  context: CommandContext,
  target: Target,
  app: App,
): Promise<CollectedFiles | null> {
  const { staticFiles } = app.server ?? {};
  if (!staticFiles) return null;
  const { collectStaticFiles, StaticFolderError } = await import("../executable/collect_static_files.ts");
  const { folder } = staticFiles;
  if (folder === null) {
    throw new StaticFolderError("cannot embed `static_dir`: it is computed; write the folder as a literal");
  }
  const base = target.isSingleFile ? context.terminal.files.cwd() : target.base;
  return collectStaticFiles(resolve(base, folder), folder);
}

const SOURCE_MAP = "//# sourceMappingURL=data:application/json;base64,";

/** Writes the emitted module, and its source map beside it. */
function writeModule(context: CommandContext, folder: string, name: string, code: string): void {
  const { files } = context.terminal;
  const at = code.lastIndexOf(SOURCE_MAP);
  if (at < 0) return files.write(join(folder, `${name}.js`), code);
  files.write(join(folder, `${name}.js`), `${code.slice(0, at)}//# sourceMappingURL=${name}.js.map\n`);
  const map = Uint8Array.fromBase64(code.slice(at + SOURCE_MAP.length).trim());
  files.write(join(folder, `${name}.js.map`), new TextDecoder().decode(map));
}

function outputOf(context: CommandContext, target: Target, platform: string): string {
  const given = context.flag("output");
  if (given !== undefined) return resolve(context.terminal.files.cwd(), given);
  const name = executableName(target.name, platform);
  if (target.isSingleFile) return join(dirname(target.entry), name);
  const folder = platform === ownPlatform() ? "target/release" : `target/${platform}/release`;
  return join(target.base, folder, name);
}
