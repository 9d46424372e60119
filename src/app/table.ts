/** The declared schema of a program as migrations need it: names and texts of SQL, nothing else. */

export interface TableShape {
  /** The Fitz type; null for the table of a many-to-many relation. */
  readonly typeName: string | null;
  readonly schema: string;
  readonly name: string;
  /** In the order of the fields. */
  readonly columns: readonly ColumnShape[];
  /** Names of the columns of the primary key. */
  readonly primaryKey: readonly string[];
  readonly indexes: readonly IndexShape[];
  readonly checks: readonly CheckShape[];
  readonly foreignKeys: readonly ForeignKeyShape[];
  /** The name before, from `@renamed_from`. */
  readonly renamedFrom: string | null;
}

export interface ColumnShape {
  readonly name: string;
  /** As in a table's definition: `bigserial`, `text`, `numeric(10,2)`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** SQL after DEFAULT; null without. */
  readonly default: string | null;
  /** The literal default of the Fitz field as SQL, for rows that exist when the column is added automatically; null without. */
  readonly fillWith: string | null;
  readonly renamedFrom: string | null;
}

export interface IndexShape {
  readonly name: string;
  /** Empty for an index on an expression. */
  readonly columns: readonly string[];
  readonly expression: string | null;
  readonly isUnique: boolean;
  /** null for btree. */
  readonly method: string | null;
  readonly where: string | null;
}

export interface CheckShape {
  readonly name: string;
  readonly expression: string;
}

export type ReferentialAction = "CASCADE" | "SET NULL" | "RESTRICT" | "NO ACTION";

export interface ForeignKeyShape {
  readonly name: string;
  readonly column: string;
  readonly refSchema: string;
  readonly refTable: string;
  readonly refColumn: string;
  readonly onDelete: ReferentialAction | null;
  readonly onUpdate: ReferentialAction | null;
}
