/** `deno task bench [http|auth|static|streams|sockets|compute|compile|dev] [name…]`: all of it without arguments. Never part of the tests. */
// Packages of the peers come from npm, possibly behind a certificate of the machine's own.
Deno.env.set("DENO_TLS_CA_STORE", Deno.env.get("DENO_TLS_CA_STORE") ?? "system");

const [area, ...names] = Deno.args;
if (!area || area === "compute") await (await import("./compute/run.ts")).compute(names);
if (!area || area === "http") await (await import("./http/run.ts")).http();
if (!area || area === "auth") await (await import("./auth/run.ts")).auth();
if (!area || area === "static") await (await import("./static/run.ts")).staticFiles();
if (!area || area === "streams") await (await import("./streams/run.ts")).streams();
if (!area || area === "sockets") await (await import("./sockets/run.ts")).sockets(names);
if (!area || area === "compile") await (await import("./compile/run.ts")).compile();
if (!area || area === "dev") await (await import("./dev/run.ts")).dev();
const AREAS = ["compute", "http", "auth", "static", "streams", "sockets", "compile", "dev"];
if (area && !AREAS.includes(area)) {
  console.error(`unknown benchmark \`${area}\`: expected one of ${AREAS.join(", ")}`);
  Deno.exit(2);
}
