/** The suite over each bus, and what is PostgreSQL's alone. */
import assert from "node:assert/strict";
import postgres from "npm:postgres@3.4.9";
import { Node, until } from "./node.ts";
import { natsServer, postgresServer } from "./servers.ts";
import { busSuite } from "./suite.ts";

busSuite("NATS", () => natsServer());
busSuite("PostgreSQL", postgresServer);

Deno.test({
  name: "bus over PostgreSQL: long messages lie in a table for five minutes, short ones do not",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const server = await postgresServer();
    if (!server) return console.error("SKIPPED: PostgreSQL is not installed (tests/README.md)");
    const sql = postgres(server.url, { max: 1, onnotice() {} });
    const stored = async () =>
      (await sql`select octet_length(payload) as size from _fitz_bus order by id`).length;
    const env = { FITZ_BUS_URL: server.url };
    try {
      const first = await Node.start({ env });
      await first.post("/broadcast", { path: "/lobby", text: "x".repeat(7000) });
      assert.equal(await stored(), 0);
      await first.post("/long/8000");
      await first.post("/long/9000");
      await until("they are stored", async () => await stored() === 2);
      await sql`update _fitz_bus set created_at = created_at - interval '6 minutes' where octet_length(payload) < 9000`;
      // A node removes what is old when it starts, and once a minute.
      const second = await Node.start({ env });
      await until("the old one is gone", async () => await stored() === 1);
      await first.stop();
      await second.stop();
    } finally {
      await sql.end({ timeout: 1 });
      await server.remove();
    }
  },
});
