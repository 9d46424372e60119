/** `DbError`: data.md 18. */
import { checkStr } from "../operations/check_kind.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";

export type DbErrorKind =
  | "not_found"
  | "unique"
  | "foreign_key"
  | "check"
  | "not_null"
  | "unavailable"
  | "timeout"
  | "serialization"
  | "lock"
  | "data"
  | "sql"
  | "auth"
  | "tls"
  | "config"
  | "closed"
  | "decode"
  | "usage"
  | "server";

export class DbError extends Instance {
  /** The server's own words, without the statement; null for errors of ours. */
  readonly #serverMessage: string | null;

  constructor(
    readonly kind: DbErrorKind,
    readonly message: string,
    /** SQLSTATE, or "". */
    readonly code = "",
    readonly table: string | null = null,
    readonly column: string | null = null,
    readonly constraint: string | null = null,
    serverMessage: string | null = null,
  ) {
    super();
    this.#serverMessage = serverMessage;
  }

  /** The same error with the statement in its message, where the server refused one. */
  withStatement(statement: string): DbError {
    if (this.#serverMessage === null || this.kind === "auth") return this;
    return new DbError(
      this.kind,
      `${this.message} [sql: ${statement}]`,
      this.code,
      this.table,
      this.column,
      this.constraint,
      this.#serverMessage,
    );
  }

  /** What clients may read: neither SQL nor values. */
  get publicMessage(): string {
    return this.#serverMessage ?? this.message;
  }
}

/** A DbError on its way to the call that gives it to the program. */
export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";

  constructor(readonly error: DbError) {
    super(error.message);
  }
}

/** Throws a DatabaseFault. */
export function refuse(kind: DbErrorKind, message: string, code = ""): never {
  throw new DatabaseFault(new DbError(kind, message, code));
}

const KINDS: Readonly<Record<string, DbErrorKind>> = {
  "23505": "unique",
  "23P01": "unique",
  "23503": "foreign_key",
  "23001": "foreign_key",
  "23514": "check",
  "23502": "not_null",
  "57014": "timeout",
  "57P01": "unavailable",
  "57P02": "unavailable",
  "57P03": "unavailable",
  "40001": "serialization",
  "40P01": "serialization",
  "55P03": "lock",
};
const CLASSES: Readonly<Record<string, DbErrorKind>> = {
  "08": "unavailable",
  "53": "unavailable",
  "22": "data",
  "42": "sql",
  "28": "auth",
};

/** The kind of an error of the server by its SQLSTATE. */
export function kindOfState(state: string): DbErrorKind {
  return KINDS[state] ?? CLASSES[state.slice(0, 2)] ?? "server";
}

const field = (name: string, accept: (value: unknown) => unknown): FieldInfo => ({
  name,
  property: name,
  isFloat: false,
  isPrivate: false,
  isHidden: false,
  accept,
});
const text = (value: unknown) => value === null ? null : checkStr(value);
const STATUSES: Readonly<Partial<Record<DbErrorKind, number>>> = {
  not_found: 404,
  unique: 409,
  foreign_key: 409,
  check: 422,
  not_null: 422,
  unavailable: 503,
};

const INFO: TypeInfo = {
  name: "DbError",
  fields: [
    field("kind", checkStr),
    field("message", checkStr),
    field("code", checkStr),
    field("table", text),
    field("column", text),
    field("constraint", text),
  ],
  methods: {},
  display: (error) => (error as DbError).message,
  answer(instance) {
    const error = instance as DbError;
    const status = STATUSES[error.kind] ?? 500;
    if (status === 500) return { status, message: null };
    if (status === 503) return { status, message: "database unavailable" };
    if (status !== 404) return { status, message: error.publicMessage };
    const type = error.message.startsWith(MISSING) ? error.message.slice(MISSING.length) : null;
    return { status, message: type === null ? "not found" : `${type} not found` };
  },
};
const MISSING = "no rows: ";
Object.defineProperty(DbError.prototype, "info", { value: INFO });
