import { Elysia, t } from "elysia";

new Elysia()
  .get("/hello", () => ({ message: "hello" }))
  .get("/users/:id", ({ params: { id } }) => ({ id, name: "Ana", age: 30, email: null, tags: ["a"] }), {
    params: t.Object({ id: t.Numeric() }),
  })
  .post(
    "/users",
    ({ body }) => ({
      id: 1,
      name: body.name,
      age: body.age,
      email: body.email ?? null,
      tags: body.tags ?? [],
    }),
    {
      body: t.Object({
        name: t.String({ minLength: 1, maxLength: 80 }),
        age: t.Integer({ minimum: 0, maximum: 150 }),
        email: t.Optional(t.Nullable(t.String())),
        tags: t.Optional(t.Array(t.String())),
      }, { additionalProperties: false }),
    },
  )
  .listen({ port: 4104, hostname: "127.0.0.1" });
