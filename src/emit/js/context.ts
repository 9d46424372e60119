/** What the parts of the JavaScript emitter share; features' generated code (routers, codecs) is written through it too. */
import type { CheckedProgram } from "../../check/result.ts";
import type { EnumSymbol, FunctionSymbol, TypeSymbol } from "../../types/symbol.ts";
import type { App, FunctionRef } from "../../app/manifest.ts";
import type { Expr } from "../../syntax/ast.ts";
import type { Type } from "../../types/type.ts";

/** A function of the program as the runtime calls it, with bare Floats like `functionName`. */
export interface EntryFunction {
  readonly name: string;
  /** It gives a promise. */
  readonly isAsync: boolean;
}

export interface EmitContext {
  readonly program: CheckedProgram;
  readonly app: App;
  /** JavaScript identifier of a top-level function; called with bare Floats where parameters or results are statically Float. */
  functionName(symbol: FunctionSymbol | FunctionRef): string;
  /** Identifier of an async form of a named function or method that is not async, in which `next()` of a middleware and offloaded calls of the library wait. */
  waitingFunction(symbol: FunctionSymbol | FunctionRef): string;
  /** What the runtime calls for a function of the program: async functions as they are, others in their waiting variant where they have one. */
  entry(symbol: FunctionSymbol | FunctionRef): EntryFunction;
  /** Identifier of a function that takes the other parameters of `symbol` and fills those of type `DbConn`; `callee` itself where there are none. */
  filled(symbol: FunctionSymbol | FunctionRef, callee: string): string;
  /** Identifier of the class of a user type, or of the object of an enum (`EnumInfo` and shared unit values). */
  className(symbol: TypeSymbol | EnumSymbol): string;
  /**
   * Identifier of a function that evaluates the default of a field in the scope of its module; it takes the values of all earlier fields of the type, as stored, and gives the
   * value as stored. null when the field has no default.
   */
  fieldDefault(symbol: TypeSymbol, field: string): string | null;
  /** The same for a parameter of a top-level function: takes the earlier parameters, gives the value in the raw convention. */
  paramDefault(symbol: FunctionSymbol | FunctionRef, param: string): string | null;
  /** Identifier of a function without parameters that evaluates an expression in the scope of a module's top level; the value is in uniform form. */
  evaluate(module: number, expr: Expr, hint: string): string;
  /** Local identifier of a member of the runtime (`src/runtime/program/emitted.ts`), imported once per program. */
  runtime(member: string): string;
  /** Local identifier of a builtin's implementation (`Str.len`). */
  library(key: string): string;
  /**
   * A module-level declaration made once per key: `make` gets the chosen identifier and gives the whole JavaScript statement. The identifier is known before `make` runs, so
   * declarations may refer to each other.
   */
  declare(key: string, hint: string, make: (identifier: string) => string): string;
  /** Statements to run before the program's own top level (registrations). */
  prologue(statement: string): void;
  /** Identifier of the function that makes values of JSON texts for `type` (see codec/). */
  decoder(type: Type): string;
  /** Identifier of the run-time description of `type` (`Shape` of src/runtime/json/shape.ts). */
  shape(type: Type): string;
  /** Identifier of the function that writes JSON text of a value whose static type is `type` (raw or uniform form as the type says). */
  encoder(type: Type): string;
}
