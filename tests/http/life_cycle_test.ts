/** Start and stop of a service as a process: web.md 3.2, 3.4, 3.6, production.md 2, 4. */
import assert from "node:assert/strict";
import { fitzCommand } from "../harness/fitz.ts";

const ROUTES = `
@get("/items/{id}")
fn item(id: Int) -> Int => id
@get("/slow/{ms}")
async fn slow(ms: Int) -> Str {
    sleep(ms).await
    return "done"
}
`;

interface Service {
  readonly port: number;
  signal(name: Deno.Signal): void;
  /** All of stderr, once the process has ended. */
  readonly ended: Promise<{ code: number; log: string }>;
}

/** Runs a program; gives its end at once when it does not come to listen. */
async function start(source: string, env: Record<string, string> = {}): Promise<Service> {
  const folder = Deno.makeTempDirSync({ prefix: "fitz-life-" });
  Deno.writeTextFileSync(`${folder}/service.fitz`, source);
  const [program, ...args] = fitzCommand("cli") as [string, ...string[]];
  const child = new Deno.Command(program, {
    args: [...args, "run", "service.fitz"],
    cwd: folder,
    env: { NO_COLOR: "1", FITZ_PORT: "0", ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  const listening = Promise.withResolvers<number>();
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      log += chunk;
      const port = /listening on http:\/\/\S+:(\d+)\n/.exec(log)?.[1];
      if (port) listening.resolve(Number(port));
    }
    listening.resolve(0);
  })();
  const ended = (async () => {
    const { code } = await child.status;
    await reading;
    Deno.removeSync(folder, { recursive: true });
    return { code, log };
  })();
  return { port: await listening.promise, signal: (name) => child.kill(name), ended };
}

/** The program must end with 1 before it listens, saying this. */
async function refusesToStart(source: string, env: Record<string, string>, text: string): Promise<void> {
  const { port, ended } = await start(source + ROUTES, env);
  assert.equal(port, 0, "it listens");
  assert.deepEqual(await ended, { code: 1, log: text });
}

function server(argument: string): string {
  return `@server(${argument})\nfn main() => 0\n`;
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("computed settings that do not fit", async () => {
  const size = 'must be a size such as 65536 or "2mb", found';
  const cases: [string, string][] = [
    ["let p = 70000\n" + server("port=p"), "port 70000 is out of range (1..65535)"],
    ["let p = 0\n" + server("p"), "port 0 is out of range (1..65535)"],
    [
      'let h = "localhost"\n' + server("host=h"),
      "host 'localhost' is not a valid IP (expected IPv4/IPv6 literal)",
    ],
    ['let l = "2 mb"\n' + server("body_limit=l"), `body_limit ${size} '2 mb'`],
    ["let l = 0\n" + server("body_limit=l"), `body_limit ${size} 0`],
    [
      "let n = -1\n" + server("request_timeout_secs=n"),
      "request_timeout_secs must be an Int of at least 0, found -1",
    ],
    [
      'let l = "x"\n@post("/b", body_limit=l)\nfn b(req: Request) -> Int => req.body().len()\n',
      `body_limit ${size} 'x'`,
    ],
  ];
  for (const [source, text] of cases) await refusesToStart(source, { FITZ_PORT: "" }, `error: ${text}\n`);
});

test("variables that do not fit", async () => {
  const cases: [Record<string, string>, string][] = [
    [{ FITZ_PORT: "70000" }, "port 70000 is out of range (1..65535)"],
    [{ FITZ_PORT: "abc" }, "port must be an Int in 1..65535, found 'abc'"],
    [{ FITZ_HOST: "localhost" }, "host 'localhost' is not a valid IP (expected IPv4/IPv6 literal)"],
    [{ FITZ_HOST: "203.0.113.7" }, "cannot listen on 203.0.113.7:0: Cannot assign requested address"],
    [{ FITZ_ADMIN_ADDR: "x" }, "FITZ_ADMIN_ADDR 'x' is not an address such as 127.0.0.1:9000"],
  ];
  for (const [env, text] of cases) await refusesToStart("", env, `error: ${text}\n`);
});

test("a busy port", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const text = `cannot listen on 127.0.0.1:${port}: Address already in use`;
  await refusesToStart("", { FITZ_PORT: String(port) }, `error: ${text}\n`);
});

