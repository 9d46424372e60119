/** How `fitz test` tells of its tests: for people, as JSON lines, as a JUnit file. */
import { type FileCoverage, percentOf, renderCoverage } from "./coverage.ts";
import { junitText } from "./junit.ts";
import { renderHead, renderSummary, renderTest, type TestRendering } from "./render_tests.ts";
import type { TestOutcome } from "./test_outcome.ts";

export interface Reporter {
  head(count: number, filtered: number): void;
  test(outcome: TestOutcome): void;
  summary(outcomes: readonly TestOutcome[], seconds: number): void;
  coverage(files: readonly FileCoverage[]): void;
}

export const FORMATS = ["human", "json", "junit"] as const;

export function makeReporter(
  format: string,
  write: (text: string) => void,
  options: TestRendering,
): Reporter {
  if (format === "json") return jsonReporter(write);
  if (format === "junit") return junitReporter(write);
  return {
    head: (count, filtered) => write(renderHead(count, filtered)),
    test: (outcome) => write(renderTest(outcome, options)),
    summary: (outcomes, seconds) => write(renderSummary(outcomes, seconds, options)),
    coverage: (files) => write(`\n${renderCoverage(files)}`),
  };
}

/** One object per test; then, where lines are counted, one per file. */
function jsonReporter(write: (text: string) => void): Reporter {
  const line = (value: unknown) => write(`${JSON.stringify(value)}\n`);
  return {
    head: () => {},
    test: ({ milliseconds, ...outcome }) => line({ ...outcome, duration_ms: Math.round(milliseconds) }),
    summary: () => {},
    coverage: (files) => {
      for (const one of files) {
        const { file, lines, covered } = one;
        const missed = [...lines].flatMap(([number, count]) => count > 0 ? [] : [number]);
        line({
          coverage: file,
          lines: lines.size,
          covered,
          percent: Math.floor(percentOf([one]) * 100) / 100,
          missed,
        });
      }
    },
  };
}

function junitReporter(write: (text: string) => void): Reporter {
  return {
    head: () => {},
    test: () => {},
    summary: (outcomes, seconds) => write(junitText(outcomes, seconds)),
    // The file has no place for it; the LCOV file is written all the same.
    coverage: () => {},
  };
}
