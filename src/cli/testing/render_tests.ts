/** The output of `fitz test` (toolchain.md 13.2). */
import type { TestOutcome } from "./test_outcome.ts";

export interface TestRendering {
  /** Names carry no file in single-file mode. */
  readonly isSingleFile: boolean;
  readonly showOutput: boolean;
}

export function testTitle(
  { file, name }: { file: string; name: string },
  { isSingleFile }: TestRendering,
): string {
  return isSingleFile ? name : `${file}::${name}`;
}

export function renderHead(count: number, filtered: number): string {
  return `running ${count} tests${filtered > 0 ? ` (${filtered} filtered out)` : ""}\n`;
}

/** The line of one test, with its output where that is asked for. */
export function renderTest(outcome: TestOutcome, options: TestRendering): string {
  const verdict = outcome.status === "failed"
    ? "FAILED"
    : outcome.status === "skipped"
    ? `skipped (${outcome.message})`
    : "ok";
  const output = options.showOutput && outcome.status === "ok" ? ended(outcome.output) : "";
  return `test ${testTitle(outcome, options)} ... ${verdict}\n${output}`;
}

/** Everything after the lines of the tests. */
export function renderSummary(
  outcomes: readonly TestOutcome[],
  seconds: number,
  options: TestRendering,
): string {
  const failed = outcomes.filter((one) => one.status === "failed");
  const skipped = outcomes.filter((one) => one.status === "skipped").length;
  const passed = outcomes.length - failed.length - skipped;
  let text = "\n";
  if (failed.length > 0) {
    text += "failures:\n\n";
    for (const one of failed) {
      text += `---- ${testTitle(one, options)} ----\n${ended(one.message)}${ended(one.output)}\n`;
    }
    text += `failures:\n${failed.map((one) => `    ${testTitle(one, options)}\n`).join("")}\n`;
  }
  const verdict = failed.length > 0 ? "FAILED" : "ok";
  const more = skipped > 0 ? `; ${skipped} skipped` : "";
  return `${text}test result: ${verdict}. ${passed} passed; ${failed.length} failed${more}; finished in ${
    seconds.toFixed(2)
  }s\n`;
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
