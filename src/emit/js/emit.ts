/** Fitz to JavaScript: one ES module for the whole program, which takes the runtime as a parameter. */
import type { App } from "../../app/manifest.ts";
import type { CheckedModule, CheckedProgram } from "../../check/result.ts";
import { UNMAPPED } from "./code.ts";
import { CoverageMap, type CoveragePoint } from "./coverage.ts";
import { moduleDeclarations, moduleStart, shareModule, startName } from "./declarations/modules.ts";
import { dispatch } from "./dispatch.ts";
import { emitCommands } from "./commands.ts";
import { Emitter } from "./emitter.ts";
import { emitDurable } from "./durable.ts";
import { emitSchedules } from "./schedules.ts";
import { emitHttp } from "./http/http.ts";
import { emitTests } from "./http/tests.ts";
import { ProgramState } from "./program_state.ts";
import { programRanges } from "./ranges/program_ranges.ts";
import { finish, inlineMap, type SourceMapV3 } from "./source_map.ts";

export interface EmitOptions {
  /** Whether to make a source map; it is appended to the code as well. */
  readonly sourceMap: boolean;
  /** Whether the program counts loop iterations and the depth of calls in the `budget` that it is loaded with. */
  readonly budget?: boolean;
  /** The program is the last input of a session: modules before `loaded` are there already, and the code gives those that it brings to the session. */
  readonly session?: { readonly loaded: number };
  /** Modules whose places the program counts, in the `coverage` that it is loaded with. */
  readonly coverage?: (module: CheckedModule) => boolean;
}

export interface EmittedProgram {
  readonly code: string;
  readonly map: SourceMapV3 | null;
  /** The places that are counted, in the order of their counters. */
  readonly coverage: readonly CoveragePoint[];
}

/** JavaScript for a program without static errors of the areas lex, parse and module. */
export function emitJs(checked: CheckedProgram, app: App, options: EmitOptions): EmittedProgram {
  const coverage = options.coverage ? new CoverageMap(checked.modules, options.coverage) : null;
  const loaded = options.session?.loaded ?? null;
  const program = new ProgramState(checked, app, { budget: options.budget ?? false, coverage, loaded });
  const ranges = programRanges(checked, program);
  const emitters = checked.modules.map((module) => new Emitter(program, module, ranges, dispatch));
  program.emitters = emitters;
  const parts: string[] = [];
  for (const e of emitters.slice(loaded ?? 0)) {
    const at = e.module.file.path.replace(/[\x00-\x1f*]/g, " ");
    moduleDeclarations(e);
    moduleStart(e, startName(program, e.module));
    if (loaded !== null) shareModule(e);
    parts.push(`\n// ${at}\n${e.out.join("")}`);
  }
  const entry = startName(program, checked.modules[checked.entry]);
  const { flags } = app;
  if (flags.isUsed) {
    const entries = [flags.defaults, flags.names].map((one) => JSON.stringify(one)).join(", ");
    program.prologue(`${program.runtime("declareFlags")}(${entries});`);
  }
  const http = emitHttp(program);
  const schedules = emitSchedules(program);
  const durable = emitDurable(program);
  const commands = emitCommands(program);
  const tests = emitTests(program);
  program.writeWaitingFunctions();
  const tail = [...program.declarations(), ...program.descriptions(), ...program.prologueStatements()];
  const text = `export default (rt) => {\n${program.imports()}${parts.join("")}\n` +
    `${
      tail.map((line) => `${UNMAPPED}${line}\n`).join("")
    }${UNMAPPED}return { start: ${entry}, http: ${http}, schedules: ${schedules}, durable: ${durable}, commands: ${commands}, tests: ${tests}, pool: ${program.poolReader()} };\n};\n`;
  const { code, map } = finish(text, checked.modules, options.sourceMap);
  return { code: map === null ? code : code + inlineMap(map), map, coverage: coverage?.points ?? [] };
}
