/** `[dev].live_reload` in a real browser: toolchain.md 14. */
import assert from "node:assert/strict";
import { chromium } from "npm:playwright-core@1.56.1";
import { withDev } from "../dev/dev_process.ts";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const browserPath = Deno.env.get("CHROMIUM") ?? BROWSERS.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

const manifest = (live: boolean) =>
  `[package]\nname = "page"\nversion = "0.1.0"\n\n[bin]\nmain = "main.fitz"\n\n[dev]\nlive_reload = ${live}\n`;

const source = (text: string) =>
  `@server(PORT, docs=false)
fn main() => 0

@get("/")
fn page() -> Response => Response { status: 200, body: "<html><body><p>${text}</p></body></html>", content_type: "text/html" }

@get("/plain")
fn plain() -> Str => "<body></body>"
`;

Deno.test({
  name: "pages/live reload: an open page shows what was saved",
  ignore: !browserPath,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const files = { "fitz.toml": manifest(true), "main.fitz": source("one") };
    await withDev({ files, args: [] }, async (dev) => {
      await dev.answers("<body></body>", "/plain");
      const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
      try {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${dev.port}/`);
        for (const text of ["two", "three"]) {
          dev.write("main.fitz", source(text).replace("PORT", String(dev.port)));
          await page.getByText(text).waitFor({ timeout: 10_000 });
        }
        // An open page does not hold up the next start.
        assert.ok(!dev.output.includes("SIGKILL"), dev.output);
      } finally {
        await browser.close();
      }
    });
  },
});

Deno.test("live reload: without it answers are exactly the program's", async () => {
  for (const live of [true, false]) {
    const files = { "fitz.toml": manifest(live), "main.fitz": source("one") };
    await withDev({ files, args: [] }, async (dev) => {
      await dev.answers("<body></body>", "/plain");
      const tag = live ? '<script src="/_fitz/live.js" async></script>' : "";
      assert.equal(await dev.ask(), `<html><body><p>one</p>${tag}</body></html>`);
    });
  }
});
