/** Starting, listening, logging and stopping of a real service: web.md 3.2–3.6, production.md 3, 4, 8.1, 13, 15. */
import assert from "node:assert/strict";
import { fitzCommand } from "../harness/fitz.ts";

const folder = Deno.makeTempDirSync({ prefix: "fitz-serve-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const PROGRAM = `
@get("/")
fn home() -> Str => "home"
@get("/slow/{ms}")
async fn slow(ms: Int) -> Str {
    sleep(ms).await
    return "slow"
}
@get("/boom")
fn boom() -> Int => [1][5]
@get("/err")
fn err() -> Result<Int> => Err("broken")
@post("/size")
fn size(req: Request) -> Int => req.body().len()
`;

interface Service {
  readonly port: number;
  readonly child: Deno.ChildProcess;
  log(): string;
  url(path: string): string;
  /** Ends with the exit code. */
  stopped(): Promise<number>;
}

let programs = 0;
function write(source: string): string {
  const path = `${folder}/app${programs++}.fitz`;
  Deno.writeTextFileSync(path, source);
  return path;
}

function start(
  source: string,
  env: Record<string, string> = {},
): { child: Deno.ChildProcess; log: () => string; reading: Promise<void> } {
  const [program, ...args] = [...fitzCommand("cli"), "run", write(source)];
  const child = new Deno.Command(program, {
    args,
    env: { NO_COLOR: "1", DENO_TLS_CA_STORE: "system", FITZ_PORT: "0", FITZ_DRAIN_DELAY_SECS: "0", ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) log += chunk;
  })();
  return { child, log: () => log, reading };
}

async function withService(
  source: string,
  env: Record<string, string>,
  action: (service: Service) => Promise<void>,
) {
  const { child, log, reading } = start(source, env);
  try {
    const port = await until(() => /listening.*?:(\d+)"?/.exec(log())?.[1], () => log());
    await action({
      port: Number(port),
      child,
      log,
      url: (path) => `http://127.0.0.1:${port}${path}`,
      stopped: async () => {
        const { code } = await child.status;
        await reading;
        return code;
      },
    });
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await child.status;
    await reading;
  }
}

async function until<T>(read: () => T | undefined | null | false, explain: () => string): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const value = read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`gave up waiting:\n${explain()}`);
}

/** Text of GET; the body is always read. */
async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

