/** The browser for tests of pages: Chromium where it is installed. */
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const browserPath: string | undefined = Deno.env.get("CHROMIUM") ?? BROWSERS.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

if (!browserPath) console.warn("SKIPPED tests/pages: no Chromium on this machine (set CHROMIUM to its path)");
