/**
 * What names mean. Symbols of the program and of the standard library have the same shapes; those of the library have
 * `library` set to the key of their implementation (`"print"`, `"Str.len"`, `"math.sin"`).
 */
import type {
  EnumDecl,
  Expr,
  FieldDecl,
  FnDecl,
  FnExpr,
  NodeBase,
  Param,
  TypeDecl,
  VariantDecl,
} from "../syntax/ast.ts";
import type { TableSymbol } from "./table.ts";
import type { FunctionType, Marks, ParamType, Type, TypeParamType } from "./type.ts";

/** One `.fitz` file of the program. */
export interface ModuleSymbol {
  readonly kind: "module";
  /** Name as importers write its last segment: `util`. */
  readonly name: string;
  /** Position in CheckedProgram.modules. */
  readonly index: number;
}

/** A function body or module top level that owns variables. */
export interface VariableScope {
  readonly kind: "module" | "function" | "comprehension" | "arm";
  /** The FnDecl, FnExpr, ListComp, MapComp or MatchArm; null for a module. */
  readonly node: NodeBase | null;
  readonly module: number;
  readonly parent: VariableScope | null;
}

export interface VariableSymbol {
  readonly kind: "variable";
  readonly name: string;
  readonly scope: VariableScope;
  /** Where it is first declared. */
  readonly declaration: NodeBase;
  readonly isParam: boolean;
  /** Static type: the annotation, else the join of all assigned values. */
  type: Type;
  isAnnotated: boolean;
  /** How many assignments the program text holds (a parameter and a `for` count as one). */
  assignments: number;
  /** Read or assigned by a function nested in the owner. */
  isCaptured: boolean;
}

export interface FunctionSymbol {
  readonly kind: "function";
  readonly name: string;
  readonly declaration: FnDecl | null;
  /** Module index; -1 for the library. */
  readonly module: number;
  /** Set for methods. */
  readonly owner: TypeSymbol | null;
  readonly isStatic: boolean;
  /** Set for functions declared in another function. */
  readonly isNested: boolean;
  /** Filled in by the declare phase. */
  type: FunctionType;
  /** Key of the implementation for functions of the library, else null. */
  readonly library: string | null;
  /** Further signatures, library only; tried in order after `type`. Overloaded functions use the uniform convention. */
  readonly overloads: readonly FunctionType[];
  /** What declarations of the library say about it (`@suspends`); absent for functions of a program. */
  readonly marks?: Marks;
  readonly doc: string | null;
}

export interface FieldSymbol {
  readonly kind: "field";
  readonly name: string;
  readonly declaration: FieldDecl | null;
  type: Type;
  readonly defaultValue: Expr | null;
  readonly hasDefault: boolean;
  readonly isPrivate: boolean;
  /** `@hidden` */
  readonly isHidden: boolean;
  readonly doc: string | null;
}

export interface TypeSymbol {
  readonly kind: "type";
  readonly name: string;
  readonly declaration: TypeDecl | null;
  /** Module index; -1 for the library. */
  readonly module: number;
  readonly typeParams: TypeParamType[];
  readonly fields: Map<string, FieldSymbol>;
  readonly methods: Map<string, FunctionSymbol>;
  /** Library types that a program cannot build with a struct literal (Date, Uuid, …). */
  readonly isOpaque: boolean;
  /** What declarations of the library say about it (`@ordered`); absent for types of a program. */
  readonly marks?: Marks;
  /** What `@table` makes of it; absent for other types. */
  table?: TableSymbol;
  readonly doc: string | null;
}

export interface AliasSymbol {
  readonly kind: "alias";
  readonly name: string;
  readonly declaration: TypeDecl;
  readonly module: number;
  readonly typeParams: TypeParamType[];
  /** Filled in by the declare phase. */
  target: Type;
}

export interface VariantSymbol {
  readonly kind: "variant";
  readonly name: string;
  readonly index: number;
  readonly declaration: VariantDecl | null;
  readonly payload: { readonly name: string; type: Type }[];
  /** The enum, for variants of the library. */
  readonly owner?: EnumSymbol;
}

export interface EnumSymbol {
  readonly kind: "enum";
  readonly name: string;
  readonly declaration: EnumDecl | null;
  readonly module: number;
  readonly typeParams: TypeParamType[];
  readonly variants: VariantSymbol[];
  readonly doc: string | null;
}

/** `math`, `json`, `test.clock`: members are functions, constants or further namespaces. */
export interface NamespaceSymbol {
  readonly kind: "namespace";
  readonly name: string;
  readonly members: Map<string, FunctionSymbol | ConstantSymbol | NamespaceSymbol>;
  readonly doc: string | null;
}

/** `math.pi` */
export interface ConstantSymbol {
  readonly kind: "constant";
  readonly name: string;
  readonly type: Type;
  readonly library: string;
  readonly doc: string | null;
}

/** What a decorator may stand before. */
export type DecoratorTarget = "fn" | "method" | "type" | "enum" | "field" | "param" | "import";

/**
 * A declared decorator. `marks` carries the rules that need more than a signature: `role("route")` (a function has one
 * role), `repeatable` (may be stacked on one declaration), `single` (once per program), `fits("Int", …)` (field types
 * that a constraint accepts), `needs_role("route", …)` and `place("server")`, which counts as one there. A parameter marked
 * `handler` takes a function that answers requests.
 */
export interface DecoratorSymbol {
  readonly kind: "decorator";
  readonly name: string;
  readonly params: readonly ParamType[];
  readonly targets: readonly DecoratorTarget[];
  readonly marks: Marks;
  readonly doc: string | null;
  /** What the same name means before other kinds of declaration. */
  readonly others: readonly DecoratorSymbol[];
}

export type Symbol =
  | ModuleSymbol
  | VariableSymbol
  | FunctionSymbol
  | TypeSymbol
  | AliasSymbol
  | EnumSymbol
  | VariantSymbol
  | NamespaceSymbol
  | ConstantSymbol;

/** The functions whose bodies `return` leaves. */
export type FunctionNode = FnDecl | FnExpr;
export type { Param };
