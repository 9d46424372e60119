/** Where the statements of a connection run: on any session of a pool, or on the one of a transaction. */
import { DatabaseFault, DbError, refuse } from "./db_error.ts";
import type { Notice, Session, Statement, StatementResult } from "./driver.ts";
import { execute } from "./execute.ts";
import type { Pool } from "./pool.ts";

export interface Scope {
  readonly pool: Pool;
  /** Depth of transactions: 0 for a pool. */
  readonly depth: number;
  readonly isClosed: boolean;
  /** @param limitMs null: the limit of the pool. @throws DatabaseFault */
  run(statement: Statement, limitMs: number | null, isScript: boolean): Promise<StatementResult>;
  close(): Promise<void>;
}

export class PoolScope implements Scope {
  readonly depth = 0;

  /** @param limitMs the limit of every statement; 0: none */
  constructor(readonly pool: Pool, readonly limitMs: number) {}

  get isClosed(): boolean {
    return this.pool.isClosed;
  }

  async run(statement: Statement, limitMs: number | null, isScript: boolean): Promise<StatementResult> {
    const session = await this.pool.acquire();
    try {
      return await execute(session, statement, limitMs ?? this.limitMs, isScript);
    } finally {
      this.pool.release(session);
    }
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

export class TransactionScope implements Scope {
  #isOver = false;
  /** Statements run one at a time, in the order in which they were started. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly pool: Pool,
    readonly session: Session,
    readonly depth: number,
    readonly limitMs: number,
  ) {}

  get isClosed(): boolean {
    return this.#isOver;
  }

  run(statement: Statement, limitMs: number | null, isScript: boolean): Promise<StatementResult> {
    if (this.#isOver) {
      return Promise.reject(new DatabaseFault(new DbError("closed", "the transaction is over")));
    }
    return this.control(
      statement.text,
      () => execute(this.session, statement, limitMs ?? this.limitMs, isScript),
    );
  }

  /** Runs BEGIN, COMMIT and the like behind what was started before. */
  control(
    text: string,
    run = () => execute(this.session, { text, params: [] }, this.limitMs, true),
  ): Promise<StatementResult> {
    const result = this.#last.then(() => {
      if (!this.session.isBroken) return run();
      throw new DatabaseFault(new DbError("unavailable", "the connection of the transaction was lost"));
    });
    this.#last = result.catch(() => {});
    return result;
  }

  end(): void {
    this.#isOver = true;
  }

  close(): Promise<void> {
    refuse("usage", "a transaction is not closed: it ends with its callback");
  }
}

export type { Notice };
