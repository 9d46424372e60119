/** Jobs of a service of several workers: web.md 3.7, realtime.md 18.7, 19. */
import assert from "node:assert/strict";
import { startWorker } from "./worker_process.ts";

const SOURCE = `
@server(workers=3)
fn main() => 0

let name = Uuid.v4().to_str()

@every("200ms")
fn tick() { print("tick of {name}") }

@background
async fn work() { sleep(20).await }

@post("/work")
fn start() -> Map<Str, Str> => { "id": spawn(work()).id, "worker": name }

@get("/work/{id}")
async fn progress(id: Str) -> Map<Str, Any> =>
    { "status": jobs.status(id).map(fn(job) => job.status).unwrap_or("unknown"), "worker": name }

@get("/count")
async fn count() -> Int => jobs.list(name: "work", limit: 1000).len()

@get("/ticks")
fn ticks() -> Map<Str, Any> => { "ran": jobs.crons()[0].last_status, "next": jobs.crons()[0].next_run_at, "worker": name }
`;

Deno.test({
  name: "one worker ticks, and all know each other's tasks and runs",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const worker = startWorker({ source: SOURCE }, { FITZ_LOG: "warn" });
    const [, port] = await worker.says(/listening on http:\/\/127\.0\.0\.1:(\d+)/);
    // A connection of its own for each request, so that all workers answer.
    const ask = async (path: string, method = "GET") =>
      await (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { connection: "close" } }))
        .json();
    await worker.says(/tick/);
    const started: { id: string; worker: string }[] = [];
    for (let n = 0; n < 12; n++) started.push(await ask("/work", "POST"));
    assert.ok(new Set(started.map((one) => one.worker)).size > 1, "one worker answered everything");
    await new Promise((resolve) => setTimeout(resolve, 100));
    let elsewhere = 0;
    for (const { id, worker } of started) {
      const answer = await ask(`/work/${id}`);
      assert.equal(answer.status, "ok");
      if (answer.worker !== worker) elsewhere++;
    }
    assert.ok(elsewhere > 0, "every task was asked for where it ran");
    assert.equal((await ask("/work/none")).status, "unknown");
    for (let n = 0; n < 4; n++) assert.equal(await ask("/count"), 12);
    const seen = new Set<string>();
    for (let n = 0; n < 40 && seen.size < 2; n++) {
      const answer = await ask("/ticks");
      assert.equal(answer.ran, "ok");
      assert.match(answer.next, /^20/);
      seen.add(answer.worker);
    }
    assert.ok(seen.size > 1);
    worker.signal("SIGTERM");
    assert.equal(await worker.ended, 0);
    assert.equal(new Set(worker.out.match(/tick of .*/g)).size, 1, worker.out);
  },
});
