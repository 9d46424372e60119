/** The inputs of a session as programs: each is a module that sees the names of those before it (SessionInput), checked with all of them and emitted alone. */
import { assemble } from "../../app/assemble.ts";
import { check } from "../../check/check.ts";
import type { CheckedModule, CheckedProgram, ParsedModule } from "../../check/result.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sortDiagnostics } from "../../diagnostics/sort.ts";
import { emitJs } from "../../emit/js/emit.ts";
import type { FileSystem } from "../../project/file_system.ts";
import { loadProgram, type ParsedFile } from "../../project/load.ts";
import type { Target } from "../../project/target.ts";
import type { FnDecl, Stmt } from "../../syntax/ast.ts";
import type { Symbol } from "../../types/symbol.ts";
import { namesOfPatterns, reassignedNames } from "./input_names.ts";
import type { Evaluation } from "./protocol.ts";

export interface InputText {
  readonly text: string;
  /** Absolute path that its imports are relative to. */
  readonly path: string;
  /** What messages call it; the input's number when it was typed. */
  readonly name?: string;
}

export interface AcceptedInput {
  readonly source: InputText;
  /** The modules of the session after it. */
  readonly modules: readonly ParsedModule[];
  readonly program: CheckedProgram;
}

export interface CompiledInput {
  readonly source: InputText;
  readonly program: CheckedProgram;
  /** Of what the input brings; errors of anything. */
  readonly diagnostics: readonly Diagnostic[];
  /** null when there are errors. */
  readonly evaluation: Evaluation | null;
}

export class Session {
  #accepted: AcceptedInput[] = [];
  #cache = new Map<string, ParsedFile>();
  #count = 0;

  constructor(
    private readonly target: Pick<Target, "base" | "package" | "packages">,
    private readonly files: FileSystem,
  ) {}

  get inputs(): readonly AcceptedInput[] {
    return this.#accepted;
  }

  /** The module of the last input; null at the start. */
  get last(): CheckedModule | null {
    const program = this.#accepted.at(-1)?.program;
    return program ? program.modules[program.entry]! : null;
  }

  /** Checks and emits an input; a question is one that nothing stays of. */
  compile(source: InputText, isQuestion = false): CompiledInput {
    // Only what may stay counts in the names of inputs.
    if (!isQuestion) this.#count++;
    const first = this.#check(source, new Set(), isQuestion);
    let { program, diagnostics } = first;
    const again = reassignedNames(program.modules[program.entry]!);
    if (errorsIn(diagnostics) > 0 && again.size > 0) {
      // Variables that cannot take their new value are declared anew.
      const second = this.#check(source, again, isQuestion);
      if (errorsIn(second.diagnostics) < errorsIn(diagnostics)) ({ program, diagnostics } = second);
    }
    const evaluation = errorsIn(diagnostics) > 0 ? null : this.#emit(program, isQuestion);
    return { source, program, diagnostics, evaluation };
  }

  /** Takes an input that was evaluated into the session. */
  accept({ source, program }: CompiledInput): void {
    const entry = program.modules[program.entry]!;
    const declared = new Set(
      entry.program.body.flatMap((stmt) => stmt.kind === "FnDecl" ? [stmt.name.name] : []),
    );
    const modules = program.modules.map((module) =>
      module === entry ? asParsed(module) : withoutDecorators(module, declared)
    );
    this.#accepted.push({ source, modules, program });
  }

  undo(): AcceptedInput | undefined {
    return this.#accepted.pop();
  }

  reset(): void {
    this.#accepted = [];
    this.#cache = new Map();
  }

  /** Files are read and run anew when they are imported again; what the session has of them stays as it is. */
  forgetFiles(): void {
    this.#cache = new Map();
    const last = this.#accepted.at(-1);
    if (!last) return;
    const modules = last.modules.map((module) =>
      module.session ? module : { ...module, id: `${module.id}#${this.#count}` }
    );
    this.#accepted[this.#accepted.length - 1] = { ...last, modules };
  }

