/** `fitz build [FILE]` */
import { dirname, join, resolve } from "node:path";
import { compileTarget } from "../../project/compile.ts";
import { shownPath } from "../../project/load.ts";
import { findTarget, type Target } from "../../project/target.ts";
import { version } from "../../project/version.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { encodePayload, identityOf } from "../executable/payload.ts";
import { BIN_FLAG, targetOf } from "../find_target.ts";
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
    "emit-js": { value: "DIR", summary: "also write the emitted module there" },
    "no-source-map": { summary: "leave the source map out; errors then name functions but no lines" },
  },
  resolves: true,
  positionals: 1,
  examples: ["fitz build app.fitz -o app", "fitz build --bin worker"],
  async run(context) {
    if (context.positionals[0] === "-") throw new UsageError("`fitz build` needs a file, not stdin");
    const targets = targetsOf(context);
    if (targets.length > 1 && context.has("output")) {
      throw new UsageError("`--output` and `--all` exclude each other");
    }
    for (const target of targets) {
      const code = await buildOne(context, target);
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

async function buildOne(context: CommandContext, target: Target): Promise<number> {
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
  const { name } = target;
  const folder = context.flag("emit-js");
  if (folder !== undefined) files.write(join(resolve(files.cwd(), folder), `${name}.js`), code);
  const output = outputOf(context, target);
  const payload = encodePayload({
    ...identityOf(target),
    toolchain: version,
    app,
    code,
  });
  let size: number;
  try {
    const { writeExecutable } = await import("../executable/write_executable.ts");
    size = await writeExecutable(payload, output);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/ \(os error \d+\).*$/, "") : String(error);
    context.failure(`cannot write ${context.flag("output") ?? shownPath(output, files.cwd())}: ${reason}`);
    return 1;
  }
  // On stdout stand the diagnostics, and nothing else.
  if (format === "json") return 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  context.success(`${shownPath(output, files.cwd())} (${(size / 1_000_000).toFixed(1)} MB, ${seconds} s)`);
  return 0;
}

function outputOf(context: CommandContext, target: Target): string {
  const given = context.flag("output");
  if (given !== undefined) return resolve(context.terminal.files.cwd(), given);
  const name = Deno.build.os === "windows" ? `${target.name}.exe` : target.name;
  return target.isSingleFile ? join(dirname(target.entry), name) : join(target.base, "target/release", name);
}
