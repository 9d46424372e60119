/**
 * The digested declarations of the standard library, as `stdlib/generated/catalogue.json` holds them. Keys are short: the same without `doc` is read at every start
 * (`signatures.ts`).
 */

/** `"Int"`, `["List", T]`, `["?", T]`, `["()", A, B]`, `["->", [A, B], R]`. */
export type TypeData = string | readonly [string, ...(TypeData | readonly TypeData[])[]];

/** Name and literal arguments. */
export type MarksData = Readonly<Record<string, readonly (string | number | boolean)[]>>;

export interface ParamData {
  /** Name. */
  readonly n: string;
  /** Type. */
  readonly t: TypeData;
  /** Source text of the default. */
  readonly d?: string;
  /** 1 when variadic. */
  readonly v?: 1;
  readonly m?: MarksData;
}

export interface SignatureData {
  /** Names of type parameters. */
  readonly g?: readonly string[];
  readonly p: readonly ParamData[];
  readonly r: TypeData;
  /** 1 when async. */
  readonly a?: 1;
}

export interface FunctionData {
  readonly kind: "fn";
  /** The signatures, in order of declaration. */
  readonly s: readonly SignatureData[];
  /** 1 for static methods. */
  readonly static?: 1;
  readonly m?: MarksData;
  readonly doc?: string;
}

export interface ConstantData {
  readonly kind: "let";
  readonly t: TypeData;
  readonly doc?: string;
}

export interface NamespaceData {
  readonly kind: "namespace";
  readonly members: Readonly<Record<string, FunctionData | ConstantData | NamespaceData>>;
  readonly doc?: string;
}

export interface FieldData {
  readonly n: string;
  readonly t: TypeData;
  readonly d?: string;
  readonly doc?: string;
}

export interface TypeEntryData {
  readonly kind: "type";
  readonly g?: readonly string[];
  readonly m?: MarksData;
  readonly fields: readonly FieldData[];
  readonly methods: Readonly<Record<string, FunctionData>>;
  readonly doc?: string;
}

/** `type HttpResponse = Response`; an alias with the name of a type says what the bare name means (`type Secret = Secret<Str>`). */
export interface AliasData {
  readonly kind: "alias";
  readonly t: TypeData;
  readonly doc?: string;
}

export interface EnumData {
  readonly kind: "enum";
  readonly g?: readonly string[];
  readonly variants: readonly { readonly n: string; readonly p: readonly { n: string; t: TypeData }[] }[];
  readonly doc?: string;
}

export interface DecoratorData {
  readonly kind: "decorator";
  readonly p: readonly ParamData[];
  readonly on: readonly string[];
  readonly m?: MarksData;
  readonly doc?: string;
  /** Declarations of the same name for other targets. */
  readonly also?: readonly DecoratorData[];
}

export interface CatalogueData {
  readonly functions: Readonly<Record<string, FunctionData>>;
  readonly namespaces: Readonly<Record<string, NamespaceData>>;
  readonly types: Readonly<Record<string, TypeEntryData | EnumData>>;
  readonly aliases: Readonly<Record<string, AliasData>>;
  readonly decorators: Readonly<Record<string, DecoratorData>>;
}