test("a failure of the top level", async () => {
  const { port, ended } = await start(`let xs = [1]\nprint(xs[3])\n${ROUTES}`);
  assert.equal(port, 0);
  const { code, log } = await ended;
  assert.equal(code, 1);
  assert.match(log, /^error\[run\/index\]: index 3 is out of range/);
});

test("start-up output", async () => {
  const own = '@get("/docs")\nfn docs() -> Int => 1\n@delete("/items/{id}")\nfn drop(id: Int) -> Int => id\n';
  const open = await start(ROUTES + own);
  open.signal("SIGTERM");
  assert.match(
    (await open.ended).log,
    new RegExp(
      `^Fitz HTTP listening on http://127.0.0.1:${open.port}\n  GET     /items/{id}\n  GET     /slow/{ms}\n` +
        "  GET     /docs\n  DELETE  /items/{id}\n  GET     /openapi.json\n  GET     /healthz\n  GET     /readyz\n",
    ),
  );
  const closed = await start(server("docs=false") + ROUTES, { FITZ_HOST: "::1", FITZ_DRAIN_DELAY_SECS: "0" });
  closed.signal("SIGTERM");
  assert.match(
    (await closed.ended).log,
    /^Fitz HTTP listening on http:\/\/\[::1\]:\d+\n.*\n.*\n {2}GET {5}\/healthz\n {2}GET {5}\/readyz\n {2}docs disabled\n/,
  );
});

test("FITZ_HTTP_LOG", async () => {
  const service = await start(ROUTES, { FITZ_HTTP_LOG: "verbose", FITZ_DRAIN_DELAY_SECS: "0" });
  await (await fetch(`http://127.0.0.1:${service.port}/items/x?a=1`, { headers: { "user-agent": "me" } }))
    .text();
  service.signal("SIGTERM");
  assert.match((await service.ended).log, /^\[fitz HTTP \d+\.\dms\] GET \/items\/x → 400 ua="me" body=0$/m);
});

test("SIGTERM finishes what runs", async () => {
  const service = await start(ROUTES, { FITZ_DRAIN_DELAY_SECS: "1" });
  const url = `http://127.0.0.1:${service.port}`;
  const slow = fetch(`${url}/slow/1500`);
  await wait(200);
  service.signal("SIGTERM");
  await wait(200);
  const ready = await fetch(`${url}/readyz`);
  assert.equal(`${ready.status} ${await ready.text()}`, '503 {"status":"draining"}');
  assert.equal(await (await fetch(`${url}/healthz`)).text(), '{"status":"ok"}');
  const during = await fetch(`${url}/items/3`);
  assert.equal(`${await during.text()} ${during.headers.get("connection")}`, "3 close");
  assert.equal(await (await slow).text(), '"done"');
  const { code, log } = await service.ended;
  assert.equal(code, 0);
  assert.match(log, /server\.draining.*\n(.*http\.access.*\n)*.*server\.stopped/);
});

/** Records with this message, as they were written. */
function records(log: string, message: string): Record<string, unknown>[] {
  return log.split("\n").filter((line) => line.startsWith("{") && line.includes(`"msg":"${message}"`)).map((
    line,
  ) => JSON.parse(line));
}

test("the record of a request says that its client left", async () => {
  const service = await start(ROUTES, { FITZ_DRAIN_DELAY_SECS: "0" });
  const url = `http://127.0.0.1:${service.port}`;
  for (const path of ["/slow/400", "/slow/401"]) {
    await fetch(url + path, { signal: AbortSignal.timeout(100) }).catch(() => "left");
  }
  assert.equal(await (await fetch(`${url}/slow/300`)).text(), '"done"');
  await wait(300);
  service.signal("SIGTERM");
  const { log } = await service.ended;
  const seen = records(log, "http.access");
  assert.deepEqual([seen.length, seen.filter(({ aborted }) => aborted === true).length], [3, 2]);
});

