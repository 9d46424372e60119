/** The module graph: reads and parses the entry and everything it imports. */
import { basename, relative } from "node:path";
import type { ParsedModule, ParsedProgram, SessionInput } from "../check/result.ts";
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticExtras,
  type SourceFile,
  type Span,
} from "../diagnostics/diagnostic.ts";
import { changeTo } from "../diagnostics/fix.ts";
import type { FromStmt, Ident, ImportStmt, Program } from "../syntax/ast.ts";
import { parse, type ParseResult } from "../syntax/parse.ts";
import { FileError, type FileSystem } from "./file_system.ts";
import { searchModule, type SearchResult } from "./module_search.ts";
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
  /** Further files that belong to the program though nothing imports them; they run after the entry. */
  readonly extraEntries?: readonly string[];
  /** The program's text when it does not come from `entryPath`. */
  readonly source?: Uint8Array;
  /** The text is an input of a session, after modules that are loaded already. */
  readonly input?: {
    readonly name: string;
    readonly id: string;
    readonly session: SessionInput;
    readonly loaded: readonly ParsedModule[];
  };
  /** Parsed files by canonical path. */
  readonly cache?: Map<string, ParsedFile>;
}

/** Path of the module of our own that imports the entry and extra entries. */
export const GATHERED = "<program>";

/** How paths are shown: relative to the base, with `/`; far away from it the absolute path when that is shorter. */
export function shownPath(path: string, base: string): string {
  const inside = relative(base, path) || path;
  return (inside.startsWith("..") && inside.length > path.length ? path : inside).replaceAll("\\", "/");
}

/** Loads a program. Throws FileError when the entry cannot be read; everything else is a diagnostic. */
export function loadProgram(entryPath: string, files: FileSystem, options: LoadOptions): ParsedProgram {
  return new Loader(files, options).load(entryPath);
}

class Loader {
  readonly #modules: ParsedModule[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #cache: Map<string, ParsedFile>;
  /** Finished modules by canonical path. */
  readonly #done = new Map<string, number>();
  /** The chain of modules whose imports are being followed. */
  readonly #open: { id: string; file: SourceFile }[] = [];

  constructor(readonly files: FileSystem, readonly options: LoadOptions) {
    this.#cache = options.cache ?? new Map();
  }

