/**
 * The examples in the doc comments of a program: code between fences marked `fitz` (toolchain.md 6.3). An example is a program of its own that sees the public names of the
 * module it stands in; its lines and columns are those of the comment.
 */
import { basename, dirname, join } from "node:path";
import type { TestCase } from "../../app/manifest.ts";
import type { CheckedModule } from "../../check/result.ts";
import { renderDiagnostics } from "../../diagnostics/render.ts";
import { lineIndexOf } from "../../diagnostics/line_index.ts";
import { compileTarget } from "../../project/compile.ts";
import type { Ident, Node, Stmt } from "../../syntax/ast.ts";
import type { FileSystem } from "../../project/file_system.ts";
import { type ParsedFile, parseFile } from "../../project/load.ts";
import type { Target } from "../../project/target.ts";
import { isOfProgram, type TestUnit, unitOf } from "./test_unit.ts";

export interface DocExample {
  /** The declaration that it documents, `Seat.book` for a method. */
  readonly name: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
  readonly mode: "run" | "compile" | "ignore";
  /** Its lines, with blanks in place of the marks of the comment. */
  readonly lines: readonly string[];
}

const COMMENT = /^[ \t]*\/\/\/(?!\/) ?/;

/** The examples of a module, in their order. */
export function docExamples(module: Pick<CheckedModule, "file" | "program">): DocExample[] {
  const lines = module.file.text.split("\n").map((line) => line.replace(/\r$/, ""));
  const index = lineIndexOf(module.file);
  const found: DocExample[] = [];
  for (const { name, start } of documented(module.program)) {
    // The run of comment lines before the declaration; decorators may stand between.
    let last = index.position(start).line - 2;
    while (last >= 0 && !COMMENT.test(lines[last]!)) last--;
    let first = last;
    while (first > 0 && COMMENT.test(lines[first - 1]!)) first--;
    if (first >= 0) found.push(...fenced(lines, first, last, name));
  }
  return found.sort((a, b) => a.line - b.line);
}

function fenced(lines: readonly string[], first: number, last: number, name: string): DocExample[] {
  const found: DocExample[] = [];
  for (let at = first; at <= last; at++) {
    const opening = /^```+(.*)$/.exec(lines[at]!.replace(COMMENT, "").trim());
    if (!opening) continue;
    const inside: string[] = [];
    const line = at + 1;
    for (at++; at <= last && !/^```+$/.test(lines[at]!.replace(COMMENT, "").trim()); at++) {
      inside.push(lines[at]!.replace(COMMENT, (marks) => " ".repeat(marks.length)));
    }
    const [language, mark = "run"] = opening[1]!.trim().split(/\s+/);
    if (language !== "fitz") continue;
    const mode = mark === "ignore" ? "ignore" : mark === "no_run" ? "compile" : "run";
    found.push({ name, line, mode, lines: inside });
  }
  return found;
}

/** The declarations with a doc comment, with the place of their name. */
function documented(program: CheckedModule["program"]): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  const walk = (node: unknown, owner: string): void => {
    if (Array.isArray(node)) return node.forEach((one) => walk(one, owner));
    if (typeof node !== "object" || node === null || !("kind" in node)) return;
    const known = node as Node & { readonly kind: string; readonly doc?: string | null };
    const name = nameOf(known as Stmt);
    let inner = owner;
    if (name) {
      const full = owner === "" ? name.name : `${owner}.${name.name}`;
      if (known.doc) found.push({ name: full, start: name.start });
      if (known.kind === "TypeDecl" || known.kind === "EnumDecl") inner = full;
    }
    for (const part of Object.values(node)) if (typeof part === "object" && part !== null) walk(part, inner);
  };
  walk(program.body, "");
  return found;
}

/** The name that a node declares, with its place. */
function nameOf(node: Stmt): { readonly name: string; readonly start: number } | null {
  switch (node.kind) {
    case "LetStmt":
      return node.pattern.kind === "NamePattern" ? node.pattern : null;
    case "AssignStmt":
      return node.target.kind === "Name" ? node.target : null;
    default:
      return "name" in node && typeof node.name === "object" ? node.name as Ident : null;
  }
}

