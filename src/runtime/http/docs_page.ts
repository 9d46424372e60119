/** The API viewer at `/docs`: web.md 20. Page and assets come from here, no other host is asked, and all URLs are relative. Loaded at the first request. */
import type { HeaderList } from "./deno_server_objects.ts";
import { hash as scalarHash, script as scalarScript } from "./generated/scalar.ts";

export interface DocsFile {
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
  /** For `If-None-Match`; null for what changes with the program. */
  readonly etag: string | null;
}

/** Starts the viewer. A proxy may put a prefix before all paths, so requests go to where the page came from. */
const INIT = `const base = new URL(".", location.href).href.replace(/\\/$/, "");
fetch("openapi.json").then((response) => response.json()).then((content) => {
  content.servers ??= [{ url: base }];
  Scalar.createApiReference("#app", {
    content,
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: "never",
  });
});
`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

const SCRIPT: [string, string] = ["content-type", "text/javascript; charset=utf-8"];
const FOREVER: [string, string] = ["cache-control", "public, max-age=31536000, immutable"];

let initHash: string | undefined;
let compressed: Uint8Array<ArrayBuffer> | undefined;

/**
 * A file below `/docs/`, or the page for "".
 *
 * @param acceptsGzip whether the client takes gzipped answers
 * @returns null for names that do not exist
 */
export async function docsFile(file: string, title: string, acceptsGzip: boolean): Promise<DocsFile | null> {
  initHash ??= await shortHash(INIT);
  if (file === "") return page(title, initHash);
  if (file === `init-${initHash}.js`) {
    return { headers: [SCRIPT, FOREVER, ["etag", `"${initHash}"`]], body: INIT, etag: `"${initHash}"` };
  }
  if (file !== `scalar-${scalarHash}.js`) return null;
  compressed ??= Uint8Array.fromBase64(scalarScript);
  const headers: HeaderList = [SCRIPT, FOREVER, ["etag", `"${scalarHash}"`], ["vary", "accept-encoding"]];
  if (acceptsGzip) headers.push(["content-encoding", "gzip"]);
  return { headers, body: acceptsGzip ? compressed : await expand(compressed), etag: `"${scalarHash}"` };
}

function page(title: string, init: string): DocsFile {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="app"></div>
<script src="docs/scalar-${scalarHash}.js"></script>
<script src="docs/init-${init}.js"></script>
</body>
</html>
`;
  const headers: HeaderList = [
    ["content-type", "text/html; charset=utf-8"],
    ["cache-control", "no-cache"],
    ["content-security-policy", POLICY],
    ["referrer-policy", "no-referrer"],
    ["x-content-type-options", "nosniff"],
  ];
  return { headers, body, etag: null };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

async function shortHash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return digest.toHex().slice(0, 16);
}

async function expand(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
