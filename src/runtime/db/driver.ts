/** What the two databases, a PostgreSQL server and the embedded one, have in common. Values travel as PostgreSQL's texts. */

/** A parameter as it is sent: its text, null for NULL, and the type it is declared as; 0 leaves the type to the server. */
export interface Parameter {
  readonly text: string | null;
  readonly type: number;
}

export interface Statement {
  readonly text: string;
  readonly params: readonly Parameter[];
}

export interface Column {
  readonly name: string;
  /** OID of the type. */
  readonly type: number;
}

export interface StatementResult {
  readonly columns: readonly Column[];
  /** One text per column; null is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows affected; of a SELECT the rows returned; 0 where neither counts. */
  readonly count: number;
}

/** A notification of `LISTEN`. */
export interface Notice {
  readonly channel: string;
  readonly payload: string;
  readonly pid: number;
}

/** One session with the database. It runs one statement at a time; the pool sees to that. */
export interface Session {
  /** Cannot be used any more: it has been closed or lost. */
  readonly isBroken: boolean;
  /** Exactly one statement. @throws DatabaseFault */
  run(statement: Statement): Promise<StatementResult>;
  /** One or more statements without parameters, as one implicit transaction; the result is that of the last. @throws DatabaseFault */
  runScript(text: string): Promise<StatementResult>;
  /** Interrupts the running statement, which then fails with 57014. Does nothing where the database cannot. */
  cancel(): void;
  close(): Promise<void>;
}

/** Where sessions come from. */
export interface Driver {
  /** Can interrupt a running statement. */
  readonly cancels: boolean;
  /** Sessions at the same time; null: as many as the pool wants. */
  readonly mostSessions: number | null;
  /** A session, which may connect only with its first statement. @throws DatabaseFault */
  open(): Promise<Session>;
  /** Listens until `close` of what it gives is called, over lost connections. @throws DatabaseFault */
  listen(channel: string, onNotice: (notice: Notice) => void): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}