  load(entryPath: string): ParsedProgram {
    const { source, input } = this.options;
    for (const module of input?.loaded ?? []) this.#done.set(module.id, this.#modules.push(module) - 1);
    const id = source ? input?.id ?? "<stdin>" : this.files.canonical(entryPath);
    const parsed = source ? parseFile(input?.name ?? "<stdin>", source) : this.#read(entryPath, id);
    const entry = this.#visit(entryPath, id, this.options.package ?? null, parsed);
    if (input) this.#modules[entry] = { ...this.#modules[entry]!, session: input.session };
    const extras = this.options.extraEntries ?? [];
    if (extras.length > 0) {
      return { modules: this.#modules, entry: this.#gather(entry, extras), diagnostics: this.#diagnostics };
    }
    return { modules: this.#modules, entry, diagnostics: this.#diagnostics };
  }

  /** A module of our own that imports the entry and the extra files one after the other. */
  #gather(entry: number, extras: readonly string[]): number {
    const imports = new Map([["m0", entry]]);
    for (const path of extras) {
      const id = this.files.canonical(path);
      const index = this.#done.get(id) ??
        this.#visit(path, id, this.options.package ?? null, this.#read(path, id));
      imports.set(`m${imports.size}`, index);
    }
    const file: SourceFile = {
      path: "<program>",
      text: [...imports.keys()].map((name) => `import ${name}\n`).join(""),
    };
    const { program, nodeCount, comments } = parse(file);
    return this.#modules.push({
      file,
      id: file.path,
      name: "program",
      program,
      nodeCount,
      comments,
      imports,
      isDependency: false,
    }) - 1;
  }

  #read(path: string, id: string): ParsedFile {
    let parsed = this.#cache.get(id);
    if (!parsed) {
      this.#cache.set(id, parsed = parseFile(shownPath(path, this.options.base), this.files.read(path)));
    }
    return parsed;
  }

  /** Follows the imports of a module, then appends it; gives its index. */
  #visit(path: string, id: string, owner: Package | null, parsed: ParsedFile): number {
    const { file, result } = parsed;
    this.#diagnostics.push(...parsed.diagnostics);
    this.#open.push({ id, file });
    const imports = new Map<string, number>();
    for (const statement of importsOf(result.program)) {
      const segments = statement.path.map((ident) => ident.name);
      const dotted = segments.join(".");
      if (segments.includes("") || imports.has(dotted)) continue;
      const index = this.#follow(statement, dotted, path, owner, file);
      if (index !== null) imports.set(dotted, index);
    }
    this.#open.pop();
    const index = this.#modules.push({
      file,
      id,
      name: basename(path, ".fitz"),
      program: result.program,
      nodeCount: result.nodeCount,
      comments: result.comments,
      imports,
      isDependency: owner !== null && !owner.isRoot,
    }) - 1;
    this.#done.set(id, index);
    return index;
  }

  /** The index of the module that a statement imports; null when there is none, which is reported. */
  #follow(
    statement: ImportStmt | FromStmt,
    dotted: string,
    path: string,
    owner: Package | null,
    file: SourceFile,
  ): number | null {
    const found = searchModule(
      dotted.split("."),
      { path, package: owner },
      this.options.packages ?? [],
      this.files,
    );
    if (found.kind === "broken") return null;
    const report = (code: string, message: string, extras: DiagnosticExtras = {}) => {
      this.#diagnostics.push(diagnostic("error", code, spanOfPath(file, statement.path), message, extras));
      return null;
    };
    if (found.kind !== "found") {
      return report(...this.#explain(found, dotted, spanOfPath(file, statement.path)));
    }
    const id = this.files.canonical(found.path);
    const known = this.#done.get(id);
    if (known !== undefined) return known;
    const cycle = this.#open.findIndex((one) => one.id === id);
    if (cycle >= 0) {
      const chain = [...this.#open.slice(cycle), this.#open[cycle]!].map((one) => `\`${one.file.path}\``)
        .join(" -> ");
      const isSelf = cycle === this.#open.length - 1;
      return report(
        "module/cycle",
        isSelf ? `the module imports itself: ${chain}` : `modules import each other: ${chain}`,
        {
          label: "closes the cycle",
          help: [
            isSelf
              ? "remove the import: a module sees its own names"
              : "move what both need into a module of its own",
          ],
        },
      );
    }
    let parsed: ParsedFile;
    try {
      parsed = this.#read(found.path, id);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return report("module/not-found", `cannot read the module \`${dotted}\`: ${error.message}`, {
        notes: [`tried ${shownPath(found.path, this.options.base)}`],
      });
    }
    return this.#visit(found.path, id, found.package, parsed);
  }

  /** Code, message and more for a search that found nothing. */
  #explain(
    found: Exclude<SearchResult, { kind: "found" | "broken" }>,
    dotted: string,
    span: Span,
  ): [string, string, DiagnosticExtras] {
    const shown = (path: string) => shownPath(path, this.options.base);
    switch (found.kind) {
      case "interop":
        return ["module/unsupported", `this version of fitz cannot import from ${found.language}`, {}];
      case "no-library": {
        const { name, root } = found.package.manifest;
        return ["module/no-library", `the package \`${name}\` has no library to import`, {
          label: "no `[lib]` in its fitz.toml",
          help: [`add to ${shown(`${root}/fitz.toml`)}:\n[lib]\nentry = "src/lib.fitz"`],
        }];
      }
      case "missing":
        return ["module/not-found", `cannot find the module \`${dotted}\``, {
          label: "no such file or package",
          notes: found.tried.map((one) => `tried ${shown(one)}`),
          help: found.help,
          fixes: changeTo(span, found.nearest),
        }];
    }
  }
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
): Span {
  return { file, start: path[0]!.start, end: path.at(-1)!.end };
}
