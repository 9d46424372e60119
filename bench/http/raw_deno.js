// What a careful person writes by hand on Deno.serve: checks included, no framework.
function bad(message) {
  return Response.json({ error: message }, { status: 400 });
}
const FIELDS = new Set(["name", "age", "email", "tags"]);
function problem(v) {
  if (typeof v !== "object" || v === null || Array.isArray(v)) return "must be an object";
  for (const key of Object.keys(v)) if (!FIELDS.has(key)) return `undeclared field: ${key}`;
  if (typeof v.name !== "string") return "name: expected a string";
  if (v.name.length < 1 || v.name.length > 80) return "name: length";
  if (!Number.isInteger(v.age)) return "age: expected an integer";
  if (v.age < 0 || v.age > 150) return "age: range";
  if (v.email !== undefined && v.email !== null && typeof v.email !== "string") {
    return "email: expected a string";
  }
  if (v.tags !== undefined && (!Array.isArray(v.tags) || !v.tags.every((t) => typeof t === "string"))) {
    return "tags: expected strings";
  }
  return null;
}
Deno.serve({ port: 4102, hostname: "127.0.0.1", onListen() {} }, async (request) => {
  const url = request.url;
  const start = url.indexOf("/", 8);
  const end = url.indexOf("?", start);
  const path = end < 0 ? url.slice(start) : url.slice(start, end);
  if (request.method === "GET") {
    if (path === "/hello") return Response.json({ message: "hello" });
    if (path.startsWith("/users/")) {
      const text = path.slice(7);
      if (!/^-?\d+$/.test(text)) return bad("id");
      return Response.json({ id: Number(text), name: "Ana", age: 30, email: null, tags: ["a"] });
    }
  } else if (request.method === "POST" && path === "/users") {
    let body;
    try {
      body = await request.json();
    } catch {
      return bad("not JSON");
    }
    const wrong = problem(body);
    if (wrong) return bad(wrong);
    return Response.json({
      id: 1,
      name: body.name,
      age: body.age,
      email: body.email ?? null,
      tags: body.tags ?? [],
    });
  }
  return Response.json({ error: "not found" }, { status: 404 });
});
