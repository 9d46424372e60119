// What a hand-written server does: the file is read for each request, no entity tag, no conditional requests.
const root = new URL("./public/", import.meta.url).pathname;
Deno.serve({ port: 4112, hostname: "127.0.0.1", onListen() {} }, async (request) => {
  const path = new URL(request.url).pathname;
  if (!path.startsWith("/static/")) return new Response("not found", { status: 404 });
  const content = await Deno.readFile(root + path.slice("/static/".length));
  return new Response(content, { headers: { "content-type": "text/html; charset=utf-8" } });
});
