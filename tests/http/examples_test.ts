/** Every example passes its own tests; the posts service is used over real HTTP. */
import assert from "node:assert/strict";
import { fitzCommand, runFitz } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";

const examples = new URL("../../examples/", import.meta.url).pathname;

for (const { name } of Deno.readDirSync(examples)) {
  const file = `${examples}${name}/main.fitz`;
  let text: string;
  try {
    text = Deno.readTextFileSync(file);
  } catch {
    continue;
  }
  if (!text.includes("@test")) continue;
  Deno.test(`examples/${name} passes its tests`, async () => {
    const { out, err, exit } = await runFitz(["test", "--file", file], "cli", { cwd: examples });
    assert.equal(exit, 0, out + err);
    assert.match(out, /test result: ok\. [1-9]/);
  });
}

for (const project of ["library", "library/shelf"]) {
  Deno.test(`examples/${project} passes its tests and runs its doc comments`, async () => {
    const { out, err, exit } = await runFitz(["test", "--doc"], "cli", { cwd: examples + project });
    assert.equal(exit, 0, out + err);
    assert.match(out, /test result: ok\. [1-9]/);
  });
}

Deno.test("examples/posts over real HTTP", async () => {
  const folder = `${examples}posts`;
  await withService(
    [...fitzCommand("cli"), "run", `${folder}/main.fitz`],
    { folder, settings: {} },
    async (port) => {
      const url = `http://127.0.0.1:${port}/posts`;
      const send = async (path: string, method = "GET", body?: unknown) => {
        const answer = await fetch(url + path, {
          method,
          body: body === undefined ? undefined : JSON.stringify(body),
          headers: { "content-type": "application/json" },
        });
        const text = await answer.text();
        return {
          status: answer.status,
          json: text === "" ? null : JSON.parse(text),
          location: answer.headers.get("location"),
        };
      };
      const made = await send("", "POST", { title: "First", body: "Words", tags: ["a"] });
      assert.deepEqual([made.status, made.location], [201, "/posts/1"]);
      assert.equal(made.json.status, "Draft");
      assert.equal((await send("/1")).json.title, "First");
      assert.equal((await send("/1", "PATCH", { status: "Published" })).json.status, "Published");
      assert.equal((await send("?status=Published&tag=a")).json.length, 1);
      assert.deepEqual((await send("?status=Draft")).json, []);
      assert.deepEqual((await send("?limit=0")).json, { error: "query param 'limit': must be at least 1" });
      const refused = await send("", "POST", { title: "", body: 3 });
      assert.equal(refused.status, 400);
      assert.deepEqual(refused.json.errors.map((one: { path: string }) => one.path), ["body", "title"]);
      assert.equal((await send("/1", "DELETE")).status, 204);
      assert.deepEqual([(await send("/1")).status, (await send("/1")).json], [404, { error: "no post 1" }]);
    },
  );
});
