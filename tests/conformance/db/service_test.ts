/** The service in `service/` on a real server: injected connections, and database errors as answers. */
import assert from "node:assert/strict";
import { runFitz } from "../../harness/fitz.ts";
import { runInProcess } from "../../harness/run_source.ts";
import { postgresPrograms, startPostgres } from "./postgres_server.ts";

const folder = new URL("./service/", import.meta.url).pathname;
const TABLES =
  `CREATE TABLE boats (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE NOT NULL, length int CHECK (length > 0));
  CREATE TABLE visits (path text); INSERT INTO boats (name, length) VALUES ('Tern', 7), ('Skua', 9)`;

Deno.test({
  name: "db service: injected connections, errors as answers, commands, tests",
  ignore: postgresPrograms() === null,
  fn: async () => {
    const server = await startPostgres();
    try {
      const { postgres } = await import("../../../src/runtime/db/library/postgres.ts");
      const sql = postgres(server.url, { max: 1 });
      await sql.unsafe(TABLES);
      await sql.end();
      const env = { DATABASE_URL: server.url, FITZ_PORT: "0" };
      await answers(env);
      const listed = await runFitz(["run", "input.fitz", "--", "boats", "--least", "8"], "cli", {
        cwd: folder,
        env,
      });
      assert.deepEqual([listed.out, listed.exit], ["Skua\n", 0], listed.err);
      const tested = await runFitz(["test", "--file", "input.fitz"], "cli", { cwd: folder, env });
      assert.equal(tested.exit, 0, tested.out + tested.err);
    } finally {
      await server.stop();
    }
  },
});

async function answers(env: Record<string, string>): Promise<void> {
  const stop = new AbortController();
  const listening = Promise.withResolvers<string>();
  const ended = runInProcess({ file: "input.fitz" }, [], { cwd: folder, env }, {
    stop: stop.signal,
    onStderr: (text) => {
      const port = /:(\d+)/.exec(/listening[^\n]*/.exec(text)?.[0] ?? "")?.[1];
      if (port) listening.resolve(`http://127.0.0.1:${port}`);
    },
  });
  void ended.then(({ err }) => listening.reject(new Error(err)));
  const base = await listening.promise;
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(base + path, init);
    return `${response.status} ${(await response.text()).replace(/[0-9a-f]{32}/, "<trace>")}`;
  };
  const add = (body: unknown) =>
    ask("/boats", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  try {
    assert.equal(
      await ask("/boats"),
      '200 [{"id":1,"name":"Tern","length":7},{"id":2,"name":"Skua","length":9}]',
    );
    assert.equal(await ask("/boats/2"), '200 {"id":2,"name":"Skua","length":9}');
    assert.equal(await ask("/boats/9"), '404 {"error":"not found"}');
    assert.equal(await add({ name: "Auk", length: 5 }), '200 {"id":3,"name":"Auk","length":5}');
    assert.equal(
      await add({ name: "Auk", length: 5 }),
      '409 {"error":"duplicate key value violates unique constraint \\"boats_name_key\\""}',
    );
    assert.equal(
      await add({ name: "Gull", length: 0 }),
      '422 {"error":"new row for relation \\"boats\\" violates check constraint \\"boats_length_check\\""}',
    );
    assert.equal(await ask("/wrong"), '500 {"error":"internal error","trace_id":"<trace>"}');
    assert.equal(await ask("/gone"), '503 {"error":"database unavailable"}');
    assert.equal(await ask("/matched"), '500 {"error":"internal error","trace_id":"<trace>"}');
    assert.equal(await ask("/me", { headers: { "x-name": "Ann" } }), '200 "Ann"');
    assert.equal((await ask("/me")).slice(0, 3), "401");
    assert.equal(await ask("/visits"), '200 {"visits":1}');
    assert.equal((await ask("/readyz")).slice(0, 3), "200");
    const document = await (await fetch(`${base}/openapi.json`)).text();
    assert.ok(!document.includes("DbConn"), document);
  } finally {
    stop.abort();
  }
  const { exit, err } = await ended;
  assert.equal(exit, 0);
  assert.match(err, /42703.*sql: SELECT mast FROM boats WHERE name = \$1/);
}
