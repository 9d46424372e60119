/** What checking gives to everybody behind it: the tree untouched, and side tables indexed by node id. */
import type { Diagnostic, SourceFile } from "../diagnostics/diagnostic.ts";
import type { Expr, FnDecl, Program } from "../syntax/ast.ts";
import type { Comment } from "../syntax/token.ts";
import type { FunctionSymbol, Symbol, VariableSymbol, VariantSymbol } from "../types/symbol.ts";
import type { FunctionType, Type } from "../types/type.ts";
import type { QueryFact } from "./queries/facts.ts";

/** What makes a module an input of a session: a text that is read after others and sees their names as its own. */
export interface SessionInput {
  /** Index of the input before it; null for the first. */
  readonly previous: number | null;
  /** Names that are variables of earlier inputs and are declared anew by this one, instead of being assigned. */
  readonly redeclared: ReadonlySet<string>;
}

/** A file as the project hands it to the checker. */
export interface ParsedModule {
  readonly file: SourceFile;
  /** Canonical identity (path or URL). */
  readonly id: string;
  /** Name as written by importers: last segment; "main" file: its stem. */
  readonly name: string;
  readonly program: Program;
  readonly nodeCount: number;
  /** In the order of their places. */
  readonly comments: readonly Comment[];
  /** Import path as written ("a.b") -> module index in ParsedProgram.modules; absent when it was not found (already reported). */
  readonly imports: ReadonlyMap<string, number>;
  /** Belongs to a dependency: its warnings are not shown. */
  readonly isDependency: boolean;
  /** Only for inputs of a session. */
  readonly session?: SessionInput;
}

export interface ParsedProgram {
  /** Dependencies before dependents where there is no cycle; the entry is `modules[entry]`. */
  readonly modules: readonly ParsedModule[];
  readonly entry: number;
  /** Problems of loading and parsing. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How a call passes its arguments once names and defaults are sorted out. */
export interface CallInfo {
  readonly kind:
    | "function"
    | "method"
    | "static"
    | "variant"
    | "builtin"
    | "builtin-method"
    | "value"
    | "dynamic"
    | "dynamic-method"
    | "ok"
    | "err";
  /** The function for function/method/static/builtin/builtin-method; the variant for variant. */
  readonly symbol: FunctionSymbol | VariantSymbol | null;
  /** The signature chosen (overloads), with type parameters as declared; null when dynamic. */
  readonly signature: FunctionType | null;
  /** One entry per declared parameter, in order: the argument, "default", or for a variadic parameter the list of rest arguments. */
  readonly args: readonly (Expr | "default" | readonly Expr[])[];
  /** For parse_as and query_as: the type written as first argument. */
  readonly typeArg: Type | null;
}

export interface CheckedModule extends ParsedModule {
  readonly index: number;
  /** Static type of every expression, by node id. */
  readonly types: (Type | undefined)[];
  /** What a Name, StructLit (by its id), VariantPattern, NamePattern, NamedTypeNode or declaring Ident/FnDecl/Param/pattern means, by node id. */
  readonly symbols: (Symbol | undefined)[];
  /** By Call id. */
  readonly calls: (CallInfo | undefined)[];
  /**
   * By expression id: the typed place the value is stored in (annotated variable, parameter, field, declared result) where that differs from its own type;
   * the emitter converts (Int to Float or Decimal) or checks (Any to a kind) there. For literals the parts carry their own entries.
   */
  readonly conversions: (Type | undefined)[];
  /** Expressions that do not fit the place they are stored in (reported), by id. */
  readonly misfits: Set<number>;
  /** Reads (Name ids) that may come before the first assignment: checked at run time (`run/unset-variable`). */
  readonly maybeUnset: Set<number>;
  /** Reads of fields by bare name inside methods (Name ids): `self.name`. */
  readonly bareFields: Set<number>;
  /** Parsed format specifications by Interpolation id are re-read from the tree by the emitter. */
  /** Variables by owning scope node id (-1: module), in order of declaration. */
  readonly variables: Map<number, VariableSymbol[]>;
  /** All names of the top level; in a session with those of earlier inputs. */
  readonly names: ReadonlyMap<string, Symbol>;
  /** Top-level names that importers may use. */
  readonly exports: Map<string, Symbol>;
  /** Calls that become SQL, by Call id. */
  readonly queries: Map<number, QueryFact>;
  /** Calls that wait by themselves; those whose callee is only known at run time wait when it turns out to. */
  readonly suspends: Set<number>;
}

export interface CheckedProgram {
  readonly modules: readonly CheckedModule[];
  readonly entry: number;
  /** All of it: loading, parsing, checking; sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Top-level functions that carry at least one decorator. */
  readonly decorated: readonly {
    readonly module: number;
    readonly declaration: FnDecl;
    readonly symbol: FunctionSymbol;
  }[];
}