function records(log: string): Record<string, unknown>[] {
  return log.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

Deno.test("serve: tells address, routes and its own paths", () =>
  withService(PROGRAM, {}, async ({ port, log }) => {
    await until(() => log().includes("/readyz"), log);
    assert.equal(
      log(),
      `Fitz HTTP listening on http://127.0.0.1:${port}\n  GET     /\n  GET     /slow/{ms}\n  GET     /boom\n  GET     /err\n` +
        "  POST    /size\n  GET     /openapi.json\n  GET     /docs\n  GET     /healthz\n  GET     /readyz\n",
    );
  }));

Deno.test("serve: without docs says so; in JSON the announcement is a record", () =>
  withService(
    `@server(docs=false)\nfn main() => 0\n${PROGRAM}`,
    { FITZ_LOG_FORMAT: "json" },
    async ({ log, port }) => {
      const [record] = await until(() => records(log()).length > 0 && records(log()), log);
      assert.equal(record.msg, "server.listening");
      assert.ok(JSON.stringify(record).includes(String(port)));
    },
  ));

Deno.test("serve: every answer carries its trace id, and a failure is logged with it", () =>
  withService(PROGRAM, { FITZ_LOG_FORMAT: "json" }, async ({ url, log }) => {
    const id = "0af7651916cd43dd8448eb211c80319c";
    const traceparent = `00-${id}-b7ad6b7169203331-01`;
    assert.equal((await get(url("/"), { traceparent })).headers.get("x-trace-id"), id);
    assert.match(
      (await get(url("/"), { traceparent: "nonsense" })).headers.get("x-trace-id")!,
      /^[0-9a-f]{32}$/,
    );
    const failed = await get(url("/boom"), { traceparent });
    assert.deepEqual(JSON.parse(failed.text), { error: "internal error", trace_id: id });
    const record = await until(() => records(log()).find((one) => one.msg === "http.error"), log);
    assert.equal(record.level, "ERROR");
    assert.equal(record.trace_id, id);
    assert.equal(record.kind, "runtime");
    assert.equal(record.code, "run/index");
    assert.match(record.at as string, /app\d+\.fitz:10:21$/);
    assert.equal((record.stack as string[]).length, 1);
    assert.match((record.stack as string[])[0], /^boom \(.*app\d+\.fitz:10:21\)$/);
    assert.equal(record["http.method"], "GET");
    assert.equal(record["http.target"], "/boom");
    assert.equal(record.handler, "boom");
    await get(url("/err"));
    const warned = await until(() => records(log()).find((one) => one.level === "WARN"), log);
    assert.equal(warned.kind, "result");
    assert.equal(warned.error, "broken");
  }));

Deno.test("serve: FITZ_HTTP_LOG writes one line per request", () =>
  withService(PROGRAM, { FITZ_HTTP_LOG: "verbose" }, async ({ url, log }) => {
    await get(url("/?x=1"), { "user-agent": "tester" });
    await get(url("/slow/5"));
    await get(url("/nothing"));
    await until(() => log().includes("/nothing"), log);
    const lines = log().split("\n").filter((line) => line.startsWith("[fitz HTTP"));
    assert.match(lines[0], /^\[fitz HTTP \d+\.\dms\] GET \/ → 200 ua="tester" body=0$/);
    assert.match(lines[1], /^\[fitz HTTP \d+\.\dms\] GET \/slow\/5 → 200/);
    assert.match(lines[2], /GET \/nothing → 404/);
  }));

Deno.test("serve: on SIGTERM /readyz drains, requests in flight end, exit 0", () =>
  withService(PROGRAM, { FITZ_DRAIN_DELAY_SECS: "1" }, async ({ url, log, child, stopped }) => {
    const slow = get(url("/slow/1500"));
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill("SIGTERM");
    await until(() => log().includes("server.draining"), log);
    const ready = await get(url("/readyz"));
    assert.deepEqual([ready.status, ready.text], [503, '{"status":"draining"}']);
    assert.equal((await get(url("/healthz"))).status, 200);
    assert.equal((await slow).text, '"slow"');
    assert.equal(await stopped(), 0);
    const [draining, end] = records(log()).filter(({ msg }) => String(msg).startsWith("server."));
    assert.deepEqual([draining.msg, draining.requests], ["server.draining", 1]);
    assert.deepEqual([end.msg, end.aborted], ["server.stopped", 0]);
  }));

Deno.test("serve: what outlasts the drain is cut; exit 0", () =>
  withService(
    `@server(shutdown_timeout_secs=1)\nfn main() => 0\n${PROGRAM}`,
    {},
    async ({ url, log, child, stopped }) => {
      const slow = get(url("/slow/20000")).catch(() => "cut");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const started = performance.now();
      child.kill("SIGTERM");
      assert.equal(await stopped(), 0);
      assert.ok(performance.now() - started < 4000);
      assert.equal(await slow, "cut");
      assert.equal(records(log()).at(-1)?.aborted, 1);
    },
  ));

Deno.test("serve: a second signal ends the process at once", () =>
  withService(PROGRAM, { FITZ_DRAIN_DELAY_SECS: "20" }, async ({ log, child, stopped }) => {
    child.kill("SIGTERM");
    await until(() => log().includes("server.draining"), log);
    child.kill("SIGINT");
    assert.equal(await stopped(), 130);
  }));

Deno.test("serve: clients that leave harm nobody", () =>
  withService(PROGRAM, {}, async ({ url, port, log }) => {
    for (let i = 0; i < 20; i++) {
      const connection = await Deno.connect({ hostname: "127.0.0.1", port });
      const text = i % 2 === 0
        ? "GET /slow/50 HTTP/1.1\r\nhost: x\r\n\r\n"
        : "POST /size HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc";
      await connection.write(new TextEncoder().encode(text));
      connection.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal((await get(url("/"))).status, 200);
    assert.equal(log().includes("internal error"), false, log());
  }));

Deno.test("serve: a busy port and a bad address end the process before anything listens", async () => {
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  const cases: [Record<string, string>, string][] = [
    [{ FITZ_PORT: String(port) }, `cannot listen on 127.0.0.1:${port}: Address already in use`],
    [{ FITZ_HOST: "localhost" }, "host 'localhost' is not a valid IP (expected IPv4/IPv6 literal)"],
    [{ FITZ_PORT: "70000" }, "1..65535"],
    [{ FITZ_PORT: "abc" }, "1..65535"],
  ];
  for (const [env, expected] of cases) {
    const { child, log, reading } = start(PROGRAM, env);
    const { code } = await child.status;
    await reading;
    assert.equal(code, 1, log());
    assert.ok(log().includes(expected), log());
  }
  taken.close();
});

Deno.test("serve: settings may be computed; wrong ones are start-up errors", async () => {
  await withService(
    `let limit = "1kb"\n@server(body_limit=limit, port=3000 + 1)\nfn main() => 0\n${PROGRAM}`,
    {},
    async ({ url }) => {
      const answer = await fetch(url("/size"), { method: "POST", body: "x".repeat(1025) });
      assert.equal(answer.status, 413);
      assert.deepEqual(await answer.json(), { error: "body too large: the limit is 1024 bytes" });
    },
  );
  const { child, log, reading } = start(`let p = 70000\n@server(p)\nfn main() => 0\n${PROGRAM}`, {
    FITZ_PORT: "",
  });
  const { code } = await child.status;
  await reading;
  assert.equal(code, 1);
  assert.ok(log().includes("port 70000 is out of range (1..65535)"), log());
});

Deno.test("serve: FITZ_ADMIN_ADDR opens a listener for probes only", async () => {
  const free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = free.addr;
  free.close();
  await withService(PROGRAM, { FITZ_ADMIN_ADDR: `127.0.0.1:${port}` }, async () => {
    assert.equal((await get(`http://127.0.0.1:${port}/healthz`)).text, '{"status":"ok"}');
    assert.equal((await get(`http://127.0.0.1:${port}/`)).status, 404);
  });
});

Deno.test("serve: /openapi.json is what `fitz openapi` prints", () =>
  withService(PROGRAM, {}, async ({ url }) => {
    const [program, ...args] = [...fitzCommand("cli"), "openapi", write(PROGRAM)];
    const { stdout } = await new Deno.Command(program, { args }).output();
    assert.equal((await get(url("/openapi.json"))).text, new TextDecoder().decode(stdout));
  }));
