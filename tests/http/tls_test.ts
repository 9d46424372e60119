/** HTTPS: web.md 3.1, 3.2, 3.4, production.md 14. */
import assert from "node:assert/strict";
import { fitzCommand, runFitz, runProcess } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { makeCertificates } from "./certificates.ts";

const folder = Deno.makeTempDirSync({ prefix: "fitz-tls-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
await makeCertificates(folder, ["one", "two"]);

const ROUTES = `
@get("/who")
fn who(req: Request) -> List<Str> => [req.scheme, req.headers.get("host").unwrap_or("no host"), req.ip]
`;

function write(name: string, server: string): string {
  Deno.writeTextFileSync(`${folder}/${name}.fitz`, `${server}\nfn main() => 0\n${ROUTES}`);
  return `${name}.fitz`;
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `TLS: ${name}`, fn, sanitizeOps: false, sanitizeResources: false });
}

async function curl(...args: string[]): Promise<string> {
  const { out } = await runProcess(["curl", "--silent", "--cacert", "ca.pem", ...args], { cwd: folder });
  return out;
}

test("HTTP/1.1 and HTTP/2 on the port, the health check, and clients that speak no TLS", async () => {
  const program = write("service", '@server(tls_cert="one.pem", tls_key="one.key")');
  const words = [...fitzCommand("cli"), "run", program];
  await withService(words, { folder, settings: {} }, async (port) => {
    const url = `https://localhost:${port}/who`;
    const expected = `["https","localhost:${port}","127.0.0.1"]`;
    const shown = ["--write-out", " HTTP/%{http_version}"];
    assert.equal(await curl("--http2", ...shown, url), `${expected} HTTP/2`);
    assert.equal(await curl("--http1.1", ...shown, url), `${expected} HTTP/1.1`);
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
    while (await connection.read(new Uint8Array(100)) !== null) { /* An alert, then the end. */ }
    connection.close();
    assert.equal(await curl(url), expected);
    const health = ["run", program, "--", "--fitz", "healthcheck"];
    const outcome = await runFitz(health, "cli", { cwd: folder, env: { FITZ_PORT: String(port) } });
    assert.deepEqual(outcome, { out: `✓ https://127.0.0.1:${port}/healthz answers 200\n`, err: "", exit: 0 });
  });
});

test("the address of the announcement", async () => {
  const program = write("told", '@server(tls_cert="one.pem", tls_key="one.key")');
  for (const format of ["text", "json"]) {
    const child = new Deno.Command(fitzCommand("cli")[0]!, {
      args: [...fitzCommand("cli").slice(1), "run", program],
      cwd: folder,
      env: { FITZ_PORT: "0", FITZ_LOG_FORMAT: format, FITZ_DRAIN_DELAY_SECS: "0", NO_COLOR: "1" },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    let log = "";
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      const isNews = !log.includes("listening");
      log += chunk;
      if (isNews && log.includes("listening")) child.kill("SIGTERM");
    }
    assert.equal((await child.status).code, 0);
    const line = format === "text" ? /^Fitz HTTP listening on https:\/\/127/m : /"address":"https:\/\/127/;
    assert.match(log, line);
  }
});

test("files that cannot be used end the start", async () => {
  Deno.writeTextFileSync(`${folder}/junk.pem`, "junk");
  Deno.mkdirSync(`${folder}/folder.pem`);
  const pair = (cert: string, key: string) => `let c = "${cert}"\n@server(tls_cert=c, tls_key="${key}")`;
  const cases: [string, string][] = [
    [pair("none.pem", "one.key"), "tls_cert 'none.pem': no such file or directory"],
    [pair("one.pem", "none.key"), "tls_key 'none.key': no such file or directory"],
    [pair("folder.pem", "one.key"), "tls_cert 'folder.pem': it is a directory"],
    [pair("junk.pem", "one.key"), "tls_cert 'junk.pem': no certificate in PEM form in it"],
    [pair("one.pem", "junk.pem"), "tls_key 'junk.pem': no private key in PEM form in it"],
    [pair("one.pem", "two.key"), "tls_key 'two.key' does not belong to tls_cert 'one.pem'"],
    [
      'let k: Str? = null\n@server(tls_cert="one.pem", tls_key=k)',
      "tls_cert needs tls_key beside it: HTTPS needs both, HTTP neither",
    ],
  ];
  for (const [source, text] of cases) {
    const outcome = await runFitz(["run", write("bad", source)], "cli", {
      cwd: folder,
      env: { FITZ_PORT: "0" },
    });
    assert.deepEqual(outcome, { out: "", err: `error: ${text}\n`, exit: 1 });
  }
});

test("a renewed certificate is taken while requests go on", async () => {
  const words = [Deno.execPath(), "run", "--quiet", "--no-check", "-A", "tls_renewal.ts", folder];
  const outcome = await runProcess(words, { cwd: new URL(".", import.meta.url).pathname });
  assert.deepEqual(outcome, { out: "renewed\n", err: "", exit: 0 });
});
