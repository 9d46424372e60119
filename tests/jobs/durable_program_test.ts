/** Programs whose tasks are kept, on a store in memory: realtime.md 17.2, 19. */
import assert from "node:assert/strict";
import { MemoryCronStore } from "../../src/runtime/jobs/store/memory_cron_store.ts";
import { MemoryJobStore } from "../../src/runtime/jobs/store/memory_job_store.ts";
import { addStoreOpener } from "../../src/runtime/jobs/store/open_store.ts";
import { withServiceInProcess } from "../suites/http.ts";
import { runInProcess } from "../harness/run_source.ts";

/** Databases of these tests are texts. */
const databases = new Map<string, { jobs: MemoryJobStore; crons: MemoryCronStore }>();
addStoreOpener((value) => databases.get(value as string) ?? null);

function database(name: string): MemoryJobStore {
  const jobs = new MemoryJobStore();
  databases.set(name, { jobs, crons: new MemoryCronStore() });
  return jobs;
}

function withSource<T>(source: string, action: (file: string, folder: string) => Promise<T>): Promise<T> {
  const folder = Deno.makeTempDirSync({ prefix: "fitz-durable-" });
  Deno.writeTextFileSync(`${folder}/app.fitz`, source);
  return action(`${folder}/app.fitz`, folder).finally(() => Deno.removeSync(folder, { recursive: true }));
}

function run(source: string) {
  return withSource(source, (file, cwd) => runInProcess({ file }, [], { cwd }));
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

test("arguments of every kind go through the store, defaults are those of the function", async () => {
  const store = database("kinds");
  const { out, err, exit } = await run(`
type Item { sku: Str, price: Decimal, at: DateTime? = null }
enum Kind { Small, Large(size: Int) }
let db: Any = Ok("kinds")

@background(store=db)
fn work(a: Int, b: Float, c: Str, items: List<Item>, kind: Kind, map: Map<Str, Any>, d: Float = b * 2, e: Int? = null) -> Float {
    print(a, b, c, items, kind, map, d, e)
    return b / 2
}

let task = spawn(work(9007199254740993, 3, "text \\"q\\"", [Item { sku: "A", price: Decimal.parse("1.50").expect("a price") }], Kind.Large(7), { "x": [1, 2.0, null] }))
print(task.await, task.id.len())
print(spawn(work(1, 1.5, "", [], Kind.Small, {}, e: 5)).await)
let job = jobs.status(task.id).expect("a job")
print(job.name, job.status, job.attempt, job.durable, job.error, jobs.list(name: "work").len())
`);
  assert.deepEqual([err, exit], ["", 0]);
  assert.equal(
    out,
    `9007199254740993 3.0 text "q" [Item { sku: "A", price: 1.50, at: null }] Large(7) {"x": [1, 2.0, null]} 6.0 null
1.5 36
1 1.5  [] Small {} 3.0 5
0.75
work ok 1 true null 2
`,
  );
  const [, first] = await store.list({ status: null, name: null, limit: 9 });
  assert.equal(JSON.parse(first!.args).args[0], "9007199254740993");
});

test("a failed task stays with its error, and may be queued again", async () => {
  database("failed");
  const { out, err } = await run(`
let db: Any = "failed"
let tries = { "n": 0 }

@background(store=db, retry={ "max": 2, "backoff": "constant", "initial_secs": 0.01 })
async fn flaky() -> Result<Str> {
    tries["n"] += 1
    return if tries["n"] < 4 { Err("no {tries["n"]}") } else { Ok("done") }
}

let task = spawn(flaky())
print(task.await)
print(jobs.status(task.id).map(fn(job) => "{job.status} {job.attempt} {job.error ?? ""}"))
print(jobs.retry(task.id), jobs.status(task.id).map(fn(job) => "{job.status} {job.attempt}"), jobs.retry("none"))
print(jobs.retry(task.id).is_err())
`);
  assert.equal(err, "");
  assert.equal(
    out,
    'Err("no 3")\nOk("failed 3 no 3")\nOk(null) Ok("queued 1") Err("no such job")\ntrue\n',
  );
});

const SERVICE = `
let db: Any = "service"
let done: List<Int> = []

@background(store=db)
async fn work(n: Int) {
    sleep(n).await
    done.push(n)
}

fn begin(n: Int) -> Str => spawn(work(n)).id

@post("/sync/{n}")
fn from_sync(n: Int) -> Str => begin(n)

@post("/async/{n}")
async fn from_async(n: Int) -> Str => spawn(work(n)).id

@get("/done")
fn all() -> List<Int> => done
`;

test("a handler, async or not, answers when its task is written; a task that cannot be written is a failure", async () => {
  const store = database("service");
  const { add } = store;
  // A slow database.
  store.add = async (job) => {
    await new Promise((resolve) => setTimeout(resolve, 80));
    await add.call(store, job);
  };
  await withSource(
    SERVICE,
    (file, folder) =>
      withServiceInProcess(file, { folder, settings: {} } as never, async (port) => {
        const send = (path: string, method = "POST") => fetch(`http://127.0.0.1:${port}${path}`, { method });
        for (const path of ["/sync/1", "/async/2"]) {
          const id = await (await send(path)).json();
          assert.ok(await store.get(id), `${path} answered before its row was there`);
        }
        store.add = () => Promise.reject(new Error("no connection"));
        for (const path of ["/sync/3", "/async/4"]) assert.equal((await send(path)).status, 500);
        store.add = add;
        await send("/async/300");
      }),
  );
  // The stop has waited for the last one.
  const rows = await store.list({ status: null, name: null, limit: 9 });
  assert.deepEqual(rows.map(({ status }) => status), ["ok", "ok", "ok"]);
});

test("a task that another process left is run at the start", async () => {
  const store = database("left");
  await store.add({
    ...{ id: "left", name: "work", args: '{"trace_id":"0","args":["5"]}', createdAt: Date.now() - 100_000 },
    ...{ lockedBy: "dead", lockedUntil: Date.now() - 1 },
  });
  await store.add({
    ...{ id: "wrong", name: "work", args: '{"trace_id":"0","args":["\\"x\\""]}', createdAt: 0 },
    ...{ lockedBy: null, lockedUntil: null },
  });
  await withSource(
    SERVICE.replace('"service"', '"left"'),
    (file, folder) =>
      withServiceInProcess(file, { folder, settings: {} } as never, async (port) => {
        await new Promise((resolve) => setTimeout(resolve, 150));
        assert.deepEqual(await (await fetch(`http://127.0.0.1:${port}/done`)).json(), [5]);
      }),
  );
  assert.equal((await store.get("left"))!.status, "ok");
  const wrong = (await store.get("wrong"))!;
  assert.deepEqual([wrong.status, wrong.attempt], ["failed", 1]);
  assert.match(wrong.error!, /^argument 'n': .*Int/);
});

test("a store that is no database: a service does not start, a script fails where it spawns", async () => {
  const service = SERVICE.replace('"service"', "7");
  const started = await run(service);
  assert.deepEqual([started.exit, started.err], [
    1,
    "error: store of @background 'work' is not a database, found Int\n",
  ]);
  const script = await run(
    'let db: Any = Err("no server at db:5432")\n@background(store=db)\nfn work() {}\nspawn(work())\n',
  );
  assert.equal(script.exit, 1);
  assert.match(
    script.err,
    /error\[run\/job\]: the task `work` was not started: store of @background 'work': no server at db:5432\n --> app\.fitz:4:1/,
  );
});
