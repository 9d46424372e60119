/** Several workers on one port: web.md 3.7, production.md 2, 4. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { executable, fitzCommand, runFitz, runProcess, type Via } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";
import { makeCertificates } from "./certificates.ts";

const folder = Deno.makeTempDirSync({ prefix: "fitz-workers-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Runs under `deno run` and, where there is one, in an executable. */
function test(name: string, fn: (start: (source: string) => Promise<string[]>) => Promise<void>): void {
  for (const via of ["cli", "binary"] as const) {
    Deno.test({
      name: `workers: ${name} (${via})`,
      ignore: via === "binary" && !isThere(executable),
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => fn((source) => wordsFor(source, via)),
    });
  }
}

let programs = 0;
/** The words that start a program. */
async function wordsFor(source: string, via: Exclude<Via, "lib">): Promise<string[]> {
  const path = join(folder, `app${programs++}.fitz`);
  Deno.writeTextFileSync(path, source);
  if (via === "cli") return [...fitzCommand("cli"), "run", path];
  const built = await runFitz(["build", path, "-o", `${path}.exe`, "--quiet"], "binary", { cwd: folder });
  assert.equal(built.exit, 0, built.err);
  return [`${path}.exe`];
}

const STATE = `
let state = { "n": 0 }
let name = Uuid.v4().to_str()

@server(workers=3)
fn main() => 0

@get("/count")
fn count() -> List<Any> {
    state["n"] = state["n"] + 1
    return [name, state["n"]]
}
@get("/slow/{ms}")
async fn slow(ms: Int) -> Str {
    sleep(ms).await
    return name
}
fn fib(n: Int) -> Int => if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
@get("/busy")
fn busy() -> Str => if fib(24) > 0 { name } else { "" }
fn deep(n: Int) -> Int => if n == 0 { 0 } else { 1 + deep(n - 1) }
@get("/deep/{n}")
fn dig(n: Int) -> Int => deep(n)

let asked = { "n": 0 }
@readyz
fn ready() -> Result<Null> {
    asked["n"] = asked["n"] + 1
    return Err("asked {asked["n"]}")
}
`;

