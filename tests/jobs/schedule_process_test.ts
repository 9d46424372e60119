/** Programs with schedules as processes: realtime.md 18.7, production.md 2, 4, web.md 3.6. */
import assert from "node:assert/strict";
import { startWorker } from "./worker_process.ts";

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The records of a log, by their message. */
function records(log: string, message: string): Record<string, unknown>[] {
  return log.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line))
    .filter(({ msg }) => msg === message);
}

test("without routes the process announces its jobs and lives until SIGTERM", async () => {
  const worker = startWorker({
    source: `
@cron("30 4 1 1 *", tz="Europe/Madrid")
fn yearly() { print("a new year") }
@every("200ms")
fn often() { print("often") }
`,
  });
  await worker.says(/(often\n){2}/);
  const lines = worker.err.split("\n").slice(0, 3);
  assert.equal(lines[0], "Fitz scheduler started with 2 job(s)");
  assert.match(
    lines[1]!,
    /^ {2}yearly {2}30 4 1 1 \* {2}next 20\d\d-01-01T03:30:00\.000Z \(Europe\/Madrid\)$/,
  );
  assert.match(lines[2]!, /^ {2}often {3}200ms {7}next 20\S+Z$/);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
  assert.equal(records(worker.err, "server.draining").length, 1);
  assert.equal(records(worker.err, "server.stopped")[0]!.aborted, 0);
  assert.doesNotMatch(worker.err, /listening/);
});

test("six fields: every second, on the second", async () => {
  const worker = startWorker({ source: '@cron("* * * * * *")\nfn tick() { print(now_iso()) }\n' });
  const [, first, second, third] = await worker.says(/(.*Z)\n(.*Z)\n(.*Z)\n/);
  worker.signal("SIGINT");
  assert.equal(await worker.ended, 0);
  const times = [first, second, third].map((text) => Date.parse(text!));
  for (const time of times) assert.ok(time % 1000 < 900, `${time} is late`);
  const seconds = times.map((time) => Math.floor(time / 1000));
  assert.deepEqual(seconds, [seconds[0], seconds[0]! + 1, seconds[0]! + 2]);
});

test("beside a server; a stop waits for the run and starts no other", async () => {
  const worker = startWorker({
    source: `
@every("300ms")
async fn work() {
    print("begin")
    sleep(1000).await
    print("end")
}
@get("/") fn home() -> Str => "x"
`,
  }, { FITZ_DRAIN_DELAY_SECS: "0.5" });
  await worker.says(/Fitz HTTP listening[^]*Fitz scheduler started with 1 job\(s\)\n {2}work/);
  await worker.says(/begin/);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
  assert.equal(worker.out, "begin\nend\n");
  assert.equal(records(worker.err, "server.draining")[0]!.jobs, 1);
  assert.equal(records(worker.err, "cron.end")[0]!.status, "ok");
});

test("a run that takes longer than shutdown_timeout_secs is cut; a second signal ends at once", async () => {
  const source = `
@server(shutdown_timeout_secs=1)
fn main() => 0
@every("100ms")
async fn endless() {
    print("begin")
    sleep(60_000).await
}
`;
  const worker = startWorker({ source });
  await worker.says(/begin/);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
  assert.equal(records(worker.err, "server.stopped")[0]!.aborted, 1);

  const impatient = startWorker({ source: source.replace("=1)", "=30)") });
  await impatient.says(/begin/);
  impatient.signal("SIGTERM");
  await impatient.says(/server\.draining/);
  impatient.signal("SIGTERM");
  assert.equal(await impatient.ended, 143);
});

