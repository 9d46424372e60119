/** Viewers of documents: a page, the script that starts it, and the files of a library, served without any other host (web.md 20). */
import { asset as executablePart } from "../host/assets.ts";
import type { HeaderList } from "./deno_server_objects.ts";
import { VIEWER_HASHES } from "./generated/viewer_hashes.ts";

/** A file of a library, as `tools/generate_docs_assets.ts` makes it. Executables carry its gzipped bytes as the part `FILE.gz`. */
export interface ViewerAsset {
  readonly file: keyof typeof VIEWER_HASHES;
  /** Gzipped, base64. */
  load(): Promise<string>;
}

export interface Viewer {
  /** Last segment of the page's path; its files are below. */
  readonly name: string;
  readonly assets: readonly ViewerAsset[];
  /** Script that runs before those among the assets; empty for none. */
  readonly prepare: string;
  /** Script that runs after them. */
  readonly start: string;
  /** Beside the link to the other viewer. */
  readonly css: string;
}

export interface ViewerLink {
  /** Relative to the page. */
  readonly href: string;
  readonly text: string;
}

export interface ViewerFile {
  readonly headers: HeaderList;
  readonly body: string | Uint8Array;
  /** For `If-None-Match`; null for what changes with the program. */
  readonly etag: string | null;
}

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

const SCRIPT_TYPE = "text/javascript; charset=utf-8";
const STYLE_TYPE = "text/css; charset=utf-8";
const FOREVER: [string, string] = ["cache-control", "public, max-age=31536000, immutable"];

/** A script of our own, under a name that changes with it. */
interface OwnScript {
  readonly file: string;
  readonly hash: string;
  readonly text: string;
}

/** Hashes and bytes are made at the first request. */
const ownScripts = new WeakMap<Viewer, { readonly before: OwnScript[]; readonly after: OwnScript[] }>();
const compressed = new WeakMap<ViewerAsset, Uint8Array<ArrayBuffer>>();

/**
 * A file below the viewer's path, or the page for "".
 *
 * @param acceptsGzip whether the client takes gzipped answers
 * @param link to the viewer of the program's other document; null without one
 * @returns null for names that do not exist
 */
export async function viewerFile(
  viewer: Viewer,
  file: string,
  title: string,
  acceptsGzip: boolean,
  link: ViewerLink | null,
): Promise<ViewerFile | null> {
  let own = ownScripts.get(viewer);
  if (own === undefined) {
    const before = viewer.prepare === "" ? [] : [await ownScript("prepare", viewer.prepare)];
    ownScripts.set(viewer, own = { before, after: [await ownScript("init", viewer.start)] });
  }
  const files = {
    styles: viewer.assets.filter(isStyle).map(assetFile),
    scripts: [
      ...own.before.map((script) => script.file),
      ...viewer.assets.filter((asset) => !isStyle(asset)).map(assetFile),
      ...own.after.map((script) => script.file),
    ],
  };
  if (file === "") return page(viewer, title, files, link);
  const script = [...own.before, ...own.after].find((one) => one.file === file);
  if (script !== undefined) {
    const etag = `"${script.hash}"`;
    const headers: HeaderList = [["content-type", SCRIPT_TYPE], FOREVER, ["etag", etag]];
    return { headers, body: script.text, etag };
  }
  const asset = viewer.assets.find((one) => assetFile(one) === file);
  return asset === undefined ? null : await assetAnswer(asset, acceptsGzip);
}

function isStyle({ file }: ViewerAsset): boolean {
  return file.endsWith(".css");
}

function assetFile({ file }: ViewerAsset): string {
  return file.replace(".", `-${VIEWER_HASHES[file]}.`);
}

async function assetAnswer(asset: ViewerAsset, acceptsGzip: boolean): Promise<ViewerFile> {
  let bytes = compressed.get(asset);
  if (bytes === undefined) {
    bytes = executablePart(`${asset.file}.gz`) ?? Uint8Array.fromBase64(await asset.load());
    compressed.set(asset, bytes);
  }
  const etag = `"${VIEWER_HASHES[asset.file]}"`;
  const headers: HeaderList = [
    ["content-type", isStyle(asset) ? STYLE_TYPE : SCRIPT_TYPE],
    FOREVER,
    ["etag", etag],
    ["vary", "accept-encoding"],
  ];
  if (acceptsGzip) headers.push(["content-encoding", "gzip"]);
  return { headers, body: acceptsGzip ? bytes : await expand(bytes), etag };
}

async function ownScript(name: string, text: string): Promise<OwnScript> {
  const hash = await shortHash(text);
  return { file: `${name}-${hash}.js`, hash, text };
}

function page(
  { name, css }: Viewer,
  title: string,
  files: { readonly styles: readonly string[]; readonly scripts: readonly string[] },
  link: ViewerLink | null,
): ViewerFile {
  const styles = files.styles.map((file) => `<link rel="stylesheet" href="${name}/${file}">\n`);
  const scripts = files.scripts.map((file) => `<script src="${name}/${file}"></script>\n`);
  const ownCss = css + (link === null ? "" : LINK_CSS);
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${styles.join("")}${ownCss === "" ? "" : `<style>${ownCss}</style>\n`}</head>
<body>
<div id="app"></div>
${link === null ? "" : `<a class="other-viewer" href="${link.href}">${escapeHtml(link.text)}</a>\n`}${
    scripts.join("")
  }</body>
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

const LINK_CSS =
  ".other-viewer{position:fixed;right:1rem;bottom:1rem;z-index:50;padding:.4rem .9rem;border-radius:1rem;background:#1f2937;" +
  "color:#fff;font:14px/1.4 system-ui,sans-serif;text-decoration:none;box-shadow:0 1px 4px #0006}.other-viewer:hover{background:#374151}";

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
