/** What only a server has: pools, time limits, lost connections, logins, TLS, notifications. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { runText } from "../../emit/run_text.ts";
import { postgresPrograms, type PostgresServer, startPostgres } from "./postgres_server.ts";

let server: PostgresServer;
const isMissing = postgresPrograms() === null;

Deno.test.beforeAll(async () => {
  if (!isMissing) server = await startPostgres();
});
Deno.test.afterAll(async () => {
  if (!isMissing) await server.stop();
});

/** Runs a program whose `URL` is the server's; gives what it prints, line by line. */
async function lines(source: string, url = server.url): Promise<string[]> {
  const { out, err, exit } = await runText(source.replaceAll("URL", url));
  assert.equal(exit, 0, out + err);
  return out.trimEnd().split("\n");
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `db server: ${name}`, ignore: isMissing, fn });
}

test("a pool opens connections on demand, up to its size, and callers wait for a bounded time", async () => {
  assert.deepEqual(
    await lines(`
let db = db.connect("URL", max_conns: 2, acquire_timeout_ms: 150)
let pids = gather([db.query_one("SELECT pg_backend_pid() AS pid, pg_sleep(0.05)") for _ in 0..4]).await
print(pids.map(fn(row) => row.expect("a row")["pid"]).unique().len())
let held = gather([db.query("SELECT pg_sleep(0.6)") for _ in 0..3]).await
for one in held { match one { Ok(_) => print("ok"), Err(e) => print(e.kind, e) } }
print(db.query("SELECT 1 AS one").await)
`),
    ["2", "ok", "ok", "unavailable pool: no connection free after 150 ms", 'Ok([{"one": 1}])'],
  );
});

test("time limits of a statement, a pool and the process; the connection stays usable", async () => {
  assert.deepEqual(
    await lines(`
let db = db.connect("URL", max_conns: 1, query_timeout_ms: 100)
fn show(r: Any) { match r { Ok(_) => print("ok"), Err(e) => print(e.kind, e.code) } }
let before = db.query_one("SELECT pg_backend_pid() AS pid").await.expect("a row")
show(db.query("SELECT pg_sleep(3)").await)
show(db.query("SELECT pg_sleep(0.2)", timeout_ms: 0).await)
show(db.exec("SELECT pg_sleep(3)", timeout_ms: 30).await)
print(db.query_one("SELECT pg_backend_pid() AS pid").await.expect("a row")["pid"] == before["pid"])
`),
    ["timeout 57014", "ok", "timeout 57014", "true"],
  );
});

test("an idle connection that was lost is replaced; one that is lost in a transaction is not", async () => {
  assert.deepEqual(
    await lines(`
async fn kill(killer: DbConn, pid: Any) { killer.query("SELECT pg_terminate_backend($1::int)", [pid]).await
    sleep(100).await }
let killer = db.connect("URL?application_name=killer")
let conn = db.connect("URL", max_conns: 1)
let first = conn.query_one("SELECT pg_backend_pid() AS pid").await.expect("a row")
kill(killer, first["pid"]).await
let second = conn.query_one("SELECT pg_backend_pid() AS pid").await.expect("a row")
print(second["pid"] == first["pid"])
let lost = conn.transaction(async fn(tx) -> Result<Int> {
    kill(killer, tx.query_one("SELECT pg_backend_pid() AS pid").await?["pid"]).await
    return Ok(tx.exec("SELECT 1").await?)
}).await
match lost { Ok(_) => print("ok"), Err(e) => print(e.kind, e) }
print(conn.query("SELECT 1 AS one").await)
`),
    ["false", "unavailable the connection of the transaction was lost", 'Ok([{"one": 1}])'],
  );
});

test("logins that are refused keep the server's words", async () => {
  const wrong = server.url.replace("sea-gull", "albatross");
  assert.deepEqual(
    await lines(`
for url in ["${wrong}", "URL_missing"] {
    match db.connect(url).query("SELECT 1").await { Ok(_) => print("ok"), Err(e) => print(e.kind, e.code, e) }
}
`),
    [
      'auth 28P01 password authentication failed for user "fitz"',
      'server 3D000 FATAL [3D000]: database "postgres_missing" does not exist [sql: SELECT 1]',
    ],
  );
});

test("notifications reach a listener; it ends with close", async () => {
  assert.deepEqual(
    await lines(`
let conn = db.connect("URL")
let l = conn.listen("boats").await.expect("a listener")
conn.notify("boats", "Tern").await
conn.notify("boats", "Skua").await
print(l.recv().await.expect("a notification").payload)
async fn rest() { for n in l.messages() { print(n.channel, n.payload) } }
let task = spawn(rest())
sleep(50).await
print(l.close().await)
task.await
match l.recv().await { Ok(_) => print("open"), Err(e) => print(e.kind) }
match conn.notify("boats", "x".repeat(8000)).await { Ok(_) => print("sent"), Err(e) => print(e.kind, e) }
`),
    [
      "Tern",
      "boats Skua",
      "Ok(null)",
      "closed",
      "usage the payload of a notification has at most 7999 bytes, found 8000",
    ],
  );
});

test("a server without TLS; a server with TLS in every mode", async () => {
  const ask = (query: string) => `
match db.connect("URL${query}").query_one("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").await {
    Ok(row) => print(row["ssl"]),
    Err(e) => print(e.kind, e.message.left(40)),
}
`;
  assert.deepEqual(await lines(ask("?sslmode=require")), ["tls TLS: the server does not support TLS"]);
  const folder = Deno.makeTempDirSync({ prefix: "fitz_pg_tls_" });
  Deno.chmodSync(folder, 0o755);
  certificates(folder);
  const settings = ["ssl=on", `ssl_cert_file=${folder}/cert.pem`, `ssl_key_file=${folder}/key.pem`];
  const secure = await startPostgres(settings);
  try {
    const roots = `&sslrootcert=${folder}/ca.pem`;
    const printed = await lines(
      [
        ask(""),
        ask("?sslmode=require"),
        ask(`?sslmode=verify-ca${roots}`),
        ask(`?sslmode=verify-full${roots}`),
        ask("?sslmode=verify-full").replaceAll("127.0.0.1", "localhost"),
        ask(`?sslmode=verify-ca&sslrootcert=${folder}/none.pem`),
      ].join(""),
      secure.url,
    );
    assert.deepEqual(printed.slice(0, 4), ["false", "true", "true", "true"]);
    assert.match(printed[4], /^tls TLS: /);
    assert.match(printed[5], /^config sslrootcert: the file/);
  } finally {
    await secure.stop();
    Deno.removeSync(folder, { recursive: true });
  }
});

/** An authority and a certificate of it for the loopback. */
function certificates(folder: string): void {
  const openssl = (...args: string[]) => {
    const { success, stderr } = new Deno.Command("openssl", { args, cwd: folder }).outputSync();
    assert.ok(success, new TextDecoder().decode(stderr));
  };
  const key = ["-newkey", "rsa:2048", "-nodes"];
  Deno.writeTextFileSync(join(folder, "names"), "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
  openssl(
    "req",
    "-x509",
    ...key,
    "-days",
    "2",
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-subj",
    "/CN=Test authority",
  );
  openssl("req", ...key, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=127.0.0.1");
  const sign = ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
  openssl(...sign, "-out", "cert.pem", "-days", "2", "-extfile", "names");
  Deno.chmodSync(join(folder, "key.pem"), 0o600);
  if (Deno.uid() === 0) {
    const { success } = new Deno.Command("chown", { args: ["postgres", join(folder, "key.pem")] })
      .outputSync();
    assert.ok(success);
  }
}
