// The same by hand on Deno.serve: CORS for a list of origins, a header on every answer, one log record per request.
const ORIGINS = new Set(["https://app.example"]);
function answer(request, path) {
  if (request.method === "GET" && path === "/hello") return [200, { message: "hello" }, "/hello"];
  if (request.method === "GET" && path.startsWith("/users/")) {
    const id = path.slice(7);
    return /^-?[0-9]+$/.test(id)
      ? [200, { message: `user ${Number(id)}` }, "/users/{id}"]
      : [400, { error: "id" }, "/users/{id}"];
  }
  return [404, { error: "not found" }, "(none)"];
}
function serve(request) {
  const started = performance.now();
  const url = request.url;
  const start = url.indexOf("/", 8);
  const end = url.indexOf("?", start);
  const [status, body, target] = answer(request, end < 0 ? url.slice(start) : url.slice(start, end));
  const headers = { "content-type": "application/json", "x-api-version": "7", vary: "Origin" };
  const origin = request.headers.get("origin");
  if (origin !== null && ORIGINS.has(origin)) {
    headers["access-control-allow-origin"] = origin;
    headers["access-control-allow-credentials"] = "true";
  }
  console.error(JSON.stringify({
    timestamp: new Date().toISOString(),
    level: "INFO",
    msg: "http.access",
    trace_id: crypto.randomUUID(),
    "http.method": request.method,
    "http.target": target,
    "http.status_code": status,
    duration_ms: Math.round((performance.now() - started) * 1000) / 1000,
  }));
  return new Response(JSON.stringify(body), { status, headers });
}
Deno.serve({ port: 4112, hostname: "127.0.0.1", onListen() {} }, serve);
