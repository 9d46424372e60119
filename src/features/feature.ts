/**
 * What a kind of declaration brings: one folder below `features/`, one line in `registry.ts`. A feature looks at decorated declarations after checking, reports its own diagnostics,
 * contributes to the App manifest, and (through `emit.ts` of its folder, where it has one) to the emitted program.
 */
import type { CheckedProgram } from "../check/result.ts";
import type { Diagnostic, DiagnosticSpec } from "../diagnostics/diagnostic.ts";
import type { App } from "../app/manifest.ts";

export interface FeatureContext {
  readonly program: CheckedProgram;
  report(diagnostic: Diagnostic): void;
}

export interface Feature {
  readonly name: string;
  readonly diagnostics: readonly DiagnosticSpec[];
  /** Checks the declarations of this feature and gives its part of the manifest. */
  lower(context: FeatureContext): Partial<Pick<App, "routes" | "server" | "probes" | "tests">>;
}
