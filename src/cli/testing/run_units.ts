/** Runs the chosen tests of a plan, several files at a time. */
import type { TestCase } from "../../app/manifest.ts";
import { type SuperviseOptions, superviseUnit } from "./supervise.ts";
import type { TestOutcome } from "./test_outcome.ts";
import type { TestUnit } from "./test_unit.ts";

export interface RunOptions extends Omit<SuperviseOptions, "onOutcome"> {
  /** Files that run at the same time. */
  readonly jobs: number;
  /** Told of each test, in the order of the units. */
  readonly onTest: (outcome: TestOutcome) => void;
}

/** Runs the tests; what they tell is passed on in the order of the files. */
export async function runUnits(
  units: readonly TestUnit[],
  chosen: ReadonlySet<TestCase>,
  { jobs, onTest, ...options }: RunOptions,
): Promise<TestOutcome[]> {
  const found: TestOutcome[][] = units.map(() => []);
  const isDone = units.map(() => false);
  let shown = 0;
  let next = 0;
  let isStopped = false;
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
        ...options,
        onOutcome: (outcome) => {
          if (isStopped) return false;
          found[index]!.push(outcome);
          if (index === shown) onTest(outcome);
          isStopped = options.isFailFast && outcome.status === "failed";
          return !isStopped;
        },
      });
      finish(index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, units.length)) }, work));
  return found.flat();
}
