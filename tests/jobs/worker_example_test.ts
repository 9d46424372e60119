/** examples/worker: its own tests, and the program as a process beside real servers, from source and as an executable. */
import assert from "node:assert/strict";
import { executable, fitzCommand, runFitz, runProcess } from "../harness/fitz.ts";
import { startWorker } from "./worker_process.ts";

const folder = new URL("../../examples/worker", import.meta.url).pathname;

function hasExecutable(): boolean {
  try {
    return Deno.statSync(executable).isFile;
  } catch {
    return false;
  }
}

Deno.test("examples/worker passes its tests", async () => {
  const { out, err, exit } = await runFitz(["test"], "cli", { cwd: folder });
  assert.equal(exit, 0, out + err);
  assert.match(out, /test result: ok\. [1-9]/);
});

/** The program with a shorter round, in a folder of its own. */
function copyOfExample(): string {
  const copy = Deno.makeTempDirSync({ prefix: "fitz-worker-example-" });
  Deno.mkdirSync(`${copy}/src`);
  for (const name of ["fitz.toml", "src/main.fitz", "src/pages.fitz"]) {
    const text = Deno.readTextFileSync(`${folder}/${name}`);
    Deno.writeTextFileSync(`${copy}/${name}`, text.replace('"30s"', '"200ms"'));
  }
  return copy;
}

async function watch(words: readonly string[]): Promise<void> {
  let status = 200;
  const told: unknown[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    if (request.method === "POST") told.push(await request.json());
    return new Response(null, { status: request.method === "POST" ? 204 : status });
  });
  const url = `http://127.0.0.1:${server.addr.port}/`;
  try {
    const worker = startWorker({ words }, { WATCH_PAGES: url, WATCH_TELL: `${url}told` });
    await worker.says(/Fitz scheduler started with 2 job\(s\)/);
    await worker.says(/"job":"check"/);
    status = 503;
    await worker.says(/"msg":"page changed".*"state":"down"/);
    status = 200;
    await worker.says(/"msg":"page changed".*"state":"up"/);
    await worker.says(/("msg":"job\.end"[^]*){2}/);
    worker.signal("SIGTERM");
    assert.equal(await worker.ended, 0);
    assert.deepEqual(told, [{ url, state: "down" }, { url, state: "up" }]);
    const [announced] = /"msg":"job\.end".*/.exec(worker.err)!;
    assert.match(announced, /"trace_id":"[0-9a-f]{32}".*"job":"announce".*"status":"ok"/);
  } finally {
    await server.shutdown();
  }
}

const options = { sanitizeOps: false, sanitizeResources: false };

Deno.test("examples/worker watches a real page", options, async () => {
  const copy = copyOfExample();
  await watch([...fitzCommand("cli"), "run", `${copy}/src/main.fitz`]);
  Deno.removeSync(copy, { recursive: true });
});

Deno.test({
  name: "examples/worker as an executable",
  ignore: !hasExecutable(),
  ...options,
  fn: async () => {
    const copy = copyOfExample();
    const built = await runProcess([executable, "build", "-o", "worker"], { cwd: copy });
    assert.equal(built.exit, 0, built.err);
    await watch([`${copy}/worker`]);
    Deno.removeSync(copy, { recursive: true });
  },
});
