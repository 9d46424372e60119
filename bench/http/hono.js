import { Hono } from "npm:hono@4.13.19";
import { validator } from "npm:hono@4.13.19/validator";
import { z } from "npm:zod@4.1.12";

const NewUser = z.strictObject({
  name: z.string().min(1).max(80),
  age: z.int().min(0).max(150),
  email: z.string().nullable().optional(),
  tags: z.array(z.string()).default([]),
});
const app = new Hono();
app.get("/hello", (c) => c.json({ message: "hello" }));
app.get(
  "/users/:id{-?[0-9]+}",
  (c) => c.json({ id: Number(c.req.param("id")), name: "Ana", age: 30, email: null, tags: ["a"] }),
);
app.post(
  "/users",
  validator("json", (value, c) => {
    const result = NewUser.safeParse(value);
    return result.success ? result.data : c.json({ error: result.error.message }, 400);
  }),
  (c) => {
    const body = c.req.valid("json");
    return c.json({ id: 1, name: body.name, age: body.age, email: body.email ?? null, tags: body.tags });
  },
);
Deno.serve({ port: 4103, hostname: "127.0.0.1", onListen() {} }, app.fetch);
