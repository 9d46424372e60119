/** The cases in `cases/` give the same on every database: a program each, with the database's URL as `DATABASE_URL`. */
import { join } from "node:path";
import { compareWithFile } from "../../harness/compare.ts";
import { fitzCommand, type Outcome, outcomeText, runProcess, type Surroundings } from "../../harness/fitz.ts";
import { runInProcess } from "../../harness/run_source.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "./postgres_server.ts";

const folder = new URL("./cases/", import.meta.url).pathname;
const cases = [...Deno.readDirSync(folder)].filter((one) => one.isDirectory).map((one) => one.name).sort();
const via = Deno.env.get("VIA") ?? "lib";

let server: PostgresServer | null = null;
let databases = 0;

Deno.test.beforeAll(async () => {
  if (postgresPrograms() !== null) server = await startPostgres();
  else console.warn("PostgreSQL is not installed: the cases do not run on a server");
});
Deno.test.afterAll(async () => await server?.stop());

/** The URL of an empty database. */
async function emptyDatabase(): Promise<string> {
  const name = `case_${++databases}`;
  const client = await import("../../../src/runtime/db/library/postgres.ts");
  const sql = client.postgres(server!.url, { max: 1 });
  await sql.unsafe(`CREATE DATABASE ${name}`);
  await sql.end();
  return server!.url.replace(/[^/]*$/, name);
}

/** `env.json` of a case: more variables of its environment. */
function variablesOf(path: string): Record<string, string> {
  try {
    return JSON.parse(Deno.readTextFileSync(join(path, "env.json")));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

async function run(path: string, env: Record<string, string>): Promise<Outcome> {
  const surroundings: Surroundings = { cwd: path, env };
  if (via === "lib") {
    return await runInProcess({ file: "input.fitz" }, [], surroundings);
  }
  return await runProcess([...fitzCommand(via as "cli" | "binary"), "run", "input.fitz"], surroundings);
}

for (const name of cases) {
  Deno.test({
    name: `db conformance (server, ${via}): ${name}`,
    ignore: postgresPrograms() === null,
    fn: async () => {
      const path = join(folder, name);
      const outcome = await run(path, { ...variablesOf(path), DATABASE_URL: await emptyDatabase() });
      const text = outcomeText(outcome).replace(/\[fitz-db [\d.]+ms\]/g, "[fitz-db <n>ms]");
      compareWithFile(text, join(path, "expected.txt"));
    },
  });
}
