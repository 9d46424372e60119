import { Hono } from "npm:hono@4.13.19";
import { streamSSE } from "npm:hono@4.13.19/streaming";

const app = new Hono();
app.get("/ticks", (c) =>
  streamSSE(c, async (stream) => {
    for (let n = 1; !stream.aborted; n++) {
      const data = JSON.stringify({ n, at: new Date().toISOString() });
      await stream.writeSSE({ data, id: String(n) });
      await stream.sleep(1000);
    }
  }));
Deno.serve({ port: 4113, hostname: "127.0.0.1", onListen() {} }, app.fetch);
