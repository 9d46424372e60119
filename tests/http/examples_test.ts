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

/** Examples that are projects: their tests, in a folder of their own. */
for (const name of ["clock", "login", "uploads"]) {
  Deno.test(`examples/${name} passes its tests`, async () => {
    const shelf = Deno.makeTempDirSync();
    const { out, err, exit } = await runFitz(["test"], "cli", {
      cwd: `${examples}${name}`,
      env: { UPLOADS: `${shelf}/files` },
    });
    Deno.removeSync(shelf, { recursive: true });
    assert.equal(exit, 0, out + err);
    assert.match(out, /test result: ok\. [1-9]/);
  });
}

Deno.test("examples/uploads over real HTTP", async () => {
  const folder = `${examples}uploads`;
  const shelf = Deno.makeTempDirSync();
  const env = { UPLOADS: shelf };
  await withService([...fitzCommand("cli"), "run"], { folder, settings: { env } }, async (port) => {
    const url = `http://127.0.0.1:${port}`;
    const form = new FormData();
    form.append("note", "two of them");
    form.append("files", new Blob(["first"]), "a b.txt");
    form.append("files", new Blob([new Uint8Array(300_000)]), "zeros.bin");
    const sent = await fetch(`${url}/uploads`, { method: "POST", body: form, redirect: "manual" });
    assert.deepEqual([sent.status, sent.headers.get("location")], [303, "/"]);
    await sent.body?.cancel();
    assert.deepEqual(await (await fetch(`${url}/uploads`)).json(), [
      { name: "a b.txt", note: "two of them", size: 5 },
      { name: "zeros.bin", note: "two of them", size: 300_000 },
    ]);
    assert.equal(await (await fetch(`${url}/uploads/a%20b.txt`)).text(), "first");
    assert.equal((await (await fetch(`${url}/uploads/zeros.bin`)).bytes()).length, 300_000);
    assert.match(await (await fetch(url)).text(), /enctype="multipart\/form-data"/);
    const tooMuch = new FormData();
    tooMuch.append("files", new Blob([new Uint8Array(21 << 20)]), "large.bin");
    const refused = await fetch(`${url}/uploads`, { method: "POST", body: tooMuch });
    assert.equal(refused.status, 413);
    assert.deepEqual(await refused.json(), { error: "body too large: the limit is 20971520 bytes" });
    assert.deepEqual([...Deno.readDirSync(shelf)].map(({ name }) => name).sort(), ["a b.txt", "zeros.bin"]);
  });
  Deno.removeSync(shelf, { recursive: true });
});

Deno.test("examples/clock over real HTTP", async () => {
  const folder = `${examples}clock`;
  await withService([...fitzCommand("cli"), "run"], { folder, settings: {} }, async (port) => {
    const url = `http://127.0.0.1:${port}`;
    const response = await fetch(`${url}/clock?every_ms=20`, { headers: { "last-event-id": "9" } });
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    let text = "";
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (text.includes("id: 12\n")) break;
    }
    assert.match(text, /^retry: 1000\n\nid: 10\nevent: tick\ndata: \{"n":10,"at":"[^"]+"\}\n\nid: 11\n/);
    assert.equal((await (await fetch(`${url}/day.csv`)).text()).split("\n").length, 24 * 3600 + 2);
    for (let watching = 1; watching > 0;) watching = await (await fetch(`${url}/watching`)).json();
  });
});
