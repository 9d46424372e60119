/** The API viewer in a real browser that can reach nothing but the program: web.md 20. */
import assert from "node:assert/strict";
import { fitzCommand } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { browserPath, screenshotPath, withBrowser } from "./browser.ts";

const folder = new URL("./", import.meta.url).pathname;

/** The page has a policy of its own, which careful headers for all answers leave alone. */
const PROGRAMS = [
  ["", ""],
  [
    ", with secure headers and compression",
    "@middleware(secure_headers())\n@middleware(compress(min_size=1))\n",
  ],
] as const;

for (const [title, middleware] of PROGRAMS) {
  Deno.test({
    name: `pages/docs lists the routes, sends a request, asks no other host${title}`,
    ignore: !browserPath,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const work = Deno.makeTempDirSync({ prefix: "fitz-pages-" });
      const source = Deno.readTextFileSync(`${folder}docs_page.fitz`).replace(
        "@server",
        `${middleware}@server`,
      );
      Deno.writeTextFileSync(`${work}/page.fitz`, source);
      const words = [...fitzCommand("cli"), "run", `${work}/page.fitz`];
      await withService(words, { folder, settings: {} }, (port) =>
        withBrowser(async (browser) => {
          const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
          const asked: string[] = [];
          const complaints: string[] = [];
          page.on("request", (request) => asked.push(request.url()));
          page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
          page.on("pageerror", (error) => complaints.push(error.message));
          await page.goto(`http://127.0.0.1:${port}/docs`);
          await page.getByText("Adds a memo.").first().waitFor({ timeout: 20_000 });
          const text = await page.innerText("body");
          for (const name of ["Memo API", "list_memos", "add_memo", "show_memo"]) {
            assert.ok(text.includes(name), name);
          }

          await page.getByRole("button", { name: /Test Request.*\/memos/i }).first().click();
          await page.getByRole("button", { name: /^Send/ }).first().click();
          await page.getByText('"first memo"').first().waitFor({ timeout: 20_000 });
          await page.screenshot({ path: screenshotPath("docs") });

          const other = asked.filter((url) =>
            !url.startsWith(`http://127.0.0.1:${port}/`) && !/^(data|blob):/.test(url)
          );
          assert.deepEqual(other, []);
          assert.deepEqual(complaints, []);
        }));
      Deno.removeSync(work, { recursive: true });
    },
  });
}

Deno.test({
  name: "pages/docs has a field for the token where routes are guarded, and sends it",
  ignore: !browserPath,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const words = [...fitzCommand("cli"), "run", `${folder}client_page.fitz`];
    await withService(words, { folder, settings: {} }, (port) =>
      withBrowser(async (browser) => {
        const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
        await page.goto(`http://127.0.0.1:${port}/docs`);
        await page.getByPlaceholder("Token").first().fill("t.1");
        await page.getByRole("button", { name: /Test Request.*\/me\b/i }).first().click();
        await page.getByRole("button", { name: /^Send/ }).first().click();
        await page.getByText('"Ada"').first().waitFor({ timeout: 20_000 });
      }));
  },
});
