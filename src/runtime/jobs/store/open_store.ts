/** From the value of `store=` to the stores of its database. What a database is, its feature says. */
import { display } from "../../operations/display.ts";
import { typeName } from "../../operations/type_name.ts";
import { StartupError } from "../../http/settings.ts";
import { Future } from "../../values/future.ts";
import { Err, Ok } from "../../values/result.ts";
import type { CronStore } from "./cron_store.ts";
import type { JobStore } from "./job_store.ts";

/** What a database keeps of jobs. */
export interface JobDatabase {
  readonly jobs: JobStore;
  readonly crons: CronStore;
}

/** The stores of a value; null when it is no database of that kind. */
export type StoreOpener = (value: unknown) => JobDatabase | null;

const openers: StoreOpener[] = [];
const opened = new Map<unknown, JobDatabase>();

/** Takes in a kind of databases. */
export function addStoreOpener(opener: StoreOpener): void {
  openers.push(opener);
}

/**
 * The stores of a database, the same for the same value.
 *
 * @param given a connection, a Result of one, or a Future of that
 * @param owner whose `store` it is, for the message: `@cron 'digest'`
 * @throws StartupError when the value is no database, or the `Err` of one that could not be opened
 */
export async function openStore(given: unknown, owner: string): Promise<JobDatabase> {
  const value = given instanceof Future ? await given.start() : given;
  if (value instanceof Err) throw new StartupError(`store of ${owner}: ${display(value.value)}`);
  const database = value instanceof Ok ? value.value : value;
  const known = opened.get(database);
  if (known) return known;
  for (const open of openers) {
    const found = open(database);
    if (found === null) continue;
    opened.set(database, found);
    return found;
  }
  const found = typeName(database);
  const why = found === "DbConn"
    ? ": jobs cannot be kept in a database of this kind"
    : ` is not a database, found ${found}`;
  throw new StartupError(`store of ${owner}${why}`);
}
