/**
 * What the checker knows about values. Types are immutable; primitive types are singletons, so `===` is a fast path,
 * but equality in general is `typesEqual` (relations.ts). Rules: language.md section 5.
 */
import type { EnumSymbol, ModuleSymbol, NamespaceSymbol, TypeSymbol } from "./symbol.ts";

export type PrimitiveName = "Int" | "Float" | "Decimal" | "Str" | "Bool" | "Null" | "Bytes" | "Range";

/** Unchecked. `isError` marks what already failed: it behaves as Any and absorbs follow-up diagnostics. */
export interface AnyType {
  readonly kind: "any";
  readonly isError: boolean;
}
/** Code that never yields a value (`panic`, branches that leave); fits every place. */
export interface NeverType {
  readonly kind: "never";
}
export interface PrimitiveType {
  readonly kind: "primitive";
  readonly name: PrimitiveName;
}
export interface ListType {
  readonly kind: "list";
  readonly element: Type;
}
export interface MapType {
  readonly kind: "map";
  readonly key: Type;
  readonly value: Type;
}
export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly Type[];
}
/** `Result<T>` leaves the error open: `error` is then Any and `isOpen` true. */
export interface ResultType {
  readonly kind: "result";
  readonly ok: Type;
  readonly error: Type;
  readonly isOpen: boolean;
}
export interface FutureType {
  readonly kind: "future";
  readonly value: Type;
}
export interface NullableType {
  readonly kind: "nullable";
  /** Never nullable, null or any itself. */
  readonly inner: Type;
}
/** Decorators of a library declaration as data: their name to their literal arguments. */
export type Marks = ReadonlyMap<string, readonly (string | number | boolean)[]>;

export interface ParamType {
  /** "" where a function type gives none. */
  readonly name: string;
  readonly type: Type;
  readonly hasDefault: boolean;
  readonly isVariadic: boolean;
  /** May be given by name. */
  readonly isNamed: boolean;
  /** What declarations demand of a literal argument (`@regex pattern: Str`); library only, absent otherwise. */
  readonly marks?: Marks;
}
export interface FunctionType {
  readonly kind: "function";
  readonly typeParams: readonly TypeParamType[];
  readonly params: readonly ParamType[];
  /** For an async function the plain result; a call of it has type Future<result>. */
  readonly result: Type;
  readonly isAsync: boolean;
}
/** A value of a user type or library type (Date, Secret<T>, Response, …). */
export interface InstanceType {
  readonly kind: "instance";
  readonly symbol: TypeSymbol;
  readonly args: readonly Type[];
}
export interface EnumType {
  readonly kind: "enum";
  readonly symbol: EnumSymbol;
  readonly args: readonly Type[];
}
export interface TypeParamType {
  readonly kind: "param";
  readonly name: string;
  /** Distinguishes equally named parameters of different owners. */
  readonly id: number;
}
/** The name of a type used as a value (`Account.of(1)`), of a module, or of a namespace (`math.sin`). */
export interface TypeNameType {
  readonly kind: "typename";
  readonly symbol: TypeSymbol | EnumSymbol;
}
export interface ModuleType {
  readonly kind: "module";
  readonly symbol: ModuleSymbol;
}
export interface NamespaceType {
  readonly kind: "namespace";
  readonly symbol: NamespaceSymbol;
}

export type Type =
  | AnyType
  | NeverType
  | PrimitiveType
  | ListType
  | MapType
  | TupleType
  | ResultType
  | FutureType
  | NullableType
  | FunctionType
  | InstanceType
  | EnumType
  | TypeParamType
  | TypeNameType
  | ModuleType
  | NamespaceType;

const primitive = (name: PrimitiveName): PrimitiveType => ({ kind: "primitive", name });

export const ANY: AnyType = { kind: "any", isError: false };
export const ERROR: AnyType = { kind: "any", isError: true };
/** The part that `Ok(x)` and `Err(e)` leave open: behaves as Any, and a join takes the type of the other side. */
export const OPEN: AnyType = { kind: "any", isError: false };
/** Inside an expected type: nothing is known yet, the value decides. Never the type of an expression. */
export const INFER: AnyType = { kind: "any", isError: false };
export const NEVER: NeverType = { kind: "never" };
export const INT = primitive("Int");
export const FLOAT = primitive("Float");
export const DECIMAL = primitive("Decimal");
export const STR = primitive("Str");
export const BOOL = primitive("Bool");
export const NULL = primitive("Null");
export const BYTES = primitive("Bytes");
export const RANGE = primitive("Range");

export const PRIMITIVES: Readonly<Record<PrimitiveName, PrimitiveType>> = {
  Int: INT,
  Float: FLOAT,
  Decimal: DECIMAL,
  Str: STR,
  Bool: BOOL,
  Null: NULL,
  Bytes: BYTES,
  Range: RANGE,
};

export const listOf = (element: Type): ListType => ({ kind: "list", element });
export const mapOf = (key: Type, value: Type): MapType => ({ kind: "map", key, value });
export const tupleOf = (elements: readonly Type[]): TupleType => ({ kind: "tuple", elements });
export const futureOf = (value: Type): FutureType => ({ kind: "future", value });
export const resultOf = (ok: Type, error: Type = ANY, isOpen = error === ANY): ResultType => ({
  kind: "result",
  ok,
  error,
  isOpen,
});

/** `T?`; collapses `T??`, `Null?` and `Any?`. */
export function nullableOf(inner: Type): Type {
  if (inner.kind === "nullable" || inner.kind === "any" || inner.kind === "never" || inner === NULL) {
    return inner.kind === "never" ? NULL : inner;
  }
  return { kind: "nullable", inner };
}
