/** A generated client in a real browser: requests, forms, streams, and a guarded socket, with a base that is relative to the page. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fitzCommand, runFitz, runProcess } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { browserPath, withBrowser } from "./browser.ts";

const folder = new URL("./", import.meta.url).pathname;

/** What the page runs. */
const USE = `import { createClient, FitzError } from "./client.ts";

export async function use(): Promise<unknown[]> {
  const seen: unknown[] = [];
  document.cookie = "theme=dark";
  const client = createClient({ baseUrl: "", token: "t.1" });
  seen.push(await client.add_note({ note: { text: "x", at: 9007199254740993n } }));
  seen.push(await client.me(), await client.theme({ theme: "ignored" }));
  seen.push(await client.add_photo({ photo: { title: "p", image: new Blob(["12345"]) } }));
  for await (const n of client.count({ to: 3 })) seen.push(n);
  await createClient({ baseUrl: "" }).me().catch((error) => seen.push(error instanceof FitzError && error.status));

  const socket = client.talk({ room: "a b" });
  socket.send({ text: "hello", at: 1n });
  seen.push(await new Promise((resolve) => socket.on("message", resolve)));
  socket.close();
  seen.push(await new Promise((resolve) => socket.on("close", ({ code }) => resolve(code))));

  const refused = createClient({ baseUrl: "" }).talk({ room: "x" }, { reconnect: { initialMs: 5, attempts: 1 } });
  refused.on("reconnecting", ({ code }) => seen.push("again after " + code));
  seen.push(await new Promise((resolve) => refused.on("close", ({ code }) => resolve(code))));
  return seen;
}

Object.assign(globalThis, { use });
`;

Deno.test({
  name: "pages/client does in a browser what it does elsewhere",
  ignore: !browserPath,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const work = Deno.makeTempDirSync({ prefix: "fitz-client-" });
    try {
      const made = await runFitz(
        ["client", `${folder}client_page.fitz`, "--int", "bigint", "--out", join(work, "client.ts")],
        "lib",
        { cwd: work },
      );
      assert.equal(made.exit, 0, made.err);
      Deno.writeTextFileSync(join(work, "use.ts"), USE);
      const script = join(work, "use.js");
      const words = [
        Deno.execPath(),
        "bundle",
        "--quiet",
        "--platform",
        "browser",
        "--output",
        script,
        join(work, "use.ts"),
      ];
      const bundled = await runProcess(words, { cwd: work });
      assert.equal(bundled.exit, 0, bundled.err);

      const service = [...fitzCommand("cli"), "run", `${folder}client_page.fitz`];
      await withService(service, { folder, settings: {} }, (port) =>
        withBrowser(async (browser) => {
          const page = await browser.newPage();
          await page.goto(`http://127.0.0.1:${port}/`);
          await page.addScriptTag({ path: script, type: "module" });
          await page.waitForFunction("globalThis.use");
          const seen = await page.evaluate(
            "globalThis.use().then((all) => JSON.stringify(all, (_, one) => typeof one === 'bigint' ? one + 'n' : one))",
          );
          assert.deepEqual(JSON.parse(String(seen)), [
            { text: "x", by: "nobody", at: "9007199254740993n" },
            "Ada",
            "dark",
            "5n",
            "1n",
            "2n",
            "3n",
            401,
            { text: "hello in a b", by: "Ada", at: "1n" },
            1000,
            "again after 1006",
            1006,
          ]);
        }));
    } finally {
      Deno.removeSync(work, { recursive: true });
    }
  },
});
