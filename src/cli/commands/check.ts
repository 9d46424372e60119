/** `fitz check [FILE]` */
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/sort.ts";
import { checkTarget } from "../../project/compile.ts";
import { listSources } from "../../project/discover.ts";
import { type ParsedFile, shownPath } from "../../project/load.ts";
import { findTarget, type Target } from "../../project/target.ts";
import type { Command, CommandContext } from "../command.ts";
import { BIN_FLAG, targetOf } from "../find_target.ts";
import { FORMAT_FLAG, formatOf, reportDiagnostics } from "../report_diagnostics.ts";

export const command: Command = {
  name: "check",
  summary: "report static errors without running anything",
  usage: "[FILE|-] [OPTIONS]",
  description:
    "Checks FILE and everything it imports; without FILE the whole project: its library, all programs, and every file\nbelow src/ and tests/.",
  flags: {
    bin: BIN_FLAG,
    format: FORMAT_FLAG,
    "deny-warnings": { summary: "warnings fail, too" },
  },
  resolves: true,
  positionals: 1,
  examples: ["fitz check app.fitz", "fitz check --format json"],
  run(context) {
    const { files } = context.terminal;
    const isProject = context.positionals.length === 0 && !context.has("bin");
    const targets = isProject ? projectTargets(context) : [targetOf(context)];
    const cache = new Map<string, ParsedFile>();
    const covered = new Set<string>();
    const found: Diagnostic[] = [];
    for (const target of targets) {
      if (covered.has(files.canonical(target.entry)) && !target.source) continue;
      const { checked, diagnostics } = checkTarget(target, files, { cache });
      found.push(...diagnostics);
      for (const module of checked?.modules ?? []) covered.add(module.id);
      if (!checked) break;
    }
    const first = targets[0]!;
    const path = first.source ? "<stdin>" : isProject ? "fitz.toml" : shownPath(first.entry, first.base);
    return conclude(context, path, sortDiagnostics(found));
  },
};

function conclude(context: CommandContext, path: string, diagnostics: readonly Diagnostic[]): number {
  const errors = diagnostics.filter((one) => one.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const format = formatOf(context);
  const isFailure = errors > 0 || (warnings > 0 && context.has("deny-warnings"));
  if (format !== "human") {
    reportDiagnostics(context, diagnostics, format);
    return isFailure ? 1 : 0;
  }
  if (errors > 0) {
    context.failure(`${path} — ${errors} type error(s)${warnings > 0 ? `, ${warnings} warning(s)` : ""}:`);
  } else if (isFailure) context.failure(`${path} — ${warnings} warning(s) denied:`);
  reportDiagnostics(context, diagnostics);
  if (!isFailure) {
    context.success(`${path} — no type errors${warnings > 0 ? `, ${warnings} warning(s)` : ""}`);
  }
  return isFailure ? 1 : 0;
}

/** The library, all bins, then every other source below `src/` and `tests/`. */
function projectTargets(context: CommandContext): Target[] {
  const { files } = context.terminal;
  const any = findTarget({ isWholeProject: true }, files);
  const manifest = any.package?.manifest;
  if (!manifest) return [any];
  const entries = [...manifest.bins.map((bin) => bin.main), ...(manifest.lib === null ? [] : [manifest.lib])];
  for (const folder of ["src", "tests"]) {
    const path = join(manifest.root, folder);
    if (files.kind(path) === "directory") entries.push(...listSources(path, files));
  }
  return entries.map((entry) => ({ ...any, entry }));
}
