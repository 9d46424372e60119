/** What the decorators of a type say about its table: data.md 4, 5, 12, 15. Made when signatures are declared; the tree stays untouched. */
import type { NodeBase } from "../syntax/ast.ts";
import type { EnumSymbol, FieldSymbol, TypeSymbol } from "./symbol.ts";
import type { Type } from "./type.ts";

/** Kinds of values that a column holds one of. */
export type ScalarKind =
  | "Int"
  | "Float"
  | "Decimal"
  | "Str"
  | "Secret"
  | "Bool"
  | "Bytes"
  | "Date"
  | "DateTime"
  | "Uuid";

/** What the values of a column are in the program. `Json` is jsonb: maps and payload enums; `Enum` is the text of a variant's name. */
export type ColumnKind =
  | { readonly kind: ScalarKind }
  | { readonly kind: "Enum"; readonly symbol: EnumSymbol }
  | { readonly kind: "Json" }
  | {
    readonly kind: "Array";
    readonly element: ScalarKind | "Enum";
    /** Elements may be null. */
    readonly hasNulls: boolean;
  };

/** A field that is stored. */
export interface ColumnSymbol {
  readonly field: FieldSymbol;
  /** In SQL, without quotes. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** The type without `?`. */
  readonly type: Type;
  readonly isNullable: boolean;
  /** `sql_type=` as written; null without. */
  readonly sqlType: string | null;
  /** What a table's definition says: `bigserial`, `timestamptz`, or `sqlType`. */
  readonly ddlType: string;
  /** What follows a placeholder for it, `::numeric` or "". */
  readonly cast: string;
  readonly isKey: boolean;
  /** Filled by the database: never part of an INSERT. */
  readonly isFilled: boolean;
  /** SQL after DEFAULT; null without. */
  readonly defaultSql: string | null;
  /** Its values are redacted in logs and errors. */
  readonly isConfidential: boolean;
  readonly renamedFrom: string | null;
}

export type ReferentialAction = "CASCADE" | "SET NULL" | "RESTRICT" | "NO ACTION";

/** A column that holds the key of a row of another table. */
export interface ForeignKey {
  readonly column: ColumnSymbol;
  readonly target: TableSymbol;
  readonly onDelete: ReferentialAction | null;
  readonly onUpdate: ReferentialAction | null;
}

/** A virtual field: never stored, filled by `preload`. */
export type RelationSymbol =
  & {
    readonly name: string;
    readonly field: FieldSymbol;
    readonly target: TableSymbol;
  }
  & (
    /** `column` is ours. */
    | { readonly kind: "belongs_to"; readonly column: ColumnSymbol }
    /** `column` is the target's. */
    | { readonly kind: "has_many" | "has_one"; readonly column: ColumnSymbol }
    | { readonly kind: "many_to_many"; readonly through: JoinTable }
  );

/** The table between the two of a many-to-many relation, seen from one side. Names without quotes. */
export interface JoinTable {
  readonly schema: string;
  readonly name: string;
  /** Column with our key. */
  readonly left: string;
  /** Column with the target's key. */
  readonly right: string;
  /** No `@table` type maps it: it comes with the relation. */
  readonly isImplied: boolean;
}

export interface IndexSymbol {
  readonly name: string;
  /** Empty for an expression. */
  readonly columns: readonly ColumnSymbol[];
  readonly expression: string | null;
  readonly isUnique: boolean;
  /** `gin`; null for btree. */
  readonly method: string | null;
  /** SQL after WHERE; null without. */
  readonly where: string | null;
}

export interface CheckSymbol {
  readonly name: string;
  readonly expression: string;
}

export interface TableSymbol {
  readonly type: TypeSymbol;
  /** Where `@table` stands. */
  readonly place: NodeBase;
  readonly schema: string;
  readonly name: string;
  /** In the order of the fields. */
  readonly columns: readonly ColumnSymbol[];
  /** Empty without `@primary`. */
  readonly key: readonly ColumnSymbol[];
  /** By the name of the virtual field. */
  readonly relations: ReadonlyMap<string, RelationSymbol>;
  /** By the name of the field with the key. */
  readonly foreignKeys: ReadonlyMap<string, ForeignKey>;
  readonly indexes: readonly IndexSymbol[];
  readonly checks: readonly CheckSymbol[];
  /** The column of `@soft_delete`. */
  readonly deletedAt: ColumnSymbol | null;
  /** The columns of `@timestamps`. */
  readonly createdAt: ColumnSymbol | null;
  readonly updatedAt: ColumnSymbol | null;
  readonly renamedFrom: string | null;
}

/** A name as an identifier of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"boats"`, and `"north"."boats"` outside of `public`. */
export function tableSql({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === "public" ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

/** The column of a field; undefined for virtual fields and unknown names. */
export function columnOf(table: TableSymbol, field: string): ColumnSymbol | undefined {
  return table.columns.find((column) => column.field.name === field);
}
