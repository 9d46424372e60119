/** Checks program texts in tests. */
import { check } from "../../src/check/check.ts";
import type { CheckedProgram, ParsedModule } from "../../src/check/result.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { parse } from "../../src/syntax/parse.ts";

/** Checks modules given by name, dependencies first; the last one is the entry. */
export function checkModules(texts: Readonly<Record<string, string>>): CheckedProgram {
  const names = Object.keys(texts);
  const diagnostics = [];
  const modules: ParsedModule[] = [];
  for (const name of names) {
    const file = { path: `${name}.fitz`, text: texts[name]! };
    const parsed = parse(file);
    diagnostics.push(...parsed.diagnostics);
    modules.push({
      file,
      id: name,
      name,
      program: parsed.program,
      nodeCount: parsed.nodeCount,
      comments: parsed.comments,
      imports: new Map(names.map((other, index) => [other, index])),
      isDependency: false,
    });
  }
  return check({ modules, entry: modules.length - 1, diagnostics });
}

/** Checks one module called `main`. */
export function checkText(text: string): CheckedProgram {
  return checkModules({ main: text });
}

/** `code line:column message` of each diagnostic. */
export function summary(program: CheckedProgram): string[] {
  return program.diagnostics.map((one) => {
    const before = one.span.file.text.slice(0, one.span.start).split("\n");
    return `${one.code} ${before.length}:${before.at(-1)!.length + 1} ${one.message}`;
  });
}

/** As a user sees them. */
export function rendered(program: CheckedProgram): string {
  return renderDiagnostics(program.diagnostics);
}
