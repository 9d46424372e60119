/** The page of `fitz new --ws` in a real browser. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fitzCommand, runFitz } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { browserPath, screenshotPath, withBrowser } from "./browser.ts";

Deno.test({
  name: "pages/starters: two tabs of the page of a new project with a WebSocket",
  ignore: !browserPath,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const work = Deno.makeTempDirSync({ prefix: "fitz-starter-" });
    try {
      const { exit, err } = await runFitz(["new", "ferry", "--ws", "--no-git"], "lib", { cwd: work });
      assert.equal(exit, 0, err);
      const place = { folder: join(work, "ferry"), settings: {} };
      await withService([...fitzCommand("cli"), "run"], place, (port) =>
        withBrowser(async (browser) => {
          const context = await browser.newContext({ viewport: { width: 900, height: 500 } });
          const [ann, bob] = [await context.newPage(), await context.newPage()];
          await ann.goto(`http://127.0.0.1:${port}`);
          await ann.getByText("Welcome! 1 here.").waitFor();
          await bob.goto(`http://127.0.0.1:${port}`);
          await bob.getByText("Welcome! 2 here.").waitFor();
          await ann.getByLabel("Name").fill("ann");
          await ann.getByLabel("Message").fill("Hello <i>");
          await ann.getByRole("button", { name: "Send" }).click();
          for (const tab of [ann, bob]) await tab.getByText("ann: Hello <i>").waitFor();
          await bob.screenshot({ path: screenshotPath("starter_ws") });
        }));
    } finally {
      Deno.removeSync(work, { recursive: true });
    }
  },
});
