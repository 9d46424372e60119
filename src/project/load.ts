/** The module graph: reads and parses the entry and everything it imports. */
import { basename, relative } from "node:path";
import type { ParsedModule, ParsedProgram } from "../check/result.ts";
import { type Diagnostic, diagnostic, type SourceFile } from "../diagnostics/diagnostic.ts";
import type { FromStmt, Ident, ImportStmt, Program } from "../syntax/ast.ts";
import { parse, type ParseResult } from "../syntax/parse.ts";
import { FileError, type FileSystem } from "./file_system.ts";
import { searchModule } from "./module_search.ts";
import type { Package } from "./packages.ts";
import { decodeSource } from "./read_source.ts";

/** A file that was read and parsed; kept between loads by whoever loads several programs of one project. */
export interface ParsedFile {
  readonly file: SourceFile;
  readonly result: ParseResult;
  /** Of reading and parsing. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LoadOptions {
  /** Directory that paths in messages are relative to. */
  readonly base: string;
  /** The package that the entry belongs to. */
  readonly package?: Package | null;
  /** All packages of the program. */
  readonly packages?: readonly Package[];
  /** The program's text when it does not come from `entryPath`. */
  readonly source?: Uint8Array;
  /** Parsed files by canonical path. */
  readonly cache?: Map<string, ParsedFile>;
}

/** How paths are shown: relative to the base, with `/`. */
export function shownPath(path: string, base: string): string {
  return (relative(base, path) || path).replaceAll("\\", "/");
}

/** Loads a program. Throws FileError when the entry cannot be read; everything else is a diagnostic. */
export function loadProgram(entryPath: string, files: FileSystem, options: LoadOptions): ParsedProgram {
  const cache = options.cache ?? new Map<string, ParsedFile>();
  const packages = options.packages ?? [];
  const modules: ParsedModule[] = [];
  const diagnostics: Diagnostic[] = [];
  const done = new Map<string, number>();
  const open: { id: string; file: SourceFile }[] = [];

  const read = (path: string, id: string, source?: Uint8Array): ParsedFile => {
    let parsed = cache.get(id);
    if (!parsed || source) {
      parsed = parseFile(source ? "<stdin>" : shownPath(path, options.base), source ?? files.read(path));
      cache.set(id, parsed);
    }
    return parsed;
  };

  const visit = (path: string, id: string, owner: Package | null, parsed: ParsedFile): number => {
    const { file, result } = parsed;
    diagnostics.push(...parsed.diagnostics);
    open.push({ id, file });
    const imports = new Map<string, number>();
    for (const statement of importsOf(result.program)) {
      const segments = statement.path.map((ident) => ident.name);
      if (segments.includes("") || imports.has(segments.join("."))) continue;
      const index = follow(statement, segments, path, owner, file);
      if (index !== null) imports.set(segments.join("."), index);
    }
    open.pop();
    const module: ParsedModule = {
      file,
      id,
      name: basename(path, ".fitz"),
      program: result.program,
      nodeCount: result.nodeCount,
      imports,
      isDependency: owner !== null && !owner.isRoot,
    };
    done.set(id, modules.push(module) - 1);
    return modules.length - 1;
  };

  const follow = (
    statement: ImportStmt | FromStmt,
    segments: readonly string[],
    path: string,
    owner: Package | null,
    file: SourceFile,
  ): number | null => {
    const dotted = segments.join(".");
    const report = (
      code: string,
      message: string,
      label: string,
      extras: { notes?: string[]; help?: readonly string[] },
    ) => {
      diagnostics.push(
        diagnostic("error", code, spanOfPath(file, statement.path), message, { label, ...extras }),
      );
      return null;
    };
    const found = searchModule(segments, { path, package: owner }, packages, files);
    switch (found.kind) {
      case "broken":
        return null;
      case "interop":
        return report(
          "module/unsupported",
          `this version of fitz cannot import from ${found.language}`,
          "",
          {},
        );
      case "no-library": {
        const name = found.package.manifest.name;
        return report(
          "module/no-library",
          `the package \`${name}\` has no library to import`,
          "no `[lib]` in its fitz.toml",
          {
            help: [
              `add to ${
                shownPath(found.package.manifest.root, options.base)
              }/fitz.toml:\n[lib]\nentry = "src/lib.fitz"`,
            ],
          },
        );
      }
      case "missing":
        return report("module/not-found", `cannot find the module \`${dotted}\``, "no such file or package", {
          notes: found.tried.map((one) => `tried ${shownPath(one, options.base)}`),
          help: found.help,
        });
    }
    const id = files.canonical(found.path);
    const known = done.get(id);
    if (known !== undefined) return known;
    const cycle = open.findIndex((one) => one.id === id);
    if (cycle >= 0) {
      const chain = [...open.slice(cycle), open[cycle]!].map((one) => `\`${one.file.path}\``).join(" -> ");
      const message = cycle === open.length - 1
        ? `the module imports itself: ${chain}`
        : `modules import each other: ${chain}`;
      return report("module/cycle", message, "closes the cycle", {
        help: ["move what both need into a module of its own"],
      });
    }
    let parsed: ParsedFile;
    try {
      parsed = read(found.path, id);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return report("module/not-found", `cannot read the module \`${dotted}\`: ${error.message}`, "", {
        notes: [`tried ${shownPath(found.path, options.base)}`],
      });
    }
    return visit(found.path, id, found.package, parsed);
  };

  const entryId = options.source ? "<stdin>" : files.canonical(entryPath);
  const entry = visit(entryPath, entryId, options.package ?? null, read(entryPath, entryId, options.source));
  return { modules, entry, diagnostics };
}

/** Decodes and parses one file under the path that messages show. */
export function parseFile(path: string, bytes: Uint8Array): ParsedFile {
  const { file, diagnostic: bad } = decodeSource(path, bytes);
  const result = parse(file);
  // After bytes that are no text, what the parser says about them is noise.
  return { file, result, diagnostics: bad ? [bad] : result.diagnostics };
}

function importsOf(program: Program): (ImportStmt | FromStmt)[] {
  return program.body.filter((statement) => statement.kind === "ImportStmt" || statement.kind === "FromStmt");
}

function spanOfPath(
  file: SourceFile,
  path: readonly Ident[],
): { file: SourceFile; start: number; end: number } {
  return { file, start: path[0]!.start, end: path.at(-1)!.end };
}