test("what the last requests leave is written, also when a second signal ends the process", async () => {
  const service = await start(ROUTES);
  const url = `http://127.0.0.1:${service.port}`;
  const slow = fetch(`${url}/slow/5000`).then(() => "answer", () => "cut");
  await wait(100);
  service.signal("SIGTERM");
  await wait(100);
  await Promise.all([1, 2, 3, 4, 5].map(async (n) => await (await fetch(`${url}/items/${n}`)).text()));
  service.signal("SIGTERM");
  const { code, log } = await service.ended;
  assert.equal(code, 143);
  assert.equal(await slow, "cut");
  assert.equal(records(log, "http.access").length, 5);
  assert.ok(log.endsWith("}\n"), log);
});

test("a blocked event loop is told with the handler that blocked it", async () => {
  const source = `${ROUTES}
@get("/spin")
fn spin() -> Int {
    let end = time.monotonic_ms() + 1800.0
    let n = 0
    while time.monotonic_ms() < end { n = n + 1 }
    return 1
}
@get("/spin-later")
async fn spin_later() -> Int {
    sleep(1).await
    return spin()
}
`;
  const service = await start(source, { FITZ_DRAIN_DELAY_SECS: "0", FITZ_LOG: "warn" });
  const url = `http://127.0.0.1:${service.port}`;
  for (const path of ["/items/1", "/slow/1200", "/spin", "/spin-later"]) {
    await (await fetch(url + path)).text();
    await wait(700);
  }
  service.signal("SIGTERM");
  const { log } = await service.ended;
  const blocked = records(log, "runtime.blocked");
  assert.deepEqual(blocked.map(({ level, handler }) => [level, handler]), [["WARN", "spin"], [
    "WARN",
    "spin_later",
  ]]);
  for (const { duration_ms } of blocked) assert.ok(Number(duration_ms) > 1000 && Number(duration_ms) < 5000);
});

test("a second signal ends at once", async () => {
  for (const [signal, expected] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
    const service = await start(ROUTES);
    const slow = fetch(`http://127.0.0.1:${service.port}/slow/5000`).then(() => "answer", () => "cut");
    await wait(200);
    service.signal("SIGTERM");
    await wait(200);
    service.signal(signal);
    assert.equal((await service.ended).code, expected);
    assert.equal(await slow, "cut");
  }
});

test("what runs too long is cut", async () => {
  const source = server("shutdown_timeout_secs=1") + ROUTES;
  const service = await start(source, { FITZ_DRAIN_DELAY_SECS: "0" });
  const slow = fetch(`http://127.0.0.1:${service.port}/slow/9000`).then(() => "answer", () => "cut");
  await wait(200);
  service.signal("SIGINT");
  const { code, log } = await service.ended;
  assert.equal(code, 0);
  assert.match(log, /"aborted":1|aborted=1/);
  assert.equal(await slow, "cut");
});

test("a server without routes ends by itself", async () => {
  const { port, ended } = await start(`${server("3000")}print("top")\n`);
  assert.equal(port, 0);
  assert.deepEqual(await ended, { code: 0, log: "" });
});

test("event streams end when the server stops; other bodies go on to their end", async () => {
  const source = `
@get("/events")
fn events() -> Stream<Int> => sse(async fn(out) {
    while out.is_open() {
        out.send(1)
        sleep(20).await
    }
    print("after the loop", file: "stderr")
})
@get("/body")
fn body() -> Response => stream(async fn(out) {
    for n in 1..=5 {
        out.write("{n}")
        sleep(100).await
    }
})
`;
  const { port, signal, ended } = await start(source, { FITZ_DRAIN_DELAY_SECS: "0" });
  const url = `http://127.0.0.1:${port}`;
  const events = await fetch(`${url}/events`);
  const body = await fetch(`${url}/body`);
  await wait(100);
  const from = performance.now();
  signal("SIGTERM");
  assert.match(await events.text(), /^(data: 1\n\n)+$/);
  assert.ok(performance.now() - from < 300, "the events go on");
  assert.equal(await body.text(), "12345");
  const { code, log } = await ended;
  assert.equal(code, 0);
  assert.match(log, /"requests":2/);
  assert.match(log, /after the loop\n/);
});
