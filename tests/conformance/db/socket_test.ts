/** The collaborative document in `socket/` on a real server: what is edited stays, and whoever comes later gets it. */
import assert from "node:assert/strict";
import { RawSocket } from "../../sockets/raw_socket.ts";
import { withServiceInProcess } from "../../suites/http.ts";
import { postgresPrograms, startPostgres } from "./postgres_server.ts";

const folder = new URL("./socket/", import.meta.url).pathname;
const TABLE =
  "CREATE TABLE docs (id int PRIMARY KEY, body text NOT NULL); INSERT INTO docs VALUES (7, 'Once')";

Deno.test({
  name: "db socket: a document that several edit",
  ignore: postgresPrograms() === null,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const server = await startPostgres();
    try {
      const { postgres } = await import("../../../src/runtime/db/library/postgres.ts");
      const sql = postgres(server.url, { max: 1 });
      await sql.unsafe(TABLE);
      await sql.end();
      const one = { suite: "ws", name: "document", folder, settings: { env: { DATABASE_URL: server.url } } };
      await withServiceInProcess(`${folder}input.fitz`, one, edit);
    } finally {
      await server.stop();
    }
  },
});

async function edit(port: number): Promise<void> {
  const open = (name: string, path = "/docs/7/live") =>
    RawSocket.connect(port, path, { headers: { "sec-websocket-protocol": `bearer.${name}` } });
  const ann = await open("ann");
  assert.deepEqual(await ann.message(), { kind: "init", by: "ann", text: "Once", at: null });
  const bob = await open("bob");
  assert.deepEqual(await bob.message(), { kind: "init", by: "bob", text: "Once", at: null });
  assert.deepEqual(await ann.message(), { kind: "joined", by: "bob", text: null, at: null });
  await bob.json({ type: "Edit", patch: " upon" });
  for (const client of [ann, bob]) {
    assert.deepEqual(await client.message(), { kind: "edit", by: "bob", text: " upon", at: null });
  }
  await ann.json({ type: "Cursor", at: 4 });
  assert.deepEqual(await bob.message(), { kind: "cursor", by: "ann", text: null, at: 4 });
  assert.ok(await ann.isSilent(50));
  bob.drop();
  assert.deepEqual(await ann.message(), { kind: "left", by: "bob", text: null, at: null });
  const later = await open("cy");
  assert.deepEqual(await later.message(), { kind: "init", by: "cy", text: "Once upon", at: null });
  const nowhere = await open("dan", "/docs/8/live");
  assert.deepEqual(await nowhere.closed(), { code: 1000, reason: "document not found" });
  for (const client of [ann, later, nowhere]) client.drop();
}
