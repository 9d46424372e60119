/** `fitz lint [FILES…]` */
import { resolve } from "node:path";
import { applyFixes } from "../../diagnostics/apply_fixes.ts";
import type { Diagnostic, Fix } from "../../diagnostics/diagnostic.ts";
import { ALL_RULES, type LevelLists, levelsOf, lintIds } from "../../lint/levels.ts";
import { findProject } from "../../project/discover.ts";
import { lintFiles, lintSource } from "../../project/lint.ts";
import { lintSection } from "../../project/lint_section.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { sortDiagnostics } from "../../diagnostics/sort.ts";
import { type Command, type CommandContext, type FlagSpec, UsageError } from "../command.ts";
import { FORMAT_FLAG, formatOf, reportDiagnostics } from "../report_diagnostics.ts";
import { sourcesOf } from "../sources_of.ts";

const level = (summary: string): FlagSpec => ({ value: "ID", isRepeatable: true, summary });

export const command: Command = {
  name: "lint",
  summary: "look for code that is likely a mistake",
  usage: "[FILES…|-] [OPTIONS]",
  description:
    "Lints files and the sources below directories, without arguments all of the project. Findings are warnings unless\ntheir rule is denied; `fitz explain ID` describes a rule, `// @allow(ID)` above a line suppresses it there.",
  flags: {
    deny: level("findings of this rule are errors; `all` for every rule"),
    allow: level("turn a rule off"),
    warn: level("turn a rule on"),
    fix: {
      value: "all",
      optionalValue: "safe",
      choices: ["safe", "all"],
      summary: "apply safe fixes; `--fix=all` also unsafe ones",
    },
    format: FORMAT_FLAG,
  },
  resolves: true,
  positionals: Infinity,
  examples: ["fitz lint", "fitz lint --deny all", "fitz lint src --warn await_in_loop --fix"],
  run(context) {
    const run = prepare(context);
    if (context.has("fix")) applyAll(context, run);
    return conclude(context, run.lint(), run.count);
  },
};

interface Run {
  /** Files that are looked at. */
  readonly count: number;
  lint(): readonly Diagnostic[];
}

function prepare(context: CommandContext): Run {
  const { files, readStdin } = context.terminal;
  const flags = flagLevels(context);
  if (context.positionals.includes("-")) {
    if (context.positionals.length > 1) throw new UsageError("`-` stands alone");
    if (context.has("fix")) throw new UsageError("`--fix` needs a file to write to, not `-`");
    const source = readStdin();
    const { levels: own, diagnostics } = lintSection([], files);
    const levels = levelsOf([own, flags]);
    return { count: 1, lint: () => [...diagnostics, ...lintSource(source, levels, files).diagnostics] };
  }
  const base = findProject(files.cwd(), files) ?? files.cwd();
  const paths = sourcesOf(context, base);
  // Reported by the first file of a project that has the mistake.
  const section = lintSection(paths, files);
  const levels = levelsOf([section.levels, flags]);
  return {
    count: paths.length,
    lint: () => [...section.diagnostics, ...lintFiles(paths, base, levels, files).diagnostics],
  };
}

/** The levels of the command line. */
function flagLevels(context: CommandContext): LevelLists {
  const known = [...lintIds(), ALL_RULES];
  const given = new Map<string, string>();
  const read = (flag: "deny" | "warn" | "allow") => {
    const ids = context.flags(flag);
    for (const id of ids) {
      if (!known.includes(id)) {
        const near = didYouMean(id, known);
        throw new UsageError(
          `there is no lint rule \`${id}\``,
          near ? `did you mean \`${near}\`?` : "`fitz explain --list` shows all rules",
        );
      }
      const other = given.get(id);
      if (other !== undefined && other !== flag) {
        throw new UsageError(`\`--${other} ${id}\` and \`--${flag} ${id}\` exclude each other`);
      }
      given.set(id, flag);
    }
    return ids;
  };
  return { deny: read("deny"), warn: read("warn"), allow: read("allow") };
}

/** Most rounds of fixing: a fix may make room for the next one. */
const MOST_ROUNDS = 20;

/** Applies fixes until none is left, and says in which files. */
function applyAll(context: CommandContext, run: Run): void {
  const { files } = context.terminal;
  const base = findProject(files.cwd(), files) ?? files.cwd();
  const counts = new Map<string, number>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fixes = run.lint().map((one) => chosenFix(one, context.flag("fix") === "all")).filter((fix) =>
      !!fix
    );
    const { texts, applied } = applyFixes(fixes);
    if (applied.length === 0) break;
    for (const [file, text] of texts) files.write(resolve(base, file.path), text);
    for (const fix of applied) {
      for (const path of new Set(fix.edits.map((edit) => edit.span.file.path))) {
        counts.set(path, (counts.get(path) ?? 0) + 1);
      }
    }
  }
  for (const [path, count] of [...counts].sort(([a], [b]) => a < b ? -1 : 1)) {
    if (formatOf(context) === "human") context.success(`${path} — ${plural(count, "fix", "fixes")}`);
  }
}

/** The fix of a finding that may be applied unasked; a safe one before an unsafe one. */
function chosenFix({ fixes }: Diagnostic, withUnsafe: boolean): Fix | undefined {
  return fixes.find((fix) => fix.safe) ?? (withUnsafe ? fixes[0] : undefined);
}

function conclude(context: CommandContext, found: readonly Diagnostic[], count: number): number {
  const diagnostics = sortDiagnostics(found);
  const format = formatOf(context);
  const denied = diagnostics.filter((one) => one.severity === "error").length;
  reportDiagnostics(context, diagnostics, format);
  if (format === "human") {
    const filesText = plural(count, "file", "files");
    if (diagnostics.length === 0) context.success(`no findings (${filesText})`);
    else {
      const findings = diagnostics.filter(isFinding).length;
      // Of files that do not parse, and of the manifest.
      const others = new Set(diagnostics.filter((one) => !isFinding(one)).map((one) => one.span.file)).size;
      const text = `${plural(findings, "finding", "findings")} (${filesText})` +
        (others > 0 ? `, ${plural(others, "file", "files")} with errors` : "");
      if (denied > 0) context.failure(text);
      else context.terminal.err(`${text}\n`);
    }
  }
  return denied > 0 ? 1 : 0;
}

const isFinding = ({ code }: Diagnostic): boolean => !code.includes("/");

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