test("a job that fails, by Err or at run time, is logged and comes again", async () => {
  const worker = startWorker({
    source: `
@every("100ms")
fn wrong() -> Result<Null> => Err("no luck")
@every("100ms")
fn broken() {
    let list: List<Int> = []
    print(list[3])
}
`,
  });
  await worker.says(/("job":"wrong"[^]*){3}("job":"broken"[^]*){2}/);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
  const failed = records(worker.err, "cron.failed");
  const wrong = failed.find(({ job }) => job === "wrong")!;
  assert.deepEqual(
    [wrong.level, wrong.error, wrong.kind, wrong.attempt, wrong.will_retry],
    ["ERROR", "no luck", "result", 1, false],
  );
  const broken = failed.find(({ job }) => job === "broken")!;
  assert.deepEqual(
    [broken.kind, broken.code, broken.at],
    ["runtime", "run/index", "worker.fitz:7:11"],
  );
  const traces = failed.map(({ trace_id }) => trace_id);
  assert.equal(new Set(traces).size, traces.length, "each tick has a trace of its own");
  assert.equal(records(worker.err, "cron.end")[0]!.status, "failed");
});

test("an interval keeps to the grid of the start, and a slow run skips ticks", async () => {
  const worker = startWorker({
    source: `
@every("200ms")
async fn slow() {
    print("{DateTime.now().timestamp_ms()}")
    sleep(250).await
}
`,
  }, { FITZ_LOG: "debug" });
  const match = await worker.says(/^(\d+)\n(\d+)\n(\d+)\n/);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
  const [first, second, third] = match.slice(1).map(Number) as [number, number, number];
  for (const gap of [second - first, third - second]) {
    assert.ok(Math.abs(gap - 400) < 150, `${gap} ms between runs of every second tick`);
  }
  assert.ok(records(worker.err, "cron.skipped").length >= 2);
  assert.ok(records(worker.err, "cron.start").length >= 3);
});

test("a flag that is off skips the ticks", async () => {
  const source = `
@flag("nightly") @every("100ms")
fn nightly() { print("nightly") }
@every("350ms")
fn other() { print("other") }
`;
  const off = startWorker({ source });
  await off.says(/other/);
  off.signal("SIGTERM");
  assert.equal(await off.ended, 0);
  assert.doesNotMatch(off.out, /nightly/);
  const on = startWorker({ source }, { FITZ_FLAG_NIGHTLY: "1" });
  await on.says(/nightly/);
  on.signal("SIGTERM");
  assert.equal(await on.ended, 0);
});

test("the admin port tells how a worker without routes is", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  taken.close();
  const worker = startWorker({
    source: `
@every("1h")
fn rarely() { print("rarely") }
@readyz
fn ready() -> Bool => false
`,
  }, { FITZ_ADMIN_ADDR: `127.0.0.1:${port}` });
  await worker.says(/scheduler started/);
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  assert.deepEqual([health.status, await health.text()], [200, '{"status":"ok"}']);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  assert.deepEqual([ready.status, await ready.text()], [503, '{"status":"unhealthy"}']);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
});

test("commands and schedules: serve starts the scheduler", async () => {
  const source = `
@command("hello")
fn hello() -> Int {
    print("hello")
    return 3
}
@every("100ms")
fn tick() { print("tick") }
`;
  const command = startWorker({ source }, {}, ["hello"]);
  assert.equal(await command.ended, 3);
  assert.equal(command.out, "hello\n");
  for (const args of [[], ["serve"]]) {
    const worker = startWorker({ source }, {}, args);
    await worker.says(/tick/);
    worker.signal("SIGTERM");
    assert.equal(await worker.ended, 0);
  }
});

test("a process that was stopped for a while makes up for nothing", async () => {
  const worker = startWorker({ source: '@every("200ms")\nfn tick() { print("tick") }\n' });
  await worker.says(/tick/);
  worker.signal("SIGSTOP");
  await wait(2000);
  const before = worker.out.length;
  worker.signal("SIGCONT");
  await wait(300);
  worker.signal("SIGTERM");
  assert.equal(await worker.ended, 0);
  const ticks = (worker.out.length - before) / "tick\n".length;
  assert.ok(ticks <= 4, `${ticks} ticks after a pause of ten`);
});
