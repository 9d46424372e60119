import { jwt } from "@elysiajs/jwt";
import { Elysia } from "elysia";

const users = new Map(
  Array.from({ length: 200 }, (_, id) => [id, { id, name: `user ${id}`, role: "user" }]),
);
new Elysia()
  .use(jwt({ name: "jwt", secret: "benchmark-secret-of-thirty-two-b", alg: "HS256" }))
  .get("/hello", () => ({ message: "hello" }))
  .get("/me", async ({ jwt, headers: { authorization }, status }) => {
    const claims = authorization?.startsWith("Bearer ") && await jwt.verify(authorization.slice(7));
    const user = claims ? users.get(Number(claims.sub)) : undefined;
    return user ?? status(401, { error: "invalid token" });
  })
  .listen({ port: 4134, hostname: "127.0.0.1" });