/** Asks on a connection of its own. */
async function ask(port: number, path: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const request = `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const text = await new Response(connection.readable).text();
  return text.slice(text.indexOf("\r\n\r\n") + 4);
}

/** Asks again and again, several at once, so that a worker that is busy leaves the next connection to another. */
async function untilSeen(count: number, ask: () => Promise<string>): Promise<void> {
  const seen = new Set<string>();
  for (let round = 0; round < 50 && seen.size < count; round++) {
    for (const text of await Promise.all(Array.from({ length: 20 }, ask))) seen.add(text);
  }
  assert.equal(seen.size, count, `only these answered: ${[...seen]}`);
}

test("each has its own state; probes run in the first", async (start) => {
  await withService(await start(STATE), { folder, settings: {} }, async (port) => {
    await untilSeen(3, () => ask(port, "/busy"));
    const counts = new Map<string, number[]>();
    for (const text of await Promise.all(Array.from({ length: 60 }, () => ask(port, "/count")))) {
      const [name, n] = JSON.parse(text);
      counts.set(name, [...counts.get(name) ?? [], n]);
    }
    for (const seen of counts.values()) {
      assert.deepEqual(seen.sort((a, b) => a - b), seen.map((_, index) => index + 1));
    }
    const asked = await Promise.all(Array.from({ length: 12 }, () => ask(port, "/readyz")));
    const most = Math.max(...asked.map((text) => Number(/asked (\d+)/.exec(text)?.[1])));
    assert.ok(most >= 1 && asked.every((text) => text.startsWith('{"status":"unhealthy","error":"asked ')));
    // One function counts for all: later answers go on from there.
    const later = Number(/asked (\d+)/.exec(await ask(port, "/readyz"))?.[1]);
    assert.equal(later, most + 1);
  });
});

test("calls nest as deep as in the first; too deep is a failure, not an end", async (start) => {
  await withService(await start(STATE), { folder, settings: {} }, async (port) => {
    const shallow = await Promise.all(Array.from({ length: 20 }, () => ask(port, "/deep/4000")));
    assert.deepEqual(new Set(shallow), new Set(["4000"]));
    const deep = await Promise.all(Array.from({ length: 20 }, () => ask(port, "/deep/10000000")));
    for (const text of deep) assert.match(text, /internal error/);
    assert.equal(await ask(port, "/deep/1"), "1");
  });
});

test("a stop waits for the requests of all, and is told once", async (start) => {
  const [program, ...args] = await start(STATE);
  const child = new Deno.Command(program!, {
    args,
    env: { FITZ_PORT: "0", FITZ_DRAIN_DELAY_SECS: "0", FITZ_LOG_FORMAT: "json", NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  const listening = Promise.withResolvers<number>();
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      log += chunk;
      const port = /"address":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(log)?.[1];
      if (port) listening.resolve(Number(port));
    }
    listening.reject(new Error(log));
  })();
  const port = await listening.promise;
  const answers = Promise.all(Array.from({ length: 30 }, () => ask(port, "/slow/700")));
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill("SIGTERM");
  assert.ok((await answers).every((text) => text.startsWith('"')));
  assert.equal((await child.status).code, 0);
  await reading;
  const records = log.trim().split("\n").map((line) => JSON.parse(line)).filter(({ msg }) =>
    msg.startsWith("server.")
  );
  assert.deepEqual(records.map(({ msg }) => msg), ["server.listening", "server.draining", "server.stopped"]);
  assert.equal(records[1].requests, 30);
  assert.equal(records[2].aborted, 0);
});

test("one that cannot start ends all", async (start) => {
  const source = `
if fs.exists("started") {
    panic("the second one fails")
}
fs.write("started", "").expect("written")
@server(workers=2)
fn main() => 0
@get("/")
fn home() -> Int => 1
`;
  const cwd = Deno.makeTempDirSync({ dir: folder });
  const outcome = await runProcess(await start(source), { cwd, env: { FITZ_PORT: "0" } });
  assert.equal(outcome.exit, 1);
  assert.match(outcome.err, /^error\[run\/panic\]: the second one fails\n/);
  assert.doesNotMatch(outcome.err, /listening/);
});

test("a rate limit counts for all together", async (start) => {
  const source = `
@server(workers=3)
fn main() => 0
@middleware(rate_limit(per_hour=25))
@get("/a")
fn a() -> Int => 1
@middleware(rate_limit(per_hour=10))
@get("/b")
fn b() -> Int => 2
`;
  await withService(await start(source), { folder, settings: {} }, async (port) => {
    for (const [path, answer, most] of [["/a", "1", 25], ["/b", "2", 10]] as const) {
      const answers = await Promise.all(Array.from({ length: 60 }, () => ask(port, path)));
      assert.equal(answers.filter((text) => text === answer).length, most);
      assert.equal(answers.filter((text) => text === '{"error":"rate limit exceeded"}').length, 60 - most);
    }
  });
});

test("HTTPS", async (start) => {
  await makeCertificates(folder, ["one"]);
  const source = `
@server(workers=2, tls_cert="one.pem", tls_key="one.key")
fn main() => 0
let name = Uuid.v4().to_str()
fn fib(n: Int) -> Int => if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
@get("/name")
fn own_name() -> Str => if fib(24) > 0 { name } else { "" }
`;
  await withService(await start(source), { folder, settings: {} }, async (port) => {
    const curl = ["curl", "--silent", "--cacert", "ca.pem", `https://localhost:${port}/name`];
    await untilSeen(2, async () => (await runProcess(curl, { cwd: folder })).out);
  });
});

Deno.test("workers: a busy port", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const outcome = await runProcess(await wordsFor(STATE, "cli"), {
    cwd: folder,
    env: { FITZ_PORT: String(port) },
  });
  assert.deepEqual([outcome.exit, outcome.err], [
    1,
    `error: cannot listen on 127.0.0.1:${port}: Address already in use\n`,
  ]);
});

const TOKENS = `
let name = Uuid.v4().to_str()
fn fib(n: Int) -> Int => if n < 2 { n } else { fib(n - 1) + fib(n - 2) }

@server(workers=3)
fn main() => 0

@post("/revoke/{id}")
async fn revoke(id: Str) -> Result<Null> => auth.blacklist(null, id, DateTime.now().timestamp() + 60).await

@get("/revoked/{id}")
async fn revoked(id: Str) -> Result<Str> {
    fib(22)
    return Ok("{name} {auth.is_blacklisted(null, id).await?}")
}
`;

test("a token that one of them revokes is revoked for all", async (start) => {
  await withService(await start(TOKENS), { folder, settings: {} }, async (port) => {
    await untilSeen(3, () => ask(port, "/revoked/t1"));
    const answer = await fetch(`http://127.0.0.1:${port}/revoke/t1`, { method: "POST" });
    assert.equal(await answer.text(), "null");
    // What one worker says reaches the others with their next turn.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await untilSeen(3, async () => {
      const text = await ask(port, "/revoked/t1");
      assert.match(text, /true"$/);
      return text;
    });
    assert.match(await ask(port, "/revoked/t2"), /false"$/);
  });
});
