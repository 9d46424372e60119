/** What `fitz test` and the workers that run the tests say to each other. */
import type { App } from "../../app/manifest.ts";
import type { BudgetLimits } from "../../runtime/program/budget.ts";

/** In place of an index of `app.tests`: the top level of the file itself, with the tests that it declares. */
export const WHOLE_FILE = -1;

/** To the worker: the program of one file, and what of it to run. */
export interface WorkOrder {
  readonly code: string;
  readonly app: App;
  /** Index in `app.tests` of each test to run, in order. */
  readonly tests: readonly number[];
  readonly sources: ReadonlyMap<string, string>;
  /** The modules that hold the tests and the application under test. */
  readonly file: number;
  readonly application: number;
  readonly limits: BudgetLimits;
  /** Milliseconds per test where the test says nothing; 0 for no limit. */
  readonly timeout: number;
  readonly isFailFast: boolean;
  /** Takes the counts of lines, one Float64 for each place that is counted; null when nobody asks for them. */
  readonly coverage: SharedArrayBuffer | null;
}

/** From the worker; `at` is the place in `tests` of the order. Hooks around all tests count to the test that they stand next to. */
export type WorkReport =
  | { readonly kind: "begin"; readonly at: number }
  /** The test itself is over; what runs after it has begun. */
  | { readonly kind: "after"; readonly at: number }
  | {
    readonly kind: "end";
    readonly at: number;
    /** null when it passed. */
    readonly failure: string | null;
    readonly output: string;
    readonly milliseconds: number;
  }
  /** The file could not be loaded, or what surrounds its tests failed: none of the rest can run. */
  | { readonly kind: "broken"; readonly failure: string; readonly output: string }
  | { readonly kind: "done" };
