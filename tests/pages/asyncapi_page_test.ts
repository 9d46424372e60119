/** The viewer of WebSocket endpoints in a real browser that can reach nothing but the program: realtime.md 15.1, web.md 20.3. */
import assert from "node:assert/strict";
import { fitzCommand } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { browserPath, screenshotPath, withBrowser } from "./browser.ts";

const folder = new URL("./", import.meta.url).pathname;

Deno.test({
  name: "pages/asyncapi shows endpoints, messages and types, asks no other host, leads to /docs and back",
  ignore: !browserPath,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const words = [...fitzCommand("cli"), "run", `${folder}asyncapi_page.fitz`];
    await withService(words, { folder, settings: {} }, (port) =>
      withBrowser(async (browser) => {
        const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
        const asked: string[] = [];
        const complaints: string[] = [];
        page.on("request", (request) => asked.push(request.url()));
        page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(`http://127.0.0.1:${port}/docs`);
        await page.getByText("All topics.").first().waitFor({ timeout: 20_000 });
        await page.screenshot({ path: screenshotPath("docs_with_sockets") });
        await page.getByRole("link", { name: "WebSocket endpoints" }).click();

        await page.getByText("Talks about one topic.").first().waitFor({ timeout: 20_000 });
        assert.equal(new URL(page.url()).pathname, "/asyncapi");
        await page.screenshot({ path: screenshotPath("asyncapi"), fullPage: true });
        const text = (await page.innerText("body")).replaceAll("\u00a0", " ");
        const expected = [
          "Talks 2.1.0",
          "Rooms to talk in.",
          "/talks/{topic}",
          "/prices",
          "Prices as they change.",
        ];
        for (const words of [...expected, "Line", "Event", `ws://127.0.0.1:${port}`]) {
          assert.ok(text.includes(words), `${words} in\n${text}`);
        }
        const expand = page.getByRole("button", { name: "Expand all" });
        while (await expand.count() > 0) await expand.first().click();
        await page.getByText("What is said.").first().waitFor({ timeout: 20_000 });
        await page.screenshot({ path: screenshotPath("asyncapi_expanded"), fullPage: true });

        await page.getByRole("link", { name: "HTTP routes" }).click();
        await page.getByText("All topics.").first().waitFor({ timeout: 20_000 });
        assert.equal(new URL(page.url()).pathname, "/docs");

        const other = asked.filter((url) =>
          !url.startsWith(`http://127.0.0.1:${port}/`) && !/^(data|blob):/.test(url)
        );
        assert.deepEqual(other, []);
        assert.deepEqual(complaints, []);
      }));
  },
});
