import { Hono } from "npm:hono@4.13.19";
import { jwt } from "npm:hono@4.13.19/jwt";

const users = new Map(
  Array.from({ length: 200 }, (_, id) => [id, { id, name: `user ${id}`, role: "user" }]),
);
const app = new Hono();
app.get("/hello", (c) => c.json({ message: "hello" }));
app.use("/me", jwt({ secret: "benchmark-secret-of-thirty-two-b", alg: "HS256" }));
app.get("/me", (c) => {
  const user = users.get(c.get("jwtPayload").sub);
  return user === undefined ? c.json({ error: "unknown user" }, 401) : c.json(user);
});
Deno.serve({ port: 4133, hostname: "127.0.0.1", onListen() {} }, app.fetch);
