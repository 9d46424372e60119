/** What the phases of the checker share. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticExtras,
  type Label,
  type Severity,
  type SourceFile,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { ModuleSymbol, Symbol, VariableSymbol } from "../types/symbol.ts";
import type { Type } from "../types/type.ts";
import type { Scope } from "./2-resolve/scope.ts";
import type { NamedHandlers } from "./decorators/named_handlers.ts";
import type { CheckedModule, ParsedModule } from "./result.ts";

/** A stretch of source text: any node, or two offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface ProgramContext {
  readonly catalogue: Catalogue;
  readonly modules: ModuleContext[];
  readonly entry: number;
  /** Names of all methods that types of the program declare. */
  readonly methodNames: Set<string>;
  /** Functions that decorators make handlers by naming them. */
  readonly handlers: NamedHandlers;
  /** Annotations and declarations that count as `Any`: see lenient/. */
  readonly loosened: ReadonlySet<object>;
}

/** One module while it is checked. */
export class ModuleContext {
  readonly file: SourceFile;
  readonly module: CheckedModule;
  readonly symbol: ModuleSymbol;
  /** Everything that the top level defines or imports. */
  readonly names = new Map<string, Symbol>();
  /** Names that imports bind, with the place. */
  readonly imported = new Map<string, Range>();
  readonly diagnostics: Diagnostic[] = [];
  /** How often each variable is read, by symbol. */
  readonly reads = new Map<VariableSymbol, number>();

  /** Scopes of functions by node id. */
  readonly functionScopes = new Map<number, Scope>();

  constructor(readonly program: ProgramContext, parsed: ParsedModule, readonly index: number) {
    this.file = parsed.file;
    this.symbol = { kind: "module", name: parsed.name, index };
    this.module = {
      ...parsed,
      index,
      types: new Array<Type | undefined>(parsed.nodeCount),
      symbols: new Array<Symbol | undefined>(parsed.nodeCount),
      calls: new Array(parsed.nodeCount),
      conversions: new Array<Type | undefined>(parsed.nodeCount),
      misfits: new Set(),
      maybeUnset: new Set(),
      bareFields: new Set(),
      variables: new Map(),
      names: this.names,
      exports: new Map(),
      queries: new Map(),
      suspends: new Set(),
    };
  }

  /** In a session, the names of the inputs before this one. */
  get outer(): ReadonlyMap<string, Symbol> | null {
    const previous = this.module.session?.previous ?? null;
    return previous === null ? null : this.program.modules[previous]!.names;
  }

  /** The variable of an earlier input that a plain declaration of that name assigns. */
  outerVariable(name: string): VariableSymbol | null {
    if (this.module.session?.redeclared.has(name)) return null;
    const found = this.outer?.get(name);
    return found?.kind === "variable" && this.program.modules[found.scope.module]?.module.session
      ? found
      : null;
  }

  get catalogue(): Catalogue {
    return this.program.catalogue;
  }

  span(range: Range): Span {
    return { file: this.file, start: range.start, end: range.end };
  }

  label(range: Range, text: string): Label {
    return { span: this.span(range), text };
  }

  error(code: string, range: Range, message: string, extras?: DiagnosticExtras): void {
    this.report("error", code, range, message, extras);
  }

  warn(code: string, range: Range, message: string, extras?: DiagnosticExtras): void {
    this.report("warning", code, range, message, extras);
  }

  report(
    severity: Severity,
    code: string,
    range: Range,
    message: string,
    extras: DiagnosticExtras = {},
  ): void {
    this.diagnostics.push(diagnostic(severity, code, this.span(range), message, extras));
  }

  /** The source text of a node. */
  text(range: Range): string {
    return this.file.text.slice(range.start, range.end);
  }
}

/** `"did you mean `x`?"` as a help line, or none. */
export function meant(nearest: string | null): string[] {
  return nearest === null ? [] : [`did you mean \`${nearest}\`?`];
}
