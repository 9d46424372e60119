/** What the checker learns about calls that become SQL: data.md 6-16. The emitter writes constants from it. */
import type { Expr } from "../../syntax/ast.ts";
import type { TypeSymbol } from "../../types/symbol.ts";
import type { ColumnKind, ColumnSymbol, ForeignKey, RelationSymbol, TableSymbol } from "../../types/table.ts";
import type { Type } from "../../types/type.ts";

/** A piece of SQL: texts, columns of the row, and values that are bound as parameters, in the order of the text. */
export type Fragment = readonly FragmentPart[];
export type FragmentPart = string | ColumnPart | BoundPart;

/** A column of the row; what is joined decides whether it is qualified. */
export interface ColumnPart {
  readonly column: ColumnSymbol;
}

/** A part of a closure that does not mention the row: evaluated once before sending, and bound as one parameter. Its static type is that of `expr`. */
export interface BoundPart {
  readonly expr: Expr;
  /** What the parameter is for the database; null leaves it to the value, as for raw SQL. */
  readonly kind: ColumnKind | null;
  /** For LIKE: the text is escaped, then `%` is added. */
  readonly like: "starts_with" | "ends_with" | "contains" | null;
  /**
   * For `==` and `!=` with a value that may be null: the text before the placeholder, that after it, and the text that stands for all three when the value is null.
   * null elsewhere, where a plain placeholder is written.
   */
  readonly choice: { readonly before: string; readonly after: string; readonly ifNull: string } | null;
  /** Belongs to a `@hidden` or Secret column: redacted in logs. */
  readonly isConfidential: boolean;
}

/** One result column of a projection or an aggregate. */
export interface Output {
  /** Alias in SQL and key in the result, without quotes: `_1`, `label`. */
  readonly name: string;
  readonly sql: Fragment;
  /** Static type of the value. */
  readonly type: Type;
}

/** What a row of outputs becomes. */
export type OutputForm =
  | { readonly kind: "value" }
  | { readonly kind: "tuple" }
  | { readonly kind: "map" }
  | { readonly kind: "struct"; readonly symbol: TypeSymbol; readonly type: Type };

export interface OrderKey {
  readonly sql: Fragment;
  /** Has a leading minus. */
  readonly isDescending: boolean;
}

/** One entry of a literal map of `update`. */
export interface UpdateEntry {
  readonly column: ColumnSymbol;
  /** `sql.now()` and `sql.raw(…)` as text; a plain value as one bound part with its cast. */
  readonly sql: Fragment;
}

export type AggregateFunction = "sum" | "avg" | "min" | "max";

/** Of a call of the query interface, by the id of the Call. Arguments that are ordinary values (`limit`, `db`, …) are in the CallInfo as for any other call. */
export type QueryFact =
  & { readonly table: TableSymbol }
  & (
    /** Static methods, terminals and chain calls without a closure: all that is needed is the table. */
    | { readonly kind: "plain" }
    | { readonly kind: "where" | "having"; readonly predicate: Fragment }
    | { readonly kind: "order_by"; readonly key: OrderKey }
    | { readonly kind: "select"; readonly outputs: readonly Output[]; readonly form: OutputForm }
    | { readonly kind: "group_by"; readonly keys: readonly ColumnSymbol[] }
    /** `sum(db, fn(b) => b.f)` and its like; `keys` are those of the groups. */
    | {
      readonly kind: "reduce";
      readonly function: AggregateFunction;
      readonly column: ColumnSymbol;
      readonly type: Type;
    }
    | { readonly kind: "aggregate"; readonly outputs: readonly Output[]; readonly form: OutputForm }
    | { readonly kind: "lock"; readonly sql: string }
    /** `entries` is null where the map is not a literal: keys are looked up when it runs. */
    | { readonly kind: "update"; readonly entries: readonly UpdateEntry[] | null }
    | {
      readonly kind: "upsert";
      readonly on: readonly ColumnSymbol[];
      readonly update: readonly ColumnSymbol[];
    }
    | { readonly kind: "merge_jsonb"; readonly column: ColumnSymbol }
    /** `table` is that of the rows; the condition belongs to the last segment. On a builder, a type or an un-awaited read. */
    | {
      readonly kind: "preload";
      readonly path: readonly RelationSymbol[];
      readonly condition: Fragment | null;
    }
    /** `trip.boat(db)`, `boat.trips()`: `isBuilder` without a connection. By relation, or by the field with the key. */
    | {
      readonly kind: "navigate";
      readonly relation: RelationSymbol | ForeignKey;
      readonly isBuilder: boolean;
    }
    | {
      readonly kind: "link" | "unlink" | "set_links";
      readonly relation: RelationSymbol & { readonly kind: "many_to_many" };
    }
  );
