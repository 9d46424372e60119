/** What `fitz test` and the workers that run the tests say to each other. */
import type { App } from "../../app/manifest.ts";

/** To the worker: the program of one file, and which of `app.tests` to run. */
export interface WorkOrder {
  readonly code: string;
  readonly app: App;
  readonly tests: readonly number[];
  readonly sources: ReadonlyMap<string, string>;
}

/** From the worker. Hooks around all tests count to the test that they stand next to. */
export type WorkReport =
  | { readonly kind: "begin"; readonly test: number }
  | {
    readonly kind: "end";
    readonly test: number;
    /** null when it passed. */
    readonly failure: string | null;
    readonly output: string;
    readonly milliseconds: number;
  }
  /** The file could not be loaded, or what surrounds its tests failed: none of the rest can run. */
  | { readonly kind: "broken"; readonly failure: string; readonly output: string }
  | { readonly kind: "done" };
