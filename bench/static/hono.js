import { Hono } from "npm:hono@4.13.19";
import { serveStatic } from "npm:hono@4.13.19/deno";
import { etag } from "npm:hono@4.13.19/etag";

Deno.chdir(new URL("./", import.meta.url).pathname);
const app = new Hono();
// Without `etag` it answers without a tag, which is less than Fitz does; both are measured.
if (Deno.args[0] === "etag") app.use(etag());
app.use(
  "/static/*",
  serveStatic({ root: "./", rewriteRequestPath: (path) => path.replace(/^\/static/, "/public") }),
);
Deno.serve({ port: Deno.args[0] === "etag" ? 4114 : 4113, hostname: "127.0.0.1", onListen() {} }, app.fetch);
