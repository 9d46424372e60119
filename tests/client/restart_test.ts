/** A socket of a generated client outlives the service: it comes back when that is started again, with what was sent meanwhile. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fitzCommand, root, runFitz } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";

const folder = `${root}/tests/fixtures/client/sockets/reconnect`;

Deno.test({
  name: "client: a socket comes back to a service that was started again",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const work = Deno.makeTempDirSync({ prefix: "fitz-client-" });
    try {
      const path = join(work, "client.ts");
      const made = await runFitz(["client", "input.fitz", "--out", path], "lib", { cwd: folder });
      assert.equal(made.exit, 0, made.err);
      const { createClient } = await import(`file://${path}`);
      const words = [...fitzCommand("cli"), "run", `${folder}/input.fitz`];
      const seen: string[] = [];
      // deno-lint-ignore no-explicit-any
      let socket: any;
      let port = 0;
      const next = (event: string) =>
        new Promise<unknown>((resolve) => {
          const stop = socket.on(event, (value: unknown) => {
            stop();
            resolve(value);
          });
        });
      await withService(words, { folder, settings: {} }, async (first) => {
        port = first;
        const client = createClient({ baseUrl: `http://127.0.0.1:${port}` });
        socket = client.flaky({ key: "k", failures: 0 }, {
          reconnect: { initialMs: 50, maxMs: 200, attempts: 200 },
        });
        socket.on("reconnecting", ({ code }: { code: number }) => seen.push(`lost ${code}`));
        socket.send("one");
        assert.equal(await next("message"), "one at visit 1");
      });
      socket.send("kept");
      await withService(words, { folder, settings: { env: { FITZ_PORT: String(port) } } }, async () => {
        assert.equal(await next("message"), "kept at visit 1");
        socket.close();
        assert.deepEqual(await next("close"), { code: 1000, reason: "" });
      });
      // The service says that it stops; the tries in between find nobody.
      assert.equal(seen[0], "lost 1001");
    } finally {
      Deno.removeSync(work, { recursive: true });
    }
  },
});
