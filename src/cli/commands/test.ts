/** `fitz test [FILTER]` */
import { dirname, join } from "node:path";
import { findTarget, type Target } from "../../project/target.ts";
import type { TomlTable } from "../../syntax/toml.ts";
import { type BudgetLimits, budgetLimits } from "../../runtime/program/budget.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { ENV_FILE_FLAG, loadEnvFiles } from "../env_files.ts";
import { BIN_FLAG } from "../find_target.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";
import { fileCoverage, lcovText, percentOf, percentText } from "../testing/coverage.ts";
import { FORMATS, makeReporter, type Reporter } from "../testing/reporters.ts";
import { runUnits } from "../testing/run_units.ts";
import { type PlanOptions, planTests } from "../testing/test_plan.ts";
import type { TestUnit } from "../testing/test_unit.ts";

const DEFAULT_TIMEOUT = 10_000;

export const command: Command = {
  name: "test",
  summary: "run the tests of a project or file",
  usage: "[FILTER] [OPTIONS]",
  description:
    "Runs the `@test` functions of tests/*.fitz and of the modules of the package; FILTER is a part of the name of a test.",
  flags: {
    file: { value: "FILE", summary: "the tests of this file only" },
    filter: { value: "TEXT", summary: "same as FILTER" },
    bin: BIN_FLAG,
    "env-file": ENV_FILE_FLAG,
    jobs: { value: "N", summary: "files that run at the same time; default: the number of cores" },
    timeout: { value: "MS", summary: "limit per test, 0 for none; default 10000" },
    doc: { summary: "also run the examples in doc comments" },
    "fail-fast": { summary: "stop at the first failure" },
    watch: { summary: "run again when a file changes, failed files first" },
    "show-output": { summary: "also show what passed tests print" },
    coverage: { summary: "show which lines ran, and write target/coverage/lcov.info" },
    min: { value: "PERCENT", summary: "with --coverage: fail when fewer lines ran" },
    format: { value: "FORMAT", choices: FORMATS, summary: "human (default), json or junit" },
  },
  positionals: 1,
  completes: "none",
  examples: ["fitz test", "fitz test seats", "fitz test --file app.fitz", "fitz test --coverage --min 80"],
  async run(context) {
    const envFiles = context.flags("env-file");
    const target = testTarget(context);
    if (!context.has("watch")) {
      const { hasFailed } = await runOnce(context, target, new Set());
      return hasFailed ? 1 : 0;
    }
    const { watchTests } = await import("../testing/watch_tests.ts");
    let isFirst = true;
    await watchTests(context, {
      target,
      envFiles,
      run: async (failedFiles) => {
        const current = isFirst ? target : testTarget(context);
        isFirst = false;
        return { ...await runOnce(context, current, failedFiles), target: current };
      },
    });
    return 0;
  },
};

interface RunResult {
  readonly hasFailed: boolean;
  /** Files with failed tests. */
  readonly failedFiles: ReadonlySet<string>;
}

/** Plans and runs the tests of a target, files that failed before first. */
async function runOnce(
  context: CommandContext,
  target: Target,
  failedFiles: ReadonlySet<string>,
): Promise<RunResult> {
  const settings = settingsOf(context, target);
  const { units, diagnostics, hasErrors } = await planTests(target, context.terminal.files, settings.plan);
  reportDiagnostics(context, diagnostics);
  loadEnvFiles(context.flags("env-file"));
  if (hasErrors) return { hasFailed: true, failedFiles };
  const [failed, others] = [true, false].map((wanted) =>
    units.filter((unit) => failedFiles.has(unit.file) === wanted)
  );
  return await runAndReport(context, [...failed!, ...others!], settings);
}

function testTarget(context: CommandContext): Target {
  const file = context.flag("file");
  const bin = context.flag("bin");
  return findTarget(
    {
      ...(file === undefined ? {} : { file }),
      ...(bin === undefined ? { isWholeProject: true } : { bin }),
    },
    context.terminal.files,
  );
}

