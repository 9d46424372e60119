/** Passwords are hashed beside the event loop, also in handlers that are not async: others are answered meanwhile. */
import assert from "node:assert/strict";
import { withServiceInProcess } from "../suites/http.ts";

const folder = new URL(".", import.meta.url).pathname;
const LOGINS = 20;

Deno.test({
  name: "20 logins at once do not hold up a request that comes after them",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withServiceInProcess(`${folder}logins.fitz`, { folder, settings: {} } as never, async (port) => {
      const url = `http://127.0.0.1:${port}`;
      const login = (password: string) =>
        fetch(`${url}/login`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ email: "ada", password }),
        });
      assert.deepEqual(await (await login("correct horse")).json(), { ok: true });
      let finished = 0;
      const logins = Array.from({ length: LOGINS }, async (_, at) => {
        const answer = await login(at % 2 === 0 ? "correct horse" : "wrong");
        finished++;
        await answer.text();
        return answer.status;
      });
      // The requests are on their way, and the first is being verified.
      while (finished === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      const hello = await fetch(`${url}/hello`);
      assert.equal(await hello.json(), "hello");
      assert.ok(finished < LOGINS, "every login was answered first");
      const statuses = await Promise.all(logins);
      assert.deepEqual(statuses, statuses.map((_, at) => at % 2 === 0 ? 200 : 401));
    }),
});
