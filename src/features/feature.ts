/**
 * What a kind of declaration brings: one folder below `features/`, one line in `registry.ts`. A feature looks at decorated declarations after checking, reports its own diagnostics,
 * and contributes to the App manifest; code for it is generated from there (`emit/`).
 */
import type { ProgramFacts } from "../app/assemble.ts";
import type { App } from "../app/manifest.ts";
import type { SchemaBuilder } from "../app/schema.ts";
import type { CheckedProgram } from "../check/result.ts";
import type { Diagnostic, DiagnosticSpec } from "../diagnostics/diagnostic.ts";

export interface FeatureContext {
  readonly program: CheckedProgram;
  readonly facts: ProgramFacts;
  /** What the features before this one have given. */
  readonly app: Readonly<App>;
  readonly schemas: SchemaBuilder;
  report(diagnostic: Diagnostic): void;
}

export interface Feature {
  readonly name: string;
  readonly diagnostics: readonly DiagnosticSpec[];
  /** Checks the declarations of this feature and gives its part of the manifest. */
  lower(context: FeatureContext): Partial<Omit<App, "name" | "types">>;
}
