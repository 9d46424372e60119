/** Chromium for the tests of pages; it reaches nothing but this machine. */
import { type Browser, chromium } from "npm:playwright-core@1.56.1";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where it is; undefined, loudly, where there is none. */
export const browserPath = Deno.env.get("CHROMIUM") ?? BROWSERS.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});
if (!browserPath) console.warn("SKIPPED tests/pages: no Chromium on this machine (set CHROMIUM to its path)");

export async function withBrowser(action: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
  });
  try {
    await action(browser);
  } finally {
    await browser.close();
  }
}

/** Where a screenshot is kept: the folder that FITZ_SCREENSHOTS names, or one that nobody looks at. */
export function screenshotPath(name: string): string {
  return `${Deno.env.get("FITZ_SCREENSHOTS") ?? Deno.makeTempDirSync()}/${name}.png`;
}
