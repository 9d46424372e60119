/** The site that `fitz doc` writes, opened from its files in a real browser: toolchain.md 6.3. */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "npm:playwright-core@1.56.1";
import { runFitz } from "../harness/fitz.ts";
import { browserPath, screenshotPath, withBrowser } from "./browser.ts";

const source = new URL("./doc_site/", import.meta.url).pathname;

Deno.test({
  name: "pages/doc works from files: pages, search, light and dark, no other host",
  ignore: !browserPath,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = Deno.makeTempDirSync({ prefix: "fitz-doc-" });
    cpSync(source, folder, { recursive: true });
    const { exit, out, err } = await runFitz(["doc"], "lib", { cwd: folder });
    assert.equal(exit, 0, err);
    assert.equal(out, "✓ target/doc/index.html\n");
    try {
      await withBrowser(async (browser) => {
        for (const colorScheme of ["light", "dark"] as const) {
          const page = await browser.newPage({ viewport: { width: 1300, height: 1000 }, colorScheme });
          await visit(page, join(folder, "target/doc"), colorScheme);
        }
      });
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  },
});

async function visit(page: Page, site: string, colorScheme: string): Promise<void> {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  const shoot = (name: string) => page.screenshot({ path: screenshotPath(`doc-${name}-${colorScheme}`) });

  await page.goto(pathToFileURL(join(site, "index.html")).href);
  assert.ok((await page.innerText("main")).includes("Tickets and timetables of the harbour ferries"));
  await shoot("index");
  for (const title of ["Routes", "Flags", "Configuration", "tickets", "main"]) {
    assert.equal(
      await page.locator("nav.side").getByRole("link", { name: title, exact: true }).count(),
      1,
      title,
    );
  }

  await page.locator("nav.side").getByRole("link", { name: "tickets", exact: true }).click();
  const text = await page.innerText("main");
  for (const part of ["type Ticket", "Whom the gate lets through", "Coast(from: Int, to: Int)", "12.00"]) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(!text.includes("_stamp"), "private names are not shown");
  assert.ok(text.includes("<script>"), "HTML of a doc comment is shown, not run");
  assert.equal(await page.title(), "tickets · ferry");
  await shoot("module");

  await page.keyboard.press("/");
  await page.keyboard.type("ticket.cov");
  await page.locator(".results a", { hasText: "Ticket.covers" }).first().waitFor();
  await shoot("search");
  await page.keyboard.press("Enter");
  await page.waitForURL(/module\.tickets\.html#Ticket\.covers$/);

  await page.locator("nav.side").getByRole("link", { name: "Routes", exact: true }).click();
  assert.ok((await page.innerText("main")).includes("/tickets/{id}/night"));
  await shoot("routes");
  await page.locator("nav.side").getByRole("link", { name: "Configuration", exact: true }).click();
  const configuration = await page.innerText("main");
  for (const part of ["REGION", "north", "SIGNING_KEY", "secret"]) {
    assert.ok(configuration.includes(part), part);
  }
  await shoot("configuration");

  assert.deepEqual(asked.filter((url) => !url.startsWith("file://")), []);
  assert.deepEqual(complaints, []);
}