interface PlanContext {
  readonly target: Target;
  readonly files: FileSystem;
  readonly cache: Map<string, ParsedFile>;
  readonly options: { readonly countsLines: boolean };
}

/** A unit for each example of the modules. */
export async function planExamples(
  modules: readonly CheckedModule[],
  context: PlanContext,
): Promise<TestUnit[]> {
  const units: TestUnit[] = [];
  for (const module of modules) {
    for (const example of docExamples(module)) units.push(await planExample(module, example, context));
  }
  return units;
}

async function planExample(
  module: CheckedModule,
  example: DocExample,
  { target, files, cache, options }: PlanContext,
): Promise<TestUnit> {
  const { path } = module.file;
  const test: TestCase = {
    name: `${example.name} (line ${example.line})`,
    file: path,
    handler: { module: -1, name: example.name },
    isAsync: true,
    skip: example.mode === "ignore" ? "ignore" : null,
    timeoutMs: null,
    caseIndex: null,
  };
  const settled = (status: "ok" | "failed", message: string): TestUnit => ({
    file: path,
    code: "",
    app: null!,
    tests: [test],
    sources: new Map(),
    module: -1,
    application: -1,
    example: test,
    settled: { status, message },
    coverage: null,
  });
  if (example.mode === "ignore") return settled("ok", "");
  // Beside the module, so that imports lead where they lead from there.
  const entry = join(dirname(module.id), `${basename(module.id)}#${example.line}`);
  cache.set(entry, parseFile(path, new TextEncoder().encode(sourceOf(module, example))));
  const overlay: FileSystem = { ...files, canonical: (one) => one === entry ? one : files.canonical(one) };
  const compiled = await compileTarget({ ...target, entry, extraEntries: [] }, overlay, {
    cache,
    withTests: true,
    budget: true,
    ...(options.countsLines ? { coverage: (one) => one.id !== entry && isOfProgram(one) } : {}),
  });
  if (compiled.hasErrors || compiled.code === null) {
    return settled("failed", renderDiagnostics(compiled.diagnostics));
  }
  if (example.mode === "compile") return settled("ok", "");
  const unit = unitOf(compiled, { file: path, module: entry, application: entry });
  // Frames show the comment itself.
  const sources = new Map([...unit.sources, [path, module.file.text]]);
  return { ...unit, tests: [test], example: test, sources };
}

/** The example as a file: its lines where they stand, and on the line of the fence an import of the names that it uses. */
function sourceOf(module: CheckedModule, example: DocExample): string {
  const code = example.lines.join("\n");
  const words = new Set(code.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const own = declaredNames(parseFile(module.file.path, new TextEncoder().encode(code)));
  const names = [...module.exports.keys()].filter((name) =>
    !name.startsWith("_") && words.has(name) && !own.has(name)
  );
  const stem = basename(module.id, ".fitz");
  const canImport = names.length > 0 && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(stem);
  const head = canImport ? `from ${stem} import ${names.join(", ")}` : "";
  return `${"\n".repeat(example.line - 1)}${head}\n${code}\n`;
}

/** Names that the top level of an example gives a meaning of its own. */
function declaredNames({ result }: ParsedFile): Set<string> {
  const names = new Set<string>();
  for (const statement of result.program.body) {
    switch (statement.kind) {
      case "FnDecl":
      case "TypeDecl":
      case "EnumDecl":
        names.add(statement.name.name);
        break;
      case "LetStmt":
        if (statement.pattern.kind === "NamePattern") names.add(statement.pattern.name);
        break;
      case "AssignStmt":
        if (statement.target.kind === "Name") names.add(statement.target.name);
        break;
      case "ImportStmt":
        names.add((statement.alias ?? statement.path.at(-1)!).name);
        break;
      case "FromStmt":
        for (const { path, alias } of statement.names) {
          const name = alias ?? (Array.isArray(path) ? path.at(-1) : undefined);
          if (name) names.add(name.name);
        }
        break;
    }
  }
  return names;
}
