/** One statement on one session: its time limit, its line in the log, its error. */
import { host } from "../host/host.ts";
import { DatabaseFault } from "./db_error.ts";
import type { Session, Statement, StatementResult } from "./driver.ts";
import { logStatement, statementText } from "./statement_log.ts";

/**
 * Runs a statement. A script may hold several, without parameters.
 *
 * @param limitMs 0: no limit
 * @throws DatabaseFault
 */
export async function execute(
  session: Session,
  statement: Statement,
  limitMs = 0,
  isScript = false,
): Promise<StatementResult> {
  const started = host().monotonic();
  const clock = limitMs > 0 ? new AbortController() : null;
  let isOver = false;
  if (clock) {
    void host().sleep(limitMs, clock.signal).then(() => {
      if (!isOver) session.cancel();
    });
  }
  try {
    return await (isScript ? session.runScript(statement.text) : session.run(statement));
  } catch (error) {
    if (error instanceof DatabaseFault) {
      throw new DatabaseFault(error.error.withStatement(statementText(statement)));
    }
    throw error;
  } finally {
    isOver = true;
    clock?.abort();
    logStatement(statement, started);
  }
}
