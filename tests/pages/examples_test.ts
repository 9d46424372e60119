/** The pages of the examples in a real browser. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "npm:playwright-core@1.56.1";
import { fitzCommand } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { browserPath, screenshotPath, withBrowser } from "./browser.ts";

const examples = new URL("../../examples/", import.meta.url).pathname;

/** Opens the page of an example; nothing may complain in it. */
function test(
  name: string,
  example: string,
  env: Record<string, string>,
  action: (page: Page, url: string) => Promise<void>,
): void {
  Deno.test({
    name: `pages/examples: ${name}`,
    ignore: !browserPath,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const folder = examples + example;
      const words = [...fitzCommand("cli"), "run"];
      await withService(words, { folder, settings: { env } }, (port) =>
        withBrowser(async (browser) => {
          const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
          const complaints: string[] = [];
          page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
          page.on("pageerror", (error) => complaints.push(error.message));
          const url = `http://127.0.0.1:${port}`;
          await page.goto(url);
          await action(page, url);
          assert.deepEqual(complaints, []);
        }));
    },
  });
}

const shelf = Deno.makeTempDirSync({ prefix: "fitz-shelf-" });
globalThis.addEventListener("unload", () => Deno.removeSync(shelf, { recursive: true }));

test("uploads", "uploads", { UPLOADS: shelf }, async (page) => {
  await page.getByText("Nothing here yet.").waitFor();
  await page.getByLabel("Files").setInputFiles([
    { name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("first") },
    { name: "<i>naïve.txt", mimeType: "text/plain", buffer: Buffer.from("second one") },
  ]);
  await page.getByLabel("Note").fill("for <you>");
  await page.getByRole("button", { name: "Upload" }).click();
  await page.getByRole("link", { name: "plan.txt" }).waitFor();
  assert.deepEqual(
    (await page.locator("li").allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
    ["plan.txt for <you> 5 bytes Remove", "<i>naïve.txt for <you> 10 bytes Remove"],
  );
  await page.screenshot({ path: screenshotPath("uploads") });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "plan.txt" }).click();
  assert.equal((await download).suggestedFilename(), "plan.txt");
  await page.getByRole("button", { name: "Remove plan.txt" }).click();
  await page.locator("li").nth(1).waitFor({ state: "detached" });
  assert.deepEqual([...Deno.readDirSync(shelf)].map(({ name }) => name), ["<i>naïve.txt"]);
});

test("clock", "clock", {}, async (page, url) => {
  await page.getByText("live").waitFor();
  await page.locator("#count", { hasText: /^3$/ }).waitFor();
  assert.match(await page.locator("#time").innerText(), /^\d\d:\d\d:\d\d$/);
  assert.equal(await page.locator("#watching").innerText(), "1");
  await page.screenshot({ path: screenshotPath("clock") });
  await page.goto("about:blank");
  for (let watching = 1; watching > 0;) watching = await (await fetch(`${url}/watching`)).json();
});