interface Settings {
  readonly target: Target;
  readonly plan: PlanOptions;
  readonly filter: string;
  readonly timeout: number;
  readonly jobs: number;
  readonly limits: BudgetLimits;
  /** Percent of lines that must run; null for any. */
  readonly least: number | null;
}

/** Flags first, then `[test]` of the manifest. */
function settingsOf(context: CommandContext, target: Target): Settings {
  const section = (target.package?.manifest.table.test ?? {}) as TomlTable;
  const setting = (key: string) => section[key] === undefined ? undefined : Number(section[key]);
  const countsLines = context.has("coverage");
  const min = numberOf(context, "min", /^\d{1,3}(\.\d+)?$/);
  if (min !== undefined && !countsLines) throw new UsageError("`--min` needs `--coverage`");
  if (min !== undefined && min > 100) {
    throw new UsageError("flag `--min` expects a percentage of at most 100");
  }
  const jobs = numberOf(context, "jobs") ?? setting("jobs") ?? navigator.hardwareConcurrency;
  if (jobs < 1) throw new UsageError("flag `--jobs` expects a number of at least 1");
  return {
    target,
    plan: { isOneProgram: context.flag("bin") !== undefined, withExamples: context.has("doc"), countsLines },
    filter: filterOf(context),
    timeout: numberOf(context, "timeout") ?? setting("timeout_ms") ?? DEFAULT_TIMEOUT,
    jobs,
    limits: limitsOf(),
    least: countsLines ? min ?? setting("coverage_min") ?? null : null,
  };
}

function filterOf(context: CommandContext): string {
  const [positional] = context.positionals;
  const flag = context.flag("filter");
  if (positional !== undefined && flag !== undefined) throw new UsageError("the filter is given twice");
  return positional ?? flag ?? "";
}

function numberOf(context: CommandContext, name: string, form = /^\d{1,9}$/): number | undefined {
  const text = context.flag(name);
  if (text === undefined) return undefined;
  if (!form.test(text)) throw new UsageError(`flag \`--${name}\` expects a number, not \`${text}\``);
  return Number(text);
}

async function runAndReport(
  context: CommandContext,
  units: readonly TestUnit[],
  settings: Settings,
): Promise<RunResult> {
  const reporter = makeReporter(context.flag("format") ?? "human", (text) => context.terminal.out(text), {
    isSingleFile: settings.target.isSingleFile,
    showOutput: context.has("show-output"),
  });
  const all = units.flatMap((unit) => unit.tests);
  const chosen = new Set(all.filter((test) => test.name.replace(/\[\d+\]$/, "").includes(settings.filter)));
  reporter.head(chosen.size, all.length - chosen.size);
  const started = performance.now();
  const outcomes = await runUnits(units, chosen, {
    timeout: settings.timeout,
    jobs: settings.jobs,
    limits: settings.limits,
    isFailFast: context.has("fail-fast"),
    onTest: reporter.test,
  });
  reporter.summary(outcomes, (performance.now() - started) / 1000);
  const isCovered = !settings.plan.countsLines || reportCoverage(context, units, settings, reporter);
  const failedFiles = new Set(outcomes.filter((one) => one.status === "failed").map((one) => one.file));
  return { hasFailed: !isCovered || failedFiles.size > 0, failedFiles };
}

function limitsOf() {
  try {
    return budgetLimits({ get: (name) => Deno.env.get(name) });
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** Shows and writes which lines ran; whether there are enough of them. */
function reportCoverage(
  context: CommandContext,
  units: readonly TestUnit[],
  { target, least }: Settings,
  reporter: Reporter,
): boolean {
  const files = fileCoverage(units.flatMap((unit) => unit.coverage ? [unit.coverage] : []));
  reporter.coverage(files);
  const folder = target.package?.root ?? dirname(target.entry);
  const path = join(folder, "target/coverage/lcov.info");
  context.terminal.files.write(path, new TextEncoder().encode(lcovText(files)));
  const percent = percentOf(files);
  if (least === null || percent >= least) return true;
  context.failure(`${percentText(percent)} of the lines ran, at least ${least} % must`);
  return false;
}
