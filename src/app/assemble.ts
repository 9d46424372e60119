/** The App manifest of a checked program: what its features make of the decorated declarations. */
import type { CheckedProgram } from "../check/result.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Feature } from "../features/feature.ts";
import { FEATURES } from "../features/registry.ts";
import type { App, Flags } from "./manifest.ts";
import { SchemaBuilder } from "./schema.ts";

export interface Assembled {
  readonly app: App;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of a program besides its modules. */
export interface ProgramFacts {
  /** `[flags]` of the package's manifest; null for a program without one. */
  readonly flags: Flags["defaults"] | null;
  /** Of its manifest; null for a program without one. */
  readonly packageName: string | null;
}

/** Never fails: what is wrong is reported, and left out of the manifest. The name is the entry file's stem until a package gives another. */
export function assemble(
  program: CheckedProgram,
  facts: ProgramFacts = { flags: null, packageName: null },
  features: readonly Feature[] = FEATURES,
): Assembled {
  const diagnostics: Diagnostic[] = [];
  const schemas = new SchemaBuilder(program);
  const app: { -readonly [K in keyof App]: App[K] } = {
    name: program.modules[program.entry]?.name ?? "",
    packageName: facts.packageName,
    types: [],
    tables: [],
    routes: [],
    sockets: [],
    globalMiddleware: [],
    authProvider: null,
    flags: { defaults: {}, names: [], isUsed: false },
    server: null,
    probes: [],
    schedules: [],
    backgroundFunctions: [],
    commands: [],
    configuration: [],
    tests: [],
    testHooks: [],
  };
  for (const feature of features) {
    const report = (one: Diagnostic) => void diagnostics.push(one);
    Object.assign(app, feature.lower({ program, facts, app, schemas, report }));
  }
  app.types = schemas.shapes();
  return { app, diagnostics };
}
