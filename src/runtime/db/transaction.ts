/** Transactions and savepoints: data.md 17. */
import { Err, Ok, type Result } from "../values/result.ts";
import { DatabaseFault, refuse } from "./db_error.ts";
import { type PoolScope, type Scope, TransactionScope } from "./scope.ts";

const LEVEL = /^(READ UNCOMMITTED|READ COMMITTED|REPEATABLE READ|SERIALIZABLE)( READ ONLY| READ WRITE)?$/;

/**
 * Runs `body` in a transaction, or behind a savepoint of one. Ok commits; Err and what is thrown undo.
 *
 * @param isolation "" for the server's default
 * @throws DatabaseFault where the transaction itself fails, and what `body` throws
 */
export async function runTransaction(
  scope: Scope,
  isolation: string,
  body: (scope: TransactionScope) => Promise<Result>,
): Promise<Result> {
  if (isolation !== "" && !LEVEL.test(isolation)) {
    refuse(
      "usage",
      `unknown isolation level '${isolation}': use READ UNCOMMITTED, READ COMMITTED, REPEATABLE READ or SERIALIZABLE, ` +
        "alone or followed by READ ONLY or READ WRITE",
    );
  }
  return scope instanceof TransactionScope
    ? await nested(scope, body)
    : await outermost(scope as PoolScope, isolation, body);
}

async function outermost(
  { pool, limitMs }: PoolScope,
  isolation: string,
  body: (scope: TransactionScope) => Promise<Result>,
): Promise<Result> {
  const session = await pool.acquire();
  try {
    const scope = new TransactionScope(pool, session, 1, limitMs);
    await scope.control(isolation === "" ? "BEGIN" : `BEGIN ISOLATION LEVEL ${isolation}`);
    const result = await within(scope, body, "ROLLBACK");
    if (result instanceof Ok) await commit(scope);
    return result;
  } finally {
    pool.release(session);
  }
}

/** COMMIT of a transaction with a failed statement rolls back, and says so only by its tag. */
async function commit(scope: TransactionScope): Promise<void> {
  try {
    await scope.control("COMMIT");
  } catch (error) {
    await scope.control("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function nested(
  outer: TransactionScope,
  body: (scope: TransactionScope) => Promise<Result>,
): Promise<Result> {
  if (outer.isClosed) refuse("closed", "the transaction is over");
  const name = `fitz_sp_${outer.depth}`;
  const scope = new TransactionScope(outer.pool, outer.session, outer.depth + 1, outer.limitMs);
  await outer.control(`SAVEPOINT ${name}`);
  const result = await within(scope, body, `ROLLBACK TO SAVEPOINT ${name}`);
  if (result instanceof Ok) await outer.control(`RELEASE SAVEPOINT ${name}`);
  return result;
}

/** Runs the body; without its Ok everything it did is undone. */
async function within(
  scope: TransactionScope,
  body: (scope: TransactionScope) => Promise<Result>,
  undo: string,
): Promise<Result> {
  let result: Result;
  try {
    result = await body(scope);
  } catch (error) {
    scope.end();
    // The failure of the body counts, not that of undoing what a lost connection has undone.
    await scope.control(undo).catch(ignoreFault);
    throw error;
  }
  scope.end();
  if (result instanceof Err) await scope.control(undo).catch(ignoreFault);
  return result;
}

function ignoreFault(error: unknown): void {
  if (!(error instanceof DatabaseFault)) throw error;
}
