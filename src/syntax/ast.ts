/**
 * The syntax tree. Nodes are plain data, never changed after parsing; what later phases learn is kept in side tables
 * indexed by `id` (dense integers from 0 within one module). `start`/`end` are UTF-16 offsets.
 */

export interface NodeBase {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** `text` joined doc comment lines (`///`), null when there is none. */
export type Doc = string | null;

export interface Program extends NodeBase {
  readonly kind: "Program";
  readonly body: readonly Stmt[];
}

/** A name at a declaring or naming place. `name` is "" when recovery invented it. */
export interface Ident extends NodeBase {
  readonly kind: "Ident";
  readonly name: string;
}

// ---------------------------------------------------------------- declarations

export interface Decorator extends NodeBase {
  readonly kind: "Decorator";
  readonly name: Ident;
  /** null when there are no parentheses. */
  readonly args: readonly Arg[] | null;
}

export interface FnDecl extends NodeBase {
  readonly kind: "FnDecl";
  readonly doc: Doc;
  readonly decorators: readonly Decorator[];
  readonly isAsync: boolean;
  readonly isStatic: boolean;
  readonly name: Ident;
  readonly typeParams: readonly Ident[];
  readonly params: readonly Param[];
  readonly result: TypeNode | null;
  /** A Block, an expression after `=>`, or null for `extern` declarations. */
  readonly body: Block | Expr | null;
  /** Offset after `)` or the result type: the end of the head, for messages. */
  readonly headEnd: number;
}

export interface Param extends NodeBase {
  readonly kind: "Param";
  readonly doc: Doc;
  readonly decorators: readonly Decorator[];
  readonly isVariadic: boolean;
  readonly name: Ident;
  readonly type: TypeNode | null;
  readonly defaultValue: Expr | null;
}

export interface TypeDecl extends NodeBase {
  readonly kind: "TypeDecl";
  readonly doc: Doc;
  readonly decorators: readonly Decorator[];
  readonly name: Ident;
  readonly typeParams: readonly Ident[];
  /** Members in order; null for an alias. */
  readonly members: readonly (FieldDecl | FnDecl)[] | null;
  readonly alias: TypeNode | null;
  readonly isExtern: boolean;
}

export interface FieldDecl extends NodeBase {
  readonly kind: "FieldDecl";
  readonly doc: Doc;
  readonly decorators: readonly Decorator[];
  readonly name: Ident;
  readonly type: TypeNode;
  readonly defaultValue: Expr | null;
}

export interface EnumDecl extends NodeBase {
  readonly kind: "EnumDecl";
  readonly doc: Doc;
  readonly decorators: readonly Decorator[];
  readonly name: Ident;
  readonly typeParams: readonly Ident[];
  readonly variants: readonly VariantDecl[];
}

export interface VariantDecl extends NodeBase {
  readonly kind: "VariantDecl";
  readonly doc: Doc;
  readonly name: Ident;
  /** Empty for a variant without payload. */
  readonly payload: readonly PayloadField[];
}

export interface PayloadField extends NodeBase {
  readonly kind: "PayloadField";
  readonly name: Ident;
  readonly type: TypeNode;
}

/** `import a.b as c` */
export interface ImportStmt extends NodeBase {
  readonly kind: "ImportStmt";
  readonly decorators: readonly Decorator[];
  readonly path: readonly Ident[];
  readonly alias: Ident | null;
}

/** `from a.b import x as y, z` */
export interface FromStmt extends NodeBase {
  readonly kind: "FromStmt";
  readonly decorators: readonly Decorator[];
  readonly path: readonly Ident[];
  readonly names: readonly ImportName[];
  /** True when the names stand in parentheses. */
  readonly parenthesised: boolean;
}

export interface ImportName extends NodeBase {
  readonly kind: "ImportName";
  /** Dotted path, or a string literal (npm). */
  readonly path: readonly Ident[] | StrLit;
  readonly alias: Ident | null;
}

// Only in declaration files (`stdlib/**/*.fitz`):

/** `extern namespace math { let pi: Float  fn sin(x: Float) -> Float }` */
export interface NamespaceDecl extends NodeBase {
  readonly kind: "NamespaceDecl";
  readonly doc: Doc;
  readonly name: Ident;
  readonly members: readonly (FnDecl | FieldDecl | NamespaceDecl)[];
}

/** `@fits("Int", "Float") extern decorator min(n: Int) on field, param` */
export interface DecoratorDecl extends NodeBase {
  readonly kind: "DecoratorDecl";
  readonly doc: Doc;
  /** What the checker has to know about it (`@role("route")`, `@repeatable`, …); they stand before `extern`. */
  readonly decorators: readonly Decorator[];
  readonly name: Ident;
  /** null: takes no parentheses. */
  readonly params: readonly Param[] | null;
  /** `fn`, `method`, `type`, `enum`, `field`, `param`, `import`. */
  readonly targets: readonly Ident[];
}

// ---------------------------------------------------------------- statements

export interface Block extends NodeBase {
  readonly kind: "Block";
  readonly body: readonly Stmt[];
}

export interface LetStmt extends NodeBase {
  readonly kind: "LetStmt";
  readonly doc: Doc;
  /** NamePattern, WildcardPattern or TuplePattern. */
  readonly pattern: Pattern;
  readonly type: TypeNode | null;
  readonly value: Expr;
}

export type AssignOp = "=" | "+=" | "-=" | "*=" | "/=" | "%=" | "&=" | "|=" | "^=" | "<<=" | ">>=";

export interface AssignStmt extends NodeBase {
  readonly kind: "AssignStmt";
  readonly doc: Doc;
  /** Name, Member, Index; anything else has already been reported as `parse/not-a-target`. */
  readonly target: Expr;
  /** `NAME : type = expr`; then op is "=" and target a Name. */
  readonly type: TypeNode | null;
  readonly op: AssignOp;
  readonly value: Expr;
}

export interface WhileStmt extends NodeBase {
  readonly kind: "WhileStmt";
  /** Without the quote. */
  readonly label: Ident | null;
  readonly condition: Expr;
  readonly body: Block;
}

export interface ForStmt extends NodeBase {
  readonly kind: "ForStmt";
  readonly label: Ident | null;
  readonly pattern: Pattern;
  readonly iterable: Expr;
  readonly body: Block;
}

export interface ReturnStmt extends NodeBase {
  readonly kind: "ReturnStmt";
  readonly value: Expr | null;
}

/** `return 404 {"error": "…"}` */
export interface StatusReturn extends NodeBase {
  readonly kind: "StatusReturn";
  /** IntLit or Name. */
  readonly status: Expr;
  readonly body: MapLit;
}

export interface BreakStmt extends NodeBase {
  readonly kind: "BreakStmt";
  readonly label: Ident | null;
  readonly value: Expr | null;
}

export interface ContinueStmt extends NodeBase {
  readonly kind: "ContinueStmt";
  readonly label: Ident | null;
}

export interface ExprStmt extends NodeBase {
  readonly kind: "ExprStmt";
  readonly expr: Expr;
}

/** What could not be parsed; already reported. */
export interface ErrorStmt extends NodeBase {
  readonly kind: "ErrorStmt";
}

export type Stmt =
  | FnDecl
  | TypeDecl
  | EnumDecl
  | ImportStmt
  | FromStmt
  | NamespaceDecl
  | DecoratorDecl
  | LetStmt
  | AssignStmt
  | WhileStmt
  | ForStmt
  | ReturnStmt
  | StatusReturn
  | BreakStmt
  | ContinueStmt
  | ExprStmt
  | ErrorStmt;

// ---------------------------------------------------------------- expressions

export interface IntLit extends NodeBase {
  readonly kind: "IntLit";
  /** A number while it is a safe integer, else a BigInt. 9223372036854775808n only as operand of a unary minus. */
  readonly value: number | bigint;
}
export interface FloatLit extends NodeBase {
  readonly kind: "FloatLit";
  readonly value: number;
}
export interface StrLit extends NodeBase {
  readonly kind: "StrLit";
  /** Cooked text and interpolations in order; one string for a plain literal (also for ""). */
  readonly parts: readonly (string | Interpolation)[];
  readonly isTriple: boolean;
}
export interface Interpolation extends NodeBase {
  readonly kind: "Interpolation";
  readonly expr: Expr;
  /** Text after the first free `:`, verbatim; null without one. */
  readonly spec: string | null;
  /** Offset of the first character of the spec; 0 without one. */
  readonly specStart: number;
}
export interface BytesLit extends NodeBase {
  readonly kind: "BytesLit";
  readonly value: Uint8Array;
}
export interface BoolLit extends NodeBase {
  readonly kind: "BoolLit";
  readonly value: boolean;
}
export interface NullLit extends NodeBase {
  readonly kind: "NullLit";
}
export interface Name extends NodeBase {
  readonly kind: "Name";
  readonly name: string;
}
export interface SelfExpr extends NodeBase {
  readonly kind: "SelfExpr";
}
/** `( e )`: grouping; ends a `?.` chain. */
export interface Paren extends NodeBase {
  readonly kind: "Paren";
  readonly expr: Expr;
}
export interface TupleLit extends NodeBase {
  readonly kind: "TupleLit";
  readonly elements: readonly Expr[];
}
export interface ListLit extends NodeBase {
  readonly kind: "ListLit";
  readonly elements: readonly Expr[];
}
export interface MapLit extends NodeBase {
  readonly kind: "MapLit";
  readonly entries: readonly MapEntry[];
}
export interface MapEntry extends NodeBase {
  readonly kind: "MapEntry";
  readonly key: Expr;
  readonly value: Expr;
}
export interface ListComp extends NodeBase {
  readonly kind: "ListComp";
  readonly element: Expr;
  readonly clauses: readonly CompClause[];
  readonly condition: Expr | null;
}
export interface MapComp extends NodeBase {
  readonly kind: "MapComp";
  readonly key: Expr;
  readonly value: Expr;
  readonly clauses: readonly CompClause[];
  readonly condition: Expr | null;
}
export interface CompClause extends NodeBase {
  readonly kind: "CompClause";
  readonly pattern: Pattern;
  readonly iterable: Expr;
}
export interface StructLit extends NodeBase {
  readonly kind: "StructLit";
  readonly name: Ident;
  readonly inits: readonly FieldInit[];
  /** `..base`, last. */
  readonly base: Expr | null;
}
export interface FieldInit extends NodeBase {
  readonly kind: "FieldInit";
  readonly name: Ident;
  /** For the shorthand `x`, a Name node over the same span, and `isShorthand`. */
  readonly value: Expr;
  readonly isShorthand: boolean;
}
export interface RangeExpr extends NodeBase {
  readonly kind: "RangeExpr";
  /** null bounds only directly inside `[ ]` of an Index. */
  readonly from: Expr | null;
  readonly to: Expr | null;
  readonly isInclusive: boolean;
}
export type UnaryOp = "-" | "~" | "not";
export interface Unary extends NodeBase {
  readonly kind: "Unary";
  readonly op: UnaryOp;
  readonly operand: Expr;
}
export type BinaryOp =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "<<"
  | ">>"
  | "&"
  | "^"
  | "|"
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in"
  | "=="
  | "!="
  | "and"
  | "or"
  | "xor"
  | "??";
export interface Binary extends NodeBase {
  readonly kind: "Binary";
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  /** Where the operator stands. */
  readonly opStart: number;
  readonly opEnd: number;
}
export interface Call extends NodeBase {
  readonly kind: "Call";
  readonly callee: Expr;
  readonly args: readonly Arg[];
}
export interface Arg extends NodeBase {
  readonly kind: "Arg";
  readonly name: Ident | null;
  /** TypeArg only as first argument of `.parse_as( )` / `.query_as( )`. */
  readonly value: Expr | TypeArg;
}
export interface TypeArg extends NodeBase {
  readonly kind: "TypeArg";
  readonly type: TypeNode;
}
/** `x[i]`, `x[a..b]` (index is then a RangeExpr, bounds may be null). */
export interface Index extends NodeBase {
  readonly kind: "Index";
  readonly object: Expr;
  readonly index: Expr;
}
export interface Member extends NodeBase {
  readonly kind: "Member";
  readonly object: Expr;
  readonly name: Ident;
  /** `?.` */
  readonly isOptional: boolean;
}
/** `t.0`, `t?.0` */
export interface TupleIndex extends NodeBase {
  readonly kind: "TupleIndex";
  readonly object: Expr;
  readonly index: number;
  readonly isOptional: boolean;
}
export interface Await extends NodeBase {
  readonly kind: "Await";
  readonly operand: Expr;
}
/** `e?` */
export interface Try extends NodeBase {
  readonly kind: "Try";
  readonly operand: Expr;
}
export interface IfExpr extends NodeBase {
  readonly kind: "IfExpr";
  readonly condition: Expr;
  readonly then: Block;
  readonly otherwise: Block | IfExpr | null;
}
export interface MatchExpr extends NodeBase {
  readonly kind: "MatchExpr";
  readonly scrutinee: Expr;
  readonly arms: readonly MatchArm[];
}
export interface MatchArm extends NodeBase {
  readonly kind: "MatchArm";
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: Block | ReturnStmt | StatusReturn | BreakStmt | ContinueStmt | Expr;
}
export interface LoopExpr extends NodeBase {
  readonly kind: "LoopExpr";
  readonly label: Ident | null;
  readonly body: Block;
}
/** An inline function. */
export interface FnExpr extends NodeBase {
  readonly kind: "FnExpr";
  readonly isAsync: boolean;
  readonly params: readonly Param[];
  readonly result: TypeNode | null;
  readonly body: Block | Expr;
}
/** An operand that could not be parsed; already reported. */
export interface ErrorExpr extends NodeBase {
  readonly kind: "ErrorExpr";
}

export type Expr =
  | IntLit
  | FloatLit
  | StrLit
  | BytesLit
  | BoolLit
  | NullLit
  | Name
  | SelfExpr
  | Paren
  | TupleLit
  | ListLit
  | MapLit
  | ListComp
  | MapComp
  | StructLit
  | RangeExpr
  | Unary
  | Binary
  | Call
  | Index
  | Member
  | TupleIndex
  | Await
  | Try
  | IfExpr
  | MatchExpr
  | LoopExpr
  | FnExpr
  | ErrorExpr;

// ---------------------------------------------------------------- patterns

export interface WildcardPattern extends NodeBase {
  readonly kind: "WildcardPattern";
}
export interface NamePattern extends NodeBase {
  readonly kind: "NamePattern";
  readonly name: string;
}
/** Int (also negative), Float, Str, Bytes, Bool or Null literal. `value` is null for `null`. */
export interface LiteralPattern extends NodeBase {
  readonly kind: "LiteralPattern";
  readonly literal: "Int" | "Float" | "Str" | "Bytes" | "Bool" | "Null";
  readonly value: number | bigint | string | Uint8Array | boolean | null;
}
export interface RangePattern extends NodeBase {
  readonly kind: "RangePattern";
  readonly from: number | bigint;
  readonly to: number | bigint;
  readonly isInclusive: boolean;
}
/** `Ok(p)`, `Failed(p, q)`, `Status.Draft`. A bare `Draft` is a NamePattern until the checker looks at it. */
export interface VariantPattern extends NodeBase {
  readonly kind: "VariantPattern";
  readonly enumName: Ident | null;
  readonly name: Ident;
  /** null without parentheses. */
  readonly args: readonly Pattern[] | null;
}
export interface TuplePattern extends NodeBase {
  readonly kind: "TuplePattern";
  readonly elements: readonly Pattern[];
}
export interface OrPattern extends NodeBase {
  readonly kind: "OrPattern";
  readonly alternatives: readonly Pattern[];
}

export type Pattern =
  | WildcardPattern
  | NamePattern
  | LiteralPattern
  | RangePattern
  | VariantPattern
  | TuplePattern
  | OrPattern;

// ---------------------------------------------------------------- types

export interface NamedTypeNode extends NodeBase {
  readonly kind: "NamedTypeNode";
  readonly name: Ident;
  readonly args: readonly TypeNode[];
}
export interface FnTypeNode extends NodeBase {
  readonly kind: "FnTypeNode";
  readonly params: readonly TypeNode[];
  readonly result: TypeNode;
}
/** `(A, B)`, `(A,)`, `()`. A grouping `(T)` is just T. */
export interface TupleTypeNode extends NodeBase {
  readonly kind: "TupleTypeNode";
  readonly elements: readonly TypeNode[];
}
export interface NullableTypeNode extends NodeBase {
  readonly kind: "NullableTypeNode";
  readonly inner: TypeNode;
}
export interface ErrorTypeNode extends NodeBase {
  readonly kind: "ErrorTypeNode";
}

export type TypeNode = NamedTypeNode | FnTypeNode | TupleTypeNode | NullableTypeNode | ErrorTypeNode;

export type Node =
  | Program
  | Ident
  | Decorator
  | Param
  | FieldDecl
  | VariantDecl
  | PayloadField
  | ImportName
  | Block
  | Interpolation
  | MapEntry
  | CompClause
  | FieldInit
  | Arg
  | TypeArg
  | MatchArm
  | Stmt
  | Expr
  | Pattern
  | TypeNode;