  /** What a name means at the prompt; undefined when it is no name of the session. */
  names(): ReadonlyMap<string, Symbol> {
    return this.last?.names ?? new Map();
  }

  /** The public names of a module of the session. */
  exportsOf(index: number): Iterable<string> {
    return this.#accepted.at(-1)?.program.modules[index]?.exports.keys() ?? [];
  }

  /** The names of the session with what they mean, the one that was declared last at the end. */
  orderedNames(): (readonly [string, Symbol])[] {
    const names = this.names();
    const order = new Set<string>();
    let before: ReadonlyMap<string, Symbol> | null = null;
    for (const { program } of this.#accepted) {
      const module = program.modules[program.entry]!;
      for (const [name, symbol] of module.names) {
        if (before !== null && !isOwn(symbol, module.index) && before.has(name)) continue;
        order.delete(name);
        order.add(name);
      }
      before = module.names;
    }
    return [...order].map((name) => [name, names.get(name)!] as const);
  }

  get #modules(): readonly ParsedModule[] {
    return this.#accepted.at(-1)?.modules ?? [];
  }

  #check({ text, path, name }: InputText, again: ReadonlySet<string>, isQuestion: boolean) {
    const { base, package: pack, packages } = this.target;
    const previous = this.#accepted.at(-1)?.program.entry ?? null;
    const redeclared = new Set(again);
    const id = isQuestion
      ? "<question>"
      : name === undefined
      ? `<input ${this.#count}>`
      : `${path}#${this.#count}`;
    const parsed = loadProgram(path, this.files, {
      base,
      package: pack,
      packages,
      cache: this.#cache,
      source: new TextEncoder().encode(text),
      input: { name: name ?? id, id, loaded: this.#modules, session: { previous, redeclared } },
    });
    for (const one of namesOfPatterns(parsed.modules[parsed.entry]!.program)) redeclared.add(one);
    const program = check(parsed);
    const assembled = assemble(program);
    const isNew = new Set(program.modules.slice(this.#modules.length).map(({ file }) => file));
    const diagnostics = sortDiagnostics([...program.diagnostics, ...assembled.diagnostics]).filter((one) =>
      one.severity === "error" || isNew.has(one.span.file)
    );
    return { program, diagnostics };
  }

  #emit(program: CheckedProgram, isQuestion: boolean): Evaluation {
    const { app } = assemble(program);
    const loaded = this.#modules.length;
    const plain = { ...app, tests: [], testHooks: [] };
    const { code } = emitJs(program, plain, { sourceMap: true, budget: true, session: { loaded } });
    return {
      code,
      app: JSON.stringify(plain),
      loaded,
      sources: program.modules.slice(loaded).map(({ file }) => [file.path, file.text] as const),
      isQuestion,
    };
  }
}

/** Whether a module declares what the symbol stands for. */
function isOwn(symbol: Symbol, module: number): boolean {
  if (symbol.kind === "variable") return symbol.scope.module === module;
  return "module" in symbol && symbol.module === module;
}

/** A checked module without what checking found, which every check finds anew. */
function asParsed(
  { file, id, name, program, comments, nodeCount, imports, isDependency, session }: ParsedModule,
): ParsedModule {
  const parsed = { file, id, name, program, comments, nodeCount, imports, isDependency };
  return session ? { ...parsed, session } : parsed;
}

/** An earlier input whose functions of these names are no longer routes, tests and the like: a later input has declared them anew. */
function withoutDecorators(module: ParsedModule, names: ReadonlySet<string>): ParsedModule {
  const parsed = asParsed(module);
  const isMeant = (stmt: Stmt): stmt is FnDecl =>
    stmt.kind === "FnDecl" && stmt.decorators.length > 0 && names.has(stmt.name.name);
  if (!module.session || !module.program.body.some(isMeant)) return parsed;
  const body = module.program.body.map((stmt) => isMeant(stmt) ? { ...stmt, decorators: [] } : stmt);
  return { ...parsed, program: { ...module.program, body } };
}

function errorsIn(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === "error").length;
}
