/** Errors of a server or the embedded database as `DbError`s: data.md 18. */
import { DatabaseFault, DbError, kindOfState } from "../db_error.ts";

/** The fields of an error response. */
export interface ServerErrorFields {
  readonly severity?: string;
  readonly code?: string;
  readonly message: string;
  readonly table?: string | null;
  readonly column?: string | null;
  readonly constraint?: string | null;
}

/** The error; which statement it was is added where statements are reported. */
export function serverFault(fields: ServerErrorFields): DatabaseFault {
  const { severity = "ERROR", code = "", message } = fields;
  const kind = kindOfState(code);
  return new DatabaseFault(
    new DbError(
      kind,
      // What the server says of a login needs no statement.
      kind === "auth" ? message : `${severity} [${code}]: ${message}`,
      code,
      fields.table ?? null,
      fields.column ?? null,
      fields.constraint ?? null,
      message,
    ),
  );
}
