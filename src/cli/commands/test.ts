/** `fitz test [FILTER]` */
import { findTarget } from "../../project/target.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";
import { ENV_FILE_FLAG, loadEnvFiles } from "../env_files.ts";
import { BIN_FLAG } from "../find_target.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";
import { renderHead, renderSummary, renderTest, type TestRendering } from "../testing/render_tests.ts";
import { superviseUnit } from "../testing/supervise.ts";
import type { TestOutcome } from "../testing/test_outcome.ts";
import { planTests, type TestUnit } from "../testing/test_plan.ts";

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
    "fail-fast": { summary: "stop at the first failure" },
    "show-output": { summary: "also show what passed tests print" },
    format: { value: "FORMAT", choices: ["human", "json"], summary: "human (default) or json" },
  },
  positionals: 1,
  completes: "none",
  examples: ["fitz test", "fitz test seats", "fitz test --file app.fitz"],
  async run(context) {
    const { files } = context.terminal;
    const file = context.flag("file");
    const bin = context.flag("bin");
    const filter = filterOf(context);
    const settings = {
      timeout: numberOf(context, "timeout") ?? DEFAULT_TIMEOUT,
      jobs: numberOf(context, "jobs") ?? navigator.hardwareConcurrency,
    };
    const target = findTarget(
      file !== undefined ? { file } : bin !== undefined ? { bin } : { isWholeProject: true },
      files,
    );
    const { units, diagnostics, hasErrors } = await planTests(target, files);
    reportDiagnostics(context, diagnostics);
    loadEnvFiles(context.flags("env-file"));
    if (hasErrors) return 1;
    const all = units.flatMap((unit) => unit.tests);
    const chosen = new Set(all.filter((test) => test.name.replace(/\[\d+\]$/, "").includes(filter)));
    const report = reporter(context, file !== undefined);
    report.head(chosen.size, all.length - chosen.size);
    const started = performance.now();
    const outcomes = await runUnits(units, chosen, settings, context.has("fail-fast"), report.test);
    report.summary(outcomes, (performance.now() - started) / 1000);
    return outcomes.some((one) => one.status === "failed") ? 1 : 0;
  },
};

function filterOf(context: CommandContext): string {
  const [positional] = context.positionals;
  const flag = context.flag("filter");
  if (positional !== undefined && flag !== undefined) throw new UsageError("the filter is given twice");
  return positional ?? flag ?? "";
}

function numberOf(context: CommandContext, name: string): number | undefined {
  const text = context.flag(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`flag \`--${name}\` expects a number, not \`${text}\``);
  return Number(text);
}

function reporter(context: CommandContext, isSingleFile: boolean) {
  const { terminal } = context;
  const options: TestRendering = { isSingleFile, showOutput: context.has("show-output") };
  if (context.flag("format") === "json") {
    return {
      head: () => {},
      test: ({ milliseconds, ...outcome }: TestOutcome) =>
        terminal.out(`${JSON.stringify({ ...outcome, duration_ms: Math.round(milliseconds) })}\n`),
      summary: () => {},
    };
  }
  return {
    head: (count: number, filtered: number) => terminal.out(renderHead(count, filtered)),
    test: (outcome: TestOutcome) => terminal.out(renderTest(outcome, options)),
    summary: (outcomes: readonly TestOutcome[], seconds: number) =>
      terminal.out(renderSummary(outcomes, seconds, options)),
  };
}

/** Several files at a time; what they tell is passed on in the order of the files. */
async function runUnits(
  units: readonly TestUnit[],
  chosen: ReadonlySet<TestUnit["tests"][number]>,
  { timeout, jobs }: { timeout: number; jobs: number },
  isFailFast: boolean,
  onTest: (outcome: TestOutcome) => void,
): Promise<TestOutcome[]> {
  const found: TestOutcome[][] = units.map(() => []);
  const isDone = units.map(() => false);
  let shown = 0;
  let next = 0;
  let isStopped = false;
  const show = (index: number, outcome: TestOutcome) => {
    if (index === shown) onTest(outcome);
  };
  const finish = (index: number) => {
    isDone[index] = true;
    while (isDone[shown]) {
      shown++;
      for (const outcome of found[shown] ?? []) onTest(outcome);
    }
  };
  const work = async () => {
    while (next < units.length && !isStopped) {
      const index = next++;
      const unit = units[index]!;
      const tests = unit.tests.filter((test) => chosen.has(test));
      await superviseUnit(unit, tests, {
        timeout,
        onOutcome: (outcome) => {
          if (isStopped) return false;
          found[index]!.push(outcome);
          show(index, outcome);
          isStopped = isFailFast && outcome.status === "failed";
          return !isStopped;
        },
      });
      finish(index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, units.length)) }, work));
  return found.flat();
}
