import { Hono } from "npm:hono@4.13.19";
import { cors } from "npm:hono@4.13.19/cors";

const app = new Hono();
app.use("*", async (c, next) => {
  const started = performance.now();
  await next();
  console.error(JSON.stringify({
    timestamp: new Date().toISOString(),
    level: "INFO",
    msg: "http.access",
    trace_id: crypto.randomUUID(),
    "http.method": c.req.method,
    "http.target": c.req.routePath,
    "http.status_code": c.res.status,
    duration_ms: Math.round((performance.now() - started) * 1000) / 1000,
  }));
});
app.use("*", cors({ origin: ["https://app.example"], credentials: true }));
app.use("*", async (c, next) => {
  await next();
  c.header("x-api-version", "7");
});
app.get("/hello", (c) => c.json({ message: "hello" }));
app.get("/users/:id{-?[0-9]+}", async (c) => c.json({ message: `user ${Number(c.req.param("id"))}` }));
Deno.serve({ port: 4113, hostname: "127.0.0.1", onListen() {} }, app.fetch);
