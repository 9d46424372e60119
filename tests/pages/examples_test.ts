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
          const context = await browser.newContext({ viewport: { width: 900, height: 600 } });
          const page = await context.newPage();
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

test("chat in two tabs", "chat", {}, async (ann, url) => {
  const bob = await ann.context().newPage();
  await bob.goto(url);
  for (const [page, name] of [[ann, "ann"], [bob, "bob"]] as const) {
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Enter" }).click();
    await page.getByText(`${name} in lobby`).waitFor();
  }
  for (const page of [ann, bob]) {
    await page.locator("#names li").nth(1).waitFor();
    assert.deepEqual(await page.locator("#names li").allInnerTexts(), ["ann", "bob"]);
  }
  const say = async (page: Page, text: string) => {
    await page.getByLabel("Message").fill(text);
    await page.getByRole("button", { name: "Send" }).click();
  };
  await say(ann, "Hello, <b>Bob</b>");
  await bob.getByText("Hello, <b>Bob</b>").waitFor();
  await say(bob, "Hi Ann");
  await ann.getByText("Hi Ann").waitFor();
  assert.deepEqual(await ann.locator("#lines li").allInnerTexts(), ["ann Hello, <b>Bob</b>", "bob Hi Ann"]);
  await ann.screenshot({ path: screenshotPath("chat") });
  await bob.close();
  await ann.locator("#names li").nth(1).waitFor({ state: "detached" });
  assert.deepEqual(await ann.locator("#names li").allInnerTexts(), ["ann"]);
  assert.deepEqual(await (await fetch(`${url}/rooms`)).json(), ["lobby"]);
});

test("dashboard in two tabs", "dashboard", {}, async (page, url) => {
  const other = await page.context().newPage();
  await other.goto(url);
  for (const tab of [page, other]) await tab.getByText("live").waitFor();
  await page.getByLabel("Code").fill("docs");
  await page.getByLabel("Target").fill("https://example.org/docs");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("link", { name: "docs" }).waitFor();
  for (const code of ["fitz", "docs", "docs"]) {
    const answer = await fetch(`${url}/r/${code}`, { redirect: "manual" });
    assert.equal(answer.status, 302);
    await answer.body?.cancel();
  }
  for (const tab of [page, other]) {
    await tab.locator("#clicks li").nth(2).waitFor();
    await tab.locator("tbody tr", { hasText: "docs" }).locator("td", { hasText: /^2$/ }).waitFor();
    const clicks = await tab.locator("#clicks li").allInnerTexts();
    assert.deepEqual(clicks.map((text) => text.split(" ")[0]), ["docs", "docs", "fitz"]);
  }
  await page.screenshot({ path: screenshotPath("dashboard") });
  assert.equal(await (await fetch(`${url}/watching`)).json(), 2);
  await other.close();
  for (let watching = 2; watching > 1;) watching = await (await fetch(`${url}/watching`)).json();
});
